-- Grain: cohort row x item x horizon. Natural units that costs are put on, counted on 1 <= d <= H up to the end of follow-up.
-- A view, unfolded from the narrow rows of int_trial_outcomes, int_custody_days and int_services.
{{ config(materialized='view') }}
{%- set items = [
    ('arrest', 'events', 'o.any_arrest_events', none),
    ('booking', 'events', 'o.booked_events', 'has_dispositions'),
    ('citation', 'events', 'o.cited_events', 'has_dispositions'),
    ('jail_day', 'days', 'k.custody_days - k.prison_days', 'has_custody'),
    ('prison_day', 'days', 'k.prison_days', 'has_custody'),
    ('felony_filing', 'cases', 'v.felony_filing_count', 'has_court_cases'),
    ('misdemeanor_filing', 'cases', 'v.misdemeanor_filing_count', 'has_court_cases'),
    ('ed_visit', 'days with a visit', 'v.ed_visit_count', 'has_health_events'),
    ('crisis_contact', 'days with a contact', 'v.crisis_contact_count', 'has_health_events'),
    ('overdose_response', 'days with a response', 'v.overdose_response_count', 'has_health_events'),
] %}
with items as (
    {%- for item, unit, quantity, source_flag in items %}
    select '{{ item }}' as item, '{{ unit }}' as unit{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    c.trial_id,
    c.person_id,
    c.arm,
    c.door,
    c.comparison_design,
    c.index_date,
    i.item,
    i.unit,
    h.horizon_days,
    {{ is_observed_at('c.index_date', 'h.horizon_days', 's.data_through') }} as is_observed,
    cast(case i.item
        {%- for item, unit, quantity, source_flag in items %}
        when '{{ item }}' then {% if source_flag %}case when f.{{ source_flag }} then {% endif %}coalesce({{ quantity }}, 0)
            {%- if source_flag %} end{% endif %}
        {%- endfor %}
    end as integer) as quantity
from {{ in_this_file(ref('cohort')) }} as c
cross join {{ in_this_file(source('settings', 'site')) }} as s
cross join {{ in_this_file(source('settings', 'horizons')) }} as h
cross join {{ in_this_file(ref('int_source_facts')) }} as f
cross join items as i
left join {{ in_this_file(ref('int_trial_outcomes')) }} as o
    on c.person_id = o.person_id and c.index_date = o.index_date and h.horizon_days = o.horizon_days
left join {{ in_this_file(ref('int_custody_days')) }} as k
    on c.person_id = k.person_id and c.index_date = k.index_date and h.horizon_days = k.horizon_days
left join {{ in_this_file(ref('int_services')) }} as v
    on c.person_id = v.person_id and c.index_date = v.index_date and h.horizon_days = v.horizon_days
