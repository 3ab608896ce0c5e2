"""The site's settings as tables of schema ``settings``: what the dbt models read, and what a report prints."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

import duckdb

from pipeline.canonical import EXTRACTS
from pipeline.costs_input import load_costs
from pipeline.plan import plan_facts
from pipeline.project import code_fingerprint, commit, versions
from pipeline.settings import CONTRACT_VERSION, Site

_OPTIONAL = [name for name in EXTRACTS if name not in ("arrests", "control_totals")]

_TABLES: dict[str, str] = {
    "site": """
        site varchar, programme varchar, data_through date, data_from date, accrual_start date, accrual_end date,
        historical_start date, historical_end date, primary_horizon_days integer, lookback_days integer,
        link_within_days integer, min_age integer, intake_within_days integer, min_contacts integer,
        engaged_within_days integer, primary_design varchar, has_areas boolean, has_arrests boolean,
        """ + "".join(f"has_{name} boolean, " for name in _OPTIONAL) + """
        has_costs boolean, max_quarantine_share double, max_withdrawn_share double, max_referral_without_arrest double,
        max_person_without_arrest double, max_diverted_without_referral double, max_after_death double, min_cell integer,
        round_to integer, finest_period varchar, recurring boolean, price_year integer, discount_rate double,
        perspective varchar, seed bigint""",
    "horizons": "horizon_days integer",
    "eligibility_rules":
        "rule_number integer, offense_category varchar, severity varchar, valid_from date, valid_to date",
    "excluded_categories": "offense_category varchar",
    "areas": "district varchar, area varchar",
    "designs":
        "comparison_design varchar, is_primary boolean, area varchar, window_start date, window_end date",
    "contrasts": "contrast varchar",
    "context_events": "event_date date, label varchar",
    "unit_costs": """
        item varchar, payer varchar, basis varchar, perspective varchar, amount_usd double, low_usd double, high_usd double,
        distribution varchar, base_year integer, source varchar""",
    "programme_costs": """
        component varchar, kind varchar, payer varchar, perspective varchar, unit varchar, amount_usd double,
        low_usd double, high_usd double, distribution varchar, base_year integer, start_date date, end_date date,
        source varchar""",
    "run": "key varchar, value varchar",
}


def settings_rows(site: Site) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of each settings table, in the order of their columns above."""
    window = site.historical_window
    costs, limits = site.costs, site.record_limits
    rows: dict[str, list[tuple[Any, ...]]] = {
        "site": [(
            site.site, site.programme, site.data_through, site.data_from, site.accrual.start, site.accrual.end,
            window.start, window.end, site.primary_horizon_days, site.lookback_days, site.link_within_days,
            site.eligibility.min_age, site.engagement.intake_within_days, site.engagement.min_contacts,
            site.engagement.within_days, site.comparison.primary, site.areas is not None, "arrests" in site.extracts,
            *(name in site.extracts for name in _OPTIONAL), costs is not None, site.max_quarantine_share,
            site.max_withdrawn_share, limits.referral_without_arrest, limits.person_without_arrest,
            limits.diverted_without_referral, limits.after_death, site.publish.min_cell, site.publish.round_to, site.publish.finest_period,
            site.publish.recurring, costs.price_year if costs else None, costs.discount_rate if costs else None,
            costs.perspective if costs else None, site.seed,
        )],
        "horizons": [(h,) for h in sorted(site.horizons_days)],
        "eligibility_rules": [
            (number, category, severity, rule.valid_from, rule.valid_to)
            for number, rule in enumerate(site.eligibility.rules, start=1)
            for category in rule.offense_category
            for severity in rule.severity
        ],
        "excluded_categories": [(c,) for c in dict.fromkeys(site.eligibility.exclude_categories)],
        "areas": [],
        "designs": [],
        "contrasts": [(d,) for d in site.comparison.designs if d == "area_policy"],
        "context_events": [(e.date, e.label) for e in site.context_events],
    }
    unit_costs, programme_costs = load_costs(site)
    rows["unit_costs"] = [astuple(c) for c in unit_costs]
    rows["programme_costs"] = [astuple(c) for c in programme_costs]
    rows["run"] = run_facts(site)
    if site.areas is not None:
        rows["areas"] = [(d, "programme") for d in dict.fromkeys(site.areas.programme)]
        rows["areas"] += [(d, "comparison") for d in dict.fromkeys(site.areas.comparison)]
    for design in site.cohort_designs:
        area = "comparison" if design == "concurrent_area" else "programme"
        span = window if design == "historical" else site.accrual
        rows["designs"].append((design, design == site.comparison.primary, area, span.start, span.end))
    return rows


def run_facts(site: Site) -> list[tuple[str, str]]:
    """What a build was made with: versions, commit, seed, the settings themselves."""
    facts = {
        "contract_version": CONTRACT_VERSION,
        "commit": commit(),
        "code_sha256": code_fingerprint(),
        "seed": str(site.seed),
        "settings": json.dumps(json.loads(site.model_dump_json()), sort_keys=True),
        "settings_sha256": site.fingerprint(),
        **plan_facts(site),
        **{f"version_{name}": value for name, value in versions().items()},
    }
    return sorted(facts.items())


def write_settings_tables(conn: duckdb.DuckDBPyConnection, site: Site) -> None:
    """Replace schema ``settings`` of the connection's database by the site's settings, in one transaction.

    Raises SiteError: a cost table is at fault; nothing is begun then, which another connection could run into.
    """
    tables = settings_rows(site)
    conn.execute("begin")
    conn.execute("create schema if not exists settings")
    for name, columns in _TABLES.items():
        conn.execute(f"create or replace table settings.{name} ({columns})")
    for name, rows in tables.items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            conn.executemany(f"insert into settings.{name} values ({marks})", rows)
    conn.execute("commit")
