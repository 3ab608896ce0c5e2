{# The 0.975 quantile of the normal distribution. #}
{% macro z_95() -%}
    1.959963984540054e0
{%- endmacro %}

{# One of Wilson's limits of a share `p` among `n`; null where p is null or n is 0. #}
{% macro wilson_limit(p, n, side) -%}
    {%- set z2 = '(' ~ z_95() ~ ' * ' ~ z_95() ~ ')' -%}
    {%- set sign = '-' if side == 'lower' else '+' -%}
    case when {{ p }} is not null and {{ n }} > 0 then
        -- at p = 0 or 1 the limit is p itself, which rounding may overshoot to either side
        {{ 'greatest(0e0, least' if side == 'lower' else 'least(1e0, greatest' }}({{ p }}, (
            {{ p }} + {{ z2 }} / (2e0 * {{ n }})
            {{ sign }} {{ z_95() }} * sqrt({{ p }} * (1e0 - {{ p }}) / {{ n }} + {{ z2 }} / (4e0 * {{ n }} * {{ n }}))
        ) / (1e0 + {{ z2 }} / {{ n }})))
    end
{%- endmacro %}
