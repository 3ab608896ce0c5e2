-- Grain: cohort row x item x horizon. Natural units that costs are put on, counted on 1 <= d <= H up to the end of follow-up.
-- A view, unfolded from the narrow rows of int_trial_quantities.
{{ config(materialized='view') }}
{%- set items = {
    'arrest': 'events',
    'booking': 'events',
    'citation': 'events',
    'jail_day': 'days',
    'prison_day': 'days',
    'felony_filing': 'cases',
    'misdemeanor_filing': 'cases',
    'ed_visit': 'days with a visit',
    'crisis_contact': 'days with a contact',
    'overdose_response': 'days with a response',
} %}
with items as (
    {%- for item, unit in items.items() %}
    select '{{ item }}' as item, '{{ unit }}' as unit{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    q.trial_id,
    q.person_id,
    cast(q.arm as varchar) as arm,
    cast(q.door as varchar) as door,
    cast(q.comparison_design as varchar) as comparison_design,
    q.index_date,
    i.item,
    i.unit,
    q.horizon_days,
    q.is_observed,
    cast(case i.item
        {%- for item in items %}
        when '{{ item }}' then q.{{ item }}_quantity
        {%- endfor %}
    end as integer) as quantity
from {{ in_this_file(ref('int_trial_quantities')) }} as q
cross join items as i
