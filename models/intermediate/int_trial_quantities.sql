-- Grain: trial x horizon. What costs are put on, a column an item, counted on 1 <= d <= H up to the end of follow-up. A quantity
-- whose source is missing is null (int_source_facts). A view: it joins what int_trial_outcomes, int_custody_days and
-- int_services hold.
{%- set quantities = [
    ('arrest', 'o.any_arrest_events', none),
    ('booking', 'o.booked_events', 'has_dispositions'),
    ('citation', 'o.cited_events', 'has_dispositions'),
    ('jail_day', 'k.custody_days - k.prison_days', 'has_custody'),
    ('prison_day', 'k.prison_days', 'has_custody'),
    ('felony_filing', 'v.felony_filing_count', 'has_court_cases'),
    ('misdemeanor_filing', 'v.misdemeanor_filing_count', 'has_court_cases'),
    ('ed_visit', 'v.ed_visit_count', 'has_health_events'),
    ('crisis_contact', 'v.crisis_contact_count', 'has_health_events'),
    ('overdose_response', 'v.overdose_response_count', 'has_health_events'),
] %}
select
    c.trial_id,
    c.person_id,
    c.arm,
    c.door,
    c.comparison_design,
    c.index_date,
    h.horizon_days,
    {{ is_observed_at('c.index_date', 'h.horizon_days', 's.data_through') }} as is_observed,
    {%- for item, quantity, source_flag in quantities %}
    {% if source_flag %}case when f.{{ source_flag }} then {% endif %}coalesce({{ quantity }}, 0)
        {%- if source_flag %} end{% endif %} as {{ item }}_quantity{{ ',' if not loop.last }}
    {%- endfor %}
from {{ in_this_file(ref('cohort')) }} as c
cross join {{ in_this_file(source('settings', 'site')) }} as s
cross join {{ in_this_file(source('settings', 'horizons')) }} as h
cross join {{ in_this_file(ref('int_source_facts')) }} as f
left join {{ in_this_file(ref('int_trial_outcomes')) }} as o
    on c.person_id = o.person_id and c.index_date = o.index_date and h.horizon_days = o.horizon_days
left join {{ in_this_file(ref('int_custody_days')) }} as k
    on c.person_id = k.person_id and c.index_date = k.index_date and h.horizon_days = k.horizon_days
left join {{ in_this_file(ref('int_services')) }} as v
    on c.person_id = v.person_id and c.index_date = v.index_date and h.horizon_days = v.horizon_days
