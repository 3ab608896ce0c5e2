{# The steps by which a candidate leaves a cohort, in the order in which they are asked; the first that applies is the one
   that it is counted under. Step 1, `candidates`, is everyone who stood at the start. #}
{% macro attrition_steps(arm) -%}
    {%- if arm == 'lead' -%}
        {{ return(['candidates', 'referral_before_accrual', 'index_after_accrual', 'linked_far', 'no_eligible_charge',
                   'excluded_category', 'not_of_age', 'charge_quarantined', 'outside_programme_areas',
                   'referral_quarantined', 'lookback_not_covered', 'dead_before_index']) }}
    {%- else -%}
        {{ return(['candidates', 'excluded_category', 'not_of_age', 'charge_quarantined', 'referred_before',
                   'diverted_without_referral', 'referral_quarantined', 'lookback_not_covered', 'dead_before_index']) }}
    {%- endif -%}
{%- endmacro %}

{# The first step whose flag (a column of the step's name) is true, as its number; null for a trial of the cohort. #}
{% macro first_exclusion(arm) -%}
    case
        {%- for step in attrition_steps(arm) if step != 'candidates' %}
        when {{ step }} then {{ loop.index + 1 }}
        {%- endfor %}
    end
{%- endmacro %}

{# The area of a district: `areas` is the alias of settings.areas, left joined on the district. Without areas in the site
   file every district, an unknown one too, is the programme's. #}
{% macro area_of(site, areas) -%}
    case when {{ site }}.has_areas then {{ areas }}.area else 'programme' end
{%- endmacro %}
