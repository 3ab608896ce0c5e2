{#- Tables and views are put in the place of those of before in one statement. dbt's own materializations make them under another
    name, rename both and drop the old one afterwards, for databases that can't do this, and look after grants, comments,
    indexes and foreign keys, of which we have none. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set language = model['language'] -%}
    {%- set before = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if before is not none and (language == 'python' or not before.is_table) %}{% do adapter.drop_relation(before) %}{% endif -%}
    {%- call statement('main', language=language) -%}
        {%- if language == 'python' -%}
            {{- create_table_as(False, target, compiled_code, language) }}
        {%- elif config.get('contract').enforced -%}
            {{ get_assert_columns_equivalent(compiled_code) }}
            create or replace table {{ target }} {{ get_table_columns_and_constraints() }};
            insert into {{ target }} {{ get_column_names() }} ({{ get_select_subquery(compiled_code) }});
        {%- else -%}
            create or replace table {{ target }} as ({{ compiled_code }});
        {%- endif -%}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {%- set before = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='view') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if before is not none and not before.is_view %}{% do adapter.drop_relation(before) %}{% endif -%}
    {%- call statement('main') -%}
        {% if config.get('contract').enforced %}{{ get_assert_columns_equivalent(compiled_code) }}{% endif %}
        create or replace view {{ target }} as ({{ compiled_code }});
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
