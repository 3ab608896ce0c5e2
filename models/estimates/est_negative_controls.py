def model(dbt, session):
    from pipeline.analysis.sensitivity import negative_control_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "designs")
    return negative_control_rows(session)
