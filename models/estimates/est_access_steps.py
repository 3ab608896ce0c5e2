def model(dbt, session):
    from pipeline.analysis.access import access_steps

    dbt.ref("engagement_funnel"), dbt.source("settings", "site")
    return access_steps(session)
