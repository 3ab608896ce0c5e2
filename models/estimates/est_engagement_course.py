def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("int_engagement_spells"), dbt.source("settings", "site")
    return apart("pipeline.analysis.access:engagement_course", session)
