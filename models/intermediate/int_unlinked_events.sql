-- Grain: person x day of an arrest diversion that left no arrest row, so that it is not mistaken for desistance. One
-- non-warrant charge a referral, the offence on that day, of the referral's category and severity; the referrals of one day
-- are one event, its district that of the first by referral_id.
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
{{ folded_events(coded_charges(charges)) }}
