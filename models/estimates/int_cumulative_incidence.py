def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "horizons")
    return apart("pipeline.analysis.incidence:incidence_rows", session)
