def model(dbt, session):
    from pipeline.analysis.incidence import incidence_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "horizons")
    return incidence_rows(session)
