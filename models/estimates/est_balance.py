def model(dbt, session):
    from pipeline.analysis.balance import balance_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "designs")
    return balance_rows(session)
