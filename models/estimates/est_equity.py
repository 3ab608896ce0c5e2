def model(dbt, session):
    from pipeline.analysis.equity import equity_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "designs")
    return equity_rows(session)
