def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("int_first_events"), dbt.source("settings", "horizons")
    return apart("pipeline.analysis.incidence:incidence_rows", session)
