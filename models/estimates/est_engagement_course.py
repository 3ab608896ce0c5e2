def model(dbt, session):
    from pipeline.analysis.access import engagement_course

    dbt.ref("int_engagement_spells"), dbt.source("settings", "site")
    return engagement_course(session)
