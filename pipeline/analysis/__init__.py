"""From marts to estimators to rows: what the dbt Python models call. Counting is done before, in SQL."""
