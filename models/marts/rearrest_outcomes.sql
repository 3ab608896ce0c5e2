-- Grain: cohort row x outcome x horizon. A view: twelve outcomes at each horizon are unfolded from one narrow row a trial and
-- horizon (int_trial_horizons), so that nothing is stored twelve times over.
{{ config(materialized='view') }}
{{ outcome_rows('outcome', outcomes()) }}
