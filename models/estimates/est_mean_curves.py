def model(dbt, session):
    from pipeline.analysis.mean_curves import mean_curve_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.ref("est_event_days"), dbt.source("settings", "designs")
    dbt.source("settings", "horizons")
    return mean_curve_rows(session)
