{# What a charge is before any index date, and how a person's charges become events. Three models read the same rules:
   the charges of arrests, the diversions that left no arrest row, and the few events that are looked at charge by charge. #}

{# Charges, coded. `charges` is a select that gives person_id, arrest_id, charge_number, arrest_date, offense_date, severity,
   offense_category, is_warrant, warrant_type, disposition, district; what comes out besides:

   open_kind              the bit of its severity x category; 0 for a warrant, which no rule makes eligible
   charge_flags           its flags (macros/codes.sql)
   qualifying_date        the charge is a new offence for every index date before this day; null: for none.
                          A charge that is neither a warrant nor supervision qualifies by its offence date, and always where
                          that is missing (then the arrest's day stands in, which lies after any index that it is held
                          against); a new-charge warrant, by a known offence date alone.
   known_qualifying_date  the same where missing offence dates are taken as prior #}
{% macro coded_charges(charges) -%}
select
    person_id,
    arrest_id,
    charge_number,
    arrest_date,
    district,
    offense_category,
    case when is_warrant then 0 else {{ kind_bit('severity_code', 'category_code') }} end as open_kind,
    {{ single_bit('category_code - 1') }}
    + {{ single_bit('disposition_code - 1 + ' ~ flag_number('is_booked')) }}
    + case when is_warrant then {{ flag_mask('warrant') }} else 0 end
    + case when severity_code = {{ severities().index('felony') + 1 }} then {{ flag_mask('felony') }} else 0 end
    + case when is_warrant or is_supervision then 0 else {{ flag_mask('ordinary') }} end
    + case
        when qualifying_date is null then 0
        else {{ single_bit('severity_code - 1 + ' ~ flag_number('new_felony')) }}
            + {{ single_bit('category_code - 1 + ' ~ flag_number('new_drug_possession_charge')) }}
    end as charge_flags,
    qualifying_date,
    case when offense_date is not null then qualifying_date end as known_qualifying_date
from (
    select
        *,
        case
            when warrant_type = 'new_charge' and offense_date is not null and (is_warrant or is_supervision) then offense_date
            when is_warrant or is_supervision then null
            else coalesce(offense_date, arrest_date)
        end as qualifying_date
    from (
        select
            *,
            offense_category = 'supervision' as is_supervision,
            {{ severity_code('severity') }} as severity_code,
            {{ category_code('offense_category') }} as category_code,
            {{ place_in('disposition', dispositions()) }} as disposition_code
        from (
            {{ charges }}
        ) as charges
    ) as numbered
) as dated
{%- endmacro %}

{# Arrests of coded charges, person x arrest_id: an arrest belongs to its earliest day and brings all its charges along; its
   district is that of its first charge. #}
{% macro folded_arrests(charges) -%}
select
    person_id,
    arrest_id,
    min(arrest_date) as arrest_date,
    bit_or(open_kind) as open_kinds,
    bit_or(charge_flags) as charge_flags,
    min(qualifying_date) as first_qualifying_date,
    max(qualifying_date) as last_qualifying_date,
    max(known_qualifying_date) as last_known_qualifying_date,
    -- '' stands for a missing district, which min_by would pass over
    min_by(coalesce(district, ''), charge_number) as district
from (
    {{ charges }}
) as coded
group by person_id, arrest_id
{%- endmacro %}

{# The columns of a charge, in stg_arrests. #}
{% macro charge_columns() -%}
    person_id, arrest_id, charge_number, arrest_date, offense_date, severity, offense_category, is_warrant, warrant_type,
    disposition, district
{%- endmacro %}
