def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.ref("int_first_events"), dbt.source("settings", "horizons")
    return apart("pipeline.analysis.incidence:curve_rows", session)
