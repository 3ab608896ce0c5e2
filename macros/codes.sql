{# Closed enumerations of the extracts, and how charges are folded into integers.

   A charge's kind is its severity x category, one of 44 bits of a 64-bit integer; a person's day is then a few integers
   whatever the number of its charges, and "one of its charges is eligible" is a single `&`. tests/models holds these
   lists against the loader's. #}

{% macro severities() -%}
    {{ return(['felony', 'misdemeanor', 'citation', 'unknown']) }}
{%- endmacro %}

{% macro offense_categories() -%}
    {{ return(['drug_possession', 'drug_sale', 'prostitution', 'property', 'violent', 'weapons', 'public_order',
               'traffic', 'supervision', 'other', 'unknown']) }}
{%- endmacro %}

{% macro dispositions() -%}
    {{ return(['booked', 'cited', 'diverted', 'released', 'unknown']) }}
{%- endmacro %}

{# What a cohort's rows are of: the arms, the doors of the diverted and the designs of the comparison. #}
{% macro arms() -%}
    {{ return(['lead', 'comparison']) }}
{%- endmacro %}

{% macro doors() -%}
    {{ return(['arrest_diversion', 'social_contact', 'community']) }}
{%- endmacro %}

{% macro comparison_designs() -%}
    {{ return(['concurrent_area', 'concurrent_undiverted', 'historical']) }}
{%- endmacro %}

{# The twelve outcomes, in the order in which they are listed. #}
{% macro outcomes() -%}
    {{ return(['new_offense', 'any_arrest', 'warrant', 'supervision', 'prior_offense', 'felony', 'misdemeanor',
               'citation', 'drug', 'prostitution', 'property', 'violent']) }}
{%- endmacro %}

{# Number (from 1) of a category, and of a severity in the order of seriousness. #}
{% macro category_code(column) -%}
    {{ place_in(column, offense_categories()) }}
{%- endmacro %}

{% macro severity_code(column) -%}
    {{ place_in(column, severities()) }}
{%- endmacro %}

{# The bit of a severity x category, from their codes: severities follow each other in blocks of 11 categories. #}
{% macro kind_bit(severity_code, category_code) -%}
    {{ single_bit('(' ~ severity_code ~ ' - 1) * ' ~ (offense_categories() | length) ~ ' + ' ~ category_code ~ ' - 1') }}
{%- endmacro %}

{# All kinds of one severity, as a mask. #}
{% macro kinds_of_severity(severity) -%}
    {%- set n = offense_categories() | length -%}
    {{ return((2 ** n - 1) * 2 ** (n * severities().index(severity))) }}
{%- endmacro %}

{# -- flags of a charge, folded over the charges of an event ----------------------------------------------- #}

{# The flags of a 64-bit integer, from bit 0 on. First the categories of any charge, warrants too; then what any charge is
   (`ordinary`: neither a warrant nor supervision) and what is known of the day (linked to a referral, an unlinked diversion,
   a charge lost to quarantine); then the dispositions; last the severities and categories of the charges that can qualify as
   a new offence (whether they do depends on the index date). Blocks follow their enumerations: a flag is set by one shift. #}
{% macro flag_names() -%}
    {%- set names = offense_categories() + ['warrant', 'felony', 'ordinary', 'linked', 'unlinked', 'lost_charge'] -%}
    {%- for disposition in dispositions() %}{% do names.append('is_' ~ disposition) %}{% endfor -%}
    {%- for severity in severities() %}{% do names.append('new_' ~ severity) %}{% endfor -%}
    {%- for category in offense_categories() %}{% do names.append('new_' ~ category ~ '_charge') %}{% endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# Number of a flag's bit. #}
{% macro flag_number(name) -%}
    {%- if name not in flag_names() -%}{{ exceptions.raise_compiler_error("no such flag: " ~ name) }}{%- endif -%}
    {{ return(flag_names().index(name)) }}
{%- endmacro %}

{# One or several flags as an integer mask. #}
{% macro flag_mask(names) -%}
    {%- set total = namespace(value=0) -%}
    {%- for name in ([names] if names is string else names) -%}
        {%- set total.value = total.value + 2 ** flag_number(name) -%}
    {%- endfor -%}
    {{ return(total.value) }}
{%- endmacro %}

{# Whether any of the named flags is set. #}
{% macro has_flag(column, names) -%}
    (({{ column }} & {{ flag_mask(names) }}) <> 0)
{%- endmacro %}

{# The flags that say what a qualifying charge is: its severity and its category. #}
{% macro new_classes() -%}
    {{ return(flag_names()[flag_number('new_felony'):]) }}
{%- endmacro %}

{# The most serious severity in a set of kinds, and the kinds of it. #}
{% macro most_serious_severity(kinds) -%}
    case
        {%- for severity in severities() %}
        when ({{ kinds }} & {{ kinds_of_severity(severity) }}) <> 0 then '{{ severity }}'
        {%- endfor %}
    end
{%- endmacro %}

{% macro most_serious_kinds(kinds) -%}
    case
        {%- for severity in severities() %}
        when ({{ kinds }} & {{ kinds_of_severity(severity) }}) <> 0 then {{ kinds }} & {{ kinds_of_severity(severity) }}
        {%- endfor %}
        else 0
    end
{%- endmacro %}

{# The category of a set of kinds of one severity that holds a single kind; null where it holds several (or none). #}
{% macro only_category(kinds) -%}
    case {{ kinds }}
        {%- for severity in severities() %}{% set block = loop.index0 %}
        {%- for category in offense_categories() %}
        when {{ 2 ** (block * (offense_categories() | length) + loop.index0) }} then '{{ category }}'
        {%- endfor %}
        {%- endfor %}
    end
{%- endmacro %}
