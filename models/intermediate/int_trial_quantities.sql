-- Grain: trial x horizon. What costs are put on, a column an item, counted on 1 <= d <= H up to the end of follow-up. A quantity
-- whose source is missing is null (int_source_facts).
{%- set quantities = [
    ('arrest', 't.any_arrest_events', none),
    ('booking', 't.booked_events', 'has_dispositions'),
    ('citation', 't.cited_events', 'has_dispositions'),
    ('jail_day', 't.custody_days - t.prison_days', 'has_custody'),
    ('prison_day', 't.prison_days', 'has_custody'),
    ('felony_filing', 'coalesce(v.felony_filing_count, 0)', 'has_court_cases'),
    ('misdemeanor_filing', 'coalesce(v.misdemeanor_filing_count, 0)', 'has_court_cases'),
    ('ed_visit', 'coalesce(v.ed_visit_count, 0)', 'has_health_events'),
    ('crisis_contact', 'coalesce(v.crisis_contact_count, 0)', 'has_health_events'),
    ('overdose_response', 'coalesce(v.overdose_response_count, 0)', 'has_health_events'),
] %}
select
    t.trial_id,
    t.person_id,
    t.arm,
    t.door,
    t.comparison_design,
    t.index_date,
    t.horizon_days,
    t.is_observed,
    {%- for item, quantity, source_flag in quantities %}
    {% if source_flag %}case when f.{{ source_flag }} then {% endif %}{{ quantity }}
        {%- if source_flag %} end{% endif %} as {{ item }}_quantity{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('int_trial_horizons') }} as t
cross join {{ ref('int_source_facts') }} as f
left join {{ ref('int_services') }} as v
    on t.person_id = v.person_id and t.index_date = v.index_date and t.horizon_days = v.horizon_days
