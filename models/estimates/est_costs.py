def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("int_trial_quantities"), dbt.ref("int_programme_quantities")
    dbt.source("settings", "unit_costs"), dbt.source("settings", "programme_costs"), dbt.ref("price_index")
    return apart("pipeline.analysis.costs:packed_cost_tables", session)
