def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.ref("int_first_events"), dbt.source("settings", "designs")
    return apart("pipeline.analysis.balance:balance_rows", session)
