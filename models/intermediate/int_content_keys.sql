-- Grain: person with a trial. A number made of everything that is known of a person and of nothing else, so that trials can
-- be put in one order under any surrogate keys: people who share it are alike in all that a result is made of.
with people as (
    select person_id from {{ ref('int_lead_candidates') }}
    where excluded_at_step is null
    union
    select person_id from {{ ref('int_comparison_candidates') }}
    where excluded_at_step is null
),

facts as (
    select
        person_id,
        {{ content_hash(["'person'", 'birth_year', 'sex', 'race', 'ethnicity', 'death_date']) }} as fact
    from {{ ref('int_people') }}
    union all
    select
        person_id,
        {{ content_hash(["'event'", 'event_date', 'charge_flags', 'eligible_kinds', 'first_qualifying_date',
                         'last_qualifying_date', 'last_known_qualifying_date', 'district', 'is_linked', 'is_unlinked',
                         'has_lost_charge']) }}
    from {{ ref('int_events') }}
    union all
    select
        person_id,
        {{ content_hash(["'referral'", 'referral_date', 'door', 'link', 'event_date', 'offense_category', 'severity',
                         'district', 'decision', 'intake_date']) }}
    from {{ ref('int_referral_links') }}
    union all
    select person_id, {{ content_hash(["'stay'", 'admit_date', 'release_date', 'facility']) }}
    from {{ ref('stg_custody') }}
    union all
    select person_id, {{ content_hash(["'contact'", 'contact_date', 'contact_type', 'outcome']) }}
    from {{ ref('stg_engagements') }}
    union all
    select person_id, {{ content_hash(["'case'", 'filed_date', 'severity', 'disposition']) }}
    from {{ ref('stg_court_cases') }}
    union all
    select person_id, {{ content_hash(["'health'", 'event_date', 'event_type']) }}
    from {{ ref('stg_health_events') }}
)

select
    person_id,
    cast(sum(fact) as bigint) as content_key
from facts
where person_id in (select person_id from people)
group by person_id
