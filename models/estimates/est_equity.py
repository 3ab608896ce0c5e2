def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.ref("int_first_events"), dbt.source("settings", "designs")
    dbt.ref("rearrest_rates")  # counted before: from here on the engine has less room (pipeline.analysis.workers)
    return apart("pipeline.analysis.equity:equity_rows", session)
