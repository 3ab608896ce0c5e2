-- Grain: arrest diversion that left no arrest row, put as an arrest of its own, so that it is not mistaken for desistance: one
-- non-warrant charge, the offence on that day, of the referral's category and severity.
{%- set charges -%}
    select
        person_id,
        referral_id as arrest_id,
        1 as charge_number,
        referral_date as arrest_date,
        referral_date as offense_date,
        coalesce(severity, 'unknown') as severity,
        coalesce(offense_category, 'unknown') as offense_category,
        false as is_warrant,
        'unknown' as warrant_type,
        'unknown' as disposition,
        district
    from {{ ref('int_referral_links') }}
    where link = 'unlinked'
{%- endset %}
{{ folded_arrests(coded_charges(charges)) }}
