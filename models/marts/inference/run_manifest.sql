-- Grain: key. What the build was made from: inputs, row counts, settings, versions.
with facts as (
    select key, value from {{ source('settings', 'run') }}
),

inputs as (
    select distinct 'sha256 ' || file as key, sha256 as value
    from {{ ref('load_history') }}
    qualify row_number() over (partition by file order by loaded_at desc, load_id desc) = 1
),

loaded as (
    select
        'rows_loaded ' || extract as key,
        cast(sum(rows_loaded) as varchar) as value
    from {{ ref('row_ledger') }}
    group by extract
)

select cast(key as varchar) as key, cast(value as varchar) as value from facts
union all
select cast(key as varchar) as key, cast(value as varchar) as value from inputs
union all
select cast(key as varchar) as key, cast(value as varchar) as value from loaded
