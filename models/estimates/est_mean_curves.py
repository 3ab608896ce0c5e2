def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.ref("int_first_events"), dbt.ref("est_event_days")
    dbt.source("settings", "designs"), dbt.source("settings", "horizons")
    return apart("pipeline.analysis.mean_curves:mean_curve_rows", session)
