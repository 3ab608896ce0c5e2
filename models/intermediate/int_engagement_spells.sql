-- Grain: person: the first accepted referral in the accrual window, of any door. Days count from the referral (to the intake,
-- the first attended contact, the exit) or from the intake (to the exit, gaps in service); day 0 is the day itself.
with firsts as (
    select r.person_id, r.referral_id, r.door, r.referral_date, r.intake_date, r.exit_date
    from {{ ref('stg_referrals') }} as r
    cross join {{ source('settings', 'site') }} as s
    where r.decision = 'accepted' and r.referral_date >= s.accrual_start and r.referral_date <= s.accrual_end
    qualify row_number() over (partition by r.person_id order by r.referral_date, r.referral_id) = 1
),

dated as (
    select
        f.person_id,
        f.door,
        f.referral_date,
        f.intake_date,
        f.exit_date,
        p.death_date,
        s.data_through
    from firsts as f
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_people') }} as p on f.person_id = p.person_id
),

contacts as (
    select d.person_id, e.contact_date
    from dated as d
    inner join {{ ref('stg_engagements') }} as e on d.person_id = e.person_id
    where e.outcome = 'attended' and e.contact_date >= d.referral_date
),

first_contacts as (
    select person_id, min(contact_date) as first_contact_date from contacts group by person_id
),

-- days in service without a contact, in the half year after the intake
marks as (
    select d.person_id, d.intake_date as mark_date from dated as d where d.intake_date is not null
    union
    select c.person_id, c.contact_date
    from contacts as c
    inner join dated as d on c.person_id = d.person_id and {{ in_grace('c.contact_date', 'd.intake_date', '180') }}
    union
    select d.person_id, {{ add_days('d.intake_date', '180') }} from dated as d where d.intake_date is not null
),

gaps as (
    select person_id, max(gap_days) as longest_gap_days
    from (
        select person_id, {{ days_between('lag(mark_date) over (partition by person_id order by mark_date)', 'mark_date') }} as gap_days
        from marks
    ) as between_marks
    group by person_id
)

select
    d.person_id,
    d.door,
    {{ days_between('d.referral_date', 'd.intake_date') }} as days_to_intake,
    {{ days_between('d.referral_date', 'c.first_contact_date') }} as days_to_first_contact,
    {{ days_between('d.referral_date', 'd.exit_date') }} as days_to_exit,
    {{ days_between('d.referral_date', 'd.death_date') }} as days_to_death,
    {{ days_between('d.referral_date', 'd.data_through') }} as days_observed,
    -- of those who stayed for the half year, all of it within the data
    case
        when
            coalesce(least(d.exit_date, d.death_date), {{ add_days('d.data_through', '1') }}) > {{ add_days('d.intake_date', '180') }}
            and {{ is_observed_at('d.intake_date', '180', 'd.data_through') }}
            then g.longest_gap_days
    end as longest_gap_days
from dated as d
left join first_contacts as c on d.person_id = c.person_id
left join gaps as g on d.person_id = g.person_id
