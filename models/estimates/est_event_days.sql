-- Grain: person x index date x event on 1 <= d <= the longest horizon, up to the end of follow-up: on which days the counted
-- events fell. Read by the estimators of counts over time (Ghosh-Lin, the rate model); a new offence as in
-- int_trial_outcomes. A view, so that a run without them stores nothing.
{{ config(materialized='view') }}
select
    a.person_id,
    a.index_date,
    a.days_after_index,
    coalesce(
        a.new_flags <> 0,
        exists (
            select 1 from {{ in_this_file(ref('int_open_charges')) }} as c
            where
                c.person_id = a.person_id and c.event_date = a.event_date and c.qualifying_date > a.index_date
                and (c.charge_flags & {{ flag_mask(new_classes()) }}) <> 0
        )
    ) as is_new_offense
from {{ in_this_file(ref('int_events_after')) }} as a
