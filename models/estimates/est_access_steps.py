def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("engagement_funnel"), dbt.source("settings", "site")
    return apart("pipeline.analysis.access:access_steps", session)
