-- Grain: cohort row x variant x horizon. new_offense under two other readings, for the sensitivity analyses of those names.
{{ config(materialized='view') }}
{{ outcome_rows('variant', ['null_dates_are_prior', 'exclude_rediversion']) }}
