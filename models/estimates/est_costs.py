def model(dbt, session):
    from pipeline.analysis.workers import apart

    dbt.ref("cohort"), dbt.ref("int_item_days"), dbt.ref("int_enrolment_spans"), dbt.ref("int_source_facts")
    dbt.ref("int_trial_outcomes"), dbt.ref("rearrest_outcomes"), dbt.ref("int_first_events"), dbt.ref("price_index")
    dbt.source("settings", "unit_costs"), dbt.source("settings", "programme_costs")
    dbt.ref("rearrest_rates")  # counted before: from here on the engine has less room (pipeline.analysis.workers)
    return apart("pipeline.analysis.costs:packed_cost_tables", session)
