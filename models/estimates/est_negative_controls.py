def model(dbt, session):
    from pipeline.analysis.sensitivity import negative_control_rows

    dbt.ref("cohort"), dbt.ref("rearrest_outcomes"), dbt.source("settings", "designs")
    dbt.ref("int_area_policy_trials"), dbt.source("settings", "contrasts")
    return negative_control_rows(session)
