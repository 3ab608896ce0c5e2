def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("int_offer_events"), dbt.source("settings", "site")
    return apart("pipeline.analysis.access:offer_gaps", session)
