-- Grain: eligible event x period of the area_policy contrast, with the primary outcome at the primary horizon (new_offense)
-- and any_arrest beside it. Empty where the contrast was not asked for.
-- is_included: the lookback is covered and the person alive; referrals, lost ones too, don't matter between areas.
select
    e.person_id,
    e.index_date,
    e.area,
    e.period,
    e.index_district,
    e.is_linked,
    e.is_unlinked,
    e.referral_quarantined,
    e.lookback_not_covered,
    e.dead_before_index,
    not e.lookback_not_covered and not e.dead_before_index as is_included,
    s.primary_horizon_days as horizon_days,
    {{ is_observed_at('e.index_date', 's.primary_horizon_days', 's.data_through') }} as is_observed,
    {%- for name in ['new_offense', 'any_arrest'] %}
    coalesce(o.{{ name }}_events, 0) as {{ name }}_events,
    case when {{ is_observed_at('e.index_date', 's.primary_horizon_days', 's.data_through') }}
        then coalesce(o.{{ name }}_events, 0) > 0 end as is_rearrested_{{ name }},
    {%- endfor %}
    {{ hex_text(content_hash(['e.index_date', 'e.area', 'e.period', 'e.index_district', 'o.new_offense_first_day',
                              'o.any_arrest_first_day', 'o.any_arrest_events'])) }} as content_key
from {{ ref('int_area_policy_events') }} as e
cross join {{ source('settings', 'site') }} as s
left join {{ ref('int_trial_outcomes') }} as o
    on e.person_id = o.person_id and e.index_date = o.index_date and o.horizon_days = s.primary_horizon_days
