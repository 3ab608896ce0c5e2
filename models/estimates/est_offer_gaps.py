def model(dbt, session):
    from pipeline.analysis.access import offer_gaps

    dbt.ref("int_offer_events"), dbt.source("settings", "site")
    return offer_gaps(session)
