def model(dbt, session):
    from pipeline.analysis.effects import effects_table

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "designs")
    return effects_table(session)
