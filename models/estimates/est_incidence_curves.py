def model(dbt, session):
    from pipeline.analysis.incidence import curve_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "horizons")
    return curve_rows(session)
