-- Grain: person with a trial. A number made of the content of the person's records and of nothing else, so that trials can be
-- put in one order under any surrogate keys: people who share it are alike in all that a result is made of. The facts of the
-- person's trials tell nearly everyone apart; only for those whom they don't, all records are read.
with trial_facts as (
    select
        t.person_id,
        {{ content_hash([
            't.arm', 't.door', 't.comparison_design', 't.index_date', 't.is_linked', 't.eligibility_verified', 't.decision',
            't.referral_date', 't.first_later_referral_date', 't.index_kinds', 't.index_severity', 't.index_category',
            't.index_district', 't.birth_year', 't.death_date', 'r.prior_arrests', 'r.prior_arrests_30d',
            'r.prior_arrests_90d', 'r.prior_arrests_365d', 'r.prior_new_offense_arrests', 'r.prior_felony_arrests',
            'r.prior_drug_arrests', 'r.prior_warrant_arrests', 'r.prior_eligible_arrests', 'r.days_since_last_arrest',
            'o.any_arrest_events', 'o.any_arrest_first_day', 'o.new_offense_events', 'o.new_offense_first_day'
        ]) }} as fact
    from {{ ref('int_trials') }} as t
    left join {{ ref('int_priors') }} as r on t.person_id = r.person_id and t.index_date = r.index_date
    left join (
        select *
        from {{ ref('int_trial_outcomes') }}
        where horizon_days = {{ longest_horizon_days() }}
    ) as o on t.person_id = o.person_id and t.index_date = o.index_date
),

people as (
    select person_id, cast(sum(fact) as bigint) as trials_key
    from trial_facts
    group by person_id
),

keyed as (
    select
        p.person_id,
        {{ content_hash(['p.trials_key', 'i.sex', 'i.race', 'i.ethnicity']) }} as content_key
    from people as p
    inner join {{ ref('int_people') }} as i on p.person_id = i.person_id
),

tied as (
    select person_id
    from keyed
    where content_key in (select content_key from keyed group by content_key having count(*) > 1)
),

records as (
    select
        person_id,
        {{ content_hash(["'event'", 'event_date', 'charge_flags', 'eligible_kinds', 'first_qualifying_date',
                         'last_qualifying_date', 'last_known_qualifying_date', 'district']) }} as record
    from {{ ref('int_events') }}
    where person_id in (select person_id from tied)
    union all
    select
        person_id,
        {{ content_hash(["'referral'", 'referral_date', 'door', 'link', 'event_date', 'offense_category', 'severity',
                         'district', 'decision', 'intake_date']) }} as record
    from {{ ref('int_referral_links') }}
    where person_id in (select person_id from tied)
    union all
    select person_id, {{ content_hash(["'stay'", 'admit_date', 'release_date', 'facility']) }} as record
    from {{ ref('stg_custody') }}
    where person_id in (select person_id from tied)
    union all
    select person_id, {{ content_hash(["'contact'", 'contact_date', 'contact_type', 'outcome']) }} as record
    from {{ ref('stg_engagements') }}
    where person_id in (select person_id from tied)
    union all
    select person_id, {{ content_hash(["'case'", 'filed_date', 'severity', 'disposition']) }} as record
    from {{ ref('stg_court_cases') }}
    where person_id in (select person_id from tied)
    union all
    select person_id, {{ content_hash(["'health'", 'event_date', 'event_type']) }} as record
    from {{ ref('stg_health_events') }}
    where person_id in (select person_id from tied)
),

all_records as (
    select person_id, cast(sum(record) as bigint) as records_key
    from records
    group by person_id
)

select
    k.person_id,
    case
        when a.person_id is null then k.content_key
        else {{ content_hash(['k.content_key', 'a.records_key']) }}
    end as content_key
from keyed as k
left join all_records as a on k.person_id = a.person_id
