{# Schemas are called what they are: staging, intermediate, marts, release, audit; never prefixed by the target's. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{- (custom_schema_name or target.schema) | trim -}}
{%- endmacro %}
