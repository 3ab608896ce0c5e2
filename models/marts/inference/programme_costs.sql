with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'programme_costs'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(kind as varchar) as kind,
    cast(payer as varchar) as payer,
    cast(per_person_usd as double) as per_person_usd,
    cast(per_participant_usd as double) as per_participant_usd,
    cast(per_participant_month_usd as double) as per_participant_month_usd,
    cast(participants_per_person as double) as participants_per_person,
    cast(months_per_person as double) as months_per_person,
    cast(discounted_months_per_person as double) as discounted_months_per_person,
    cast(discounted_programme_years_per_person as double) as discounted_programme_years_per_person,
    cast(price_year as integer) as price_year,
    cast(n_lead as bigint) as n_lead,
    cast(diagnostics_passed as boolean) as diagnostics_passed
from estimated
