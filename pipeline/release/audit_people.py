"""Numbers whose people the release does not print: counted in the warehouse, which the audit opens for this alone.

Part of the attack (see ``audit``): shares no code with what protects the release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.release.audit_files import Finding
from pipeline.release.audit_links import printed_value, spot

if TYPE_CHECKING:
    from pipeline.release.audit import Printed, Rules


def check_money(warehouse: Path, tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """Dollars and units to which fewer than min_cell people of an arm contribute, or that one person dominates.

    The release does not say who contributes what, so that this alone is counted in the warehouse: the third largest
    contributor and all below must hold a tenth of what the largest holds, or his share is known to the second.
    """
    shown: dict[tuple, str] = {}
    for row, line in tables["cost_avoidance"].rows() if "cost_avoidance" in tables else ():
        if line.get("avoided_per_person_usd", (None, ""))[0] is not None:
            for arm in (("lead", row["door"], None), ("comparison", None, row["comparison_design"])):
                shown.setdefault((*arm, row["item"], row["horizon_days"]),
                                 spot("cost_avoidance", row, "avoided_per_person_usd"))
    if not shown or not warehouse.is_file():
        return []
    con = duckdb.connect(str(warehouse), read_only=True, config={"python_enable_replacements": "false"})
    try:
        # sums of whole numbers, so that what the others hold is exact
        rows = con.execute("select arm, door, comparison_design, item, horizon_days, count(*), max(held), sum(held) -"
                           " list_sum(max(held, 2)) from (select arm, door, comparison_design, item, horizon_days, person_id,"
                           " sum(quantity) as held from marts.trial_quantities where is_observed and quantity <> 0 group by"
                           " all) where held > 0 group by all").fetchall()
    except duckdb.CatalogException:
        return []
    finally:
        con.close()
    found = []
    for *key, n_people, largest, rest in rows:
        place = shown.get(tuple(key))
        if place is not None and n_people < rules.min_cell:
            found.append(Finding(place, f"rests on fewer than {rules.min_cell} people who had any"))
        elif place is not None and rest < 0.1 * float(largest):
            found.append(Finding(place, "is dominated by one person"))
    return found


def check_apart(warehouse: Path, tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """A mean of a count that all but a few people have at 0 is what the few have: counted in the cohort itself."""
    table = tables.get("balance")
    shown: dict[tuple, str] = {}
    for row, line in table.rows() if table else ():
        name = str(row["covariate"])
        if name.startswith("log_prior_") and ":" not in name and line.get("mean_lead", (None, ""))[0] is not None:
            column = name.removeprefix("log_").removesuffix("_squared")
            shown.setdefault((row["door"], row["comparison_design"], column), spot("balance", row, "mean_lead"))
    if not shown or not warehouse.is_file():
        return []
    con = duckdb.connect(str(warehouse), read_only=True, config={"python_enable_replacements": "false"})
    found = []
    try:
        known = {r[0] for r in con.execute("select column_name from information_schema.columns where table_schema = 'marts'"
                                           " and table_name = 'cohort'").fetchall()}
        for (door, design, column), place in sorted(shown.items()):
            for arm, where, value in (("lead", "door", door), ("comparison", "comparison_design", design)):
                if column not in known or "is_observed_primary" not in known:
                    continue
                n = con.execute(f'select count(distinct person_id) from marts.cohort where arm = ? and {where} = ?'
                                f' and is_observed_primary and "{column}" > 0', [arm, value]).fetchone()[0]
                if 0 < n < rules.min_cell:
                    found.append(Finding(place, f"rests on fewer than {rules.min_cell} people who had any"))
    finally:
        con.close()
    return found


def check_groups(warehouse: duckdb.DuckDBPyConnection, tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """An estimate inside a group stands on both arms' re-arrested and not re-arrested there. The release does not print them,
    so that they are counted in the cohort."""
    columns = {r[0] for r in warehouse.execute("select column_name from information_schema.columns where table_schema = 'marts'"
                                               " and table_name = 'cohort'").fetchall()}
    found = []
    for row, line in tables["equity_effects"].rows() if "equity_effects" in tables else ():
        if printed_value(line, "estimate") is None or row["group_by"] not in columns:
            continue
        for arm, where, value in (("lead", "door", row["door"]), ("comparison", "comparison_design", row["comparison_design"])):
            n, hits = warehouse.execute(
                f"select count(*), count(*) filter (where o.is_rearrested) from marts.cohort as c join marts.rearrest_outcomes as o"
                f" using (trial_id) where c.arm = ? and c.{where} = ? and coalesce(c.\"{row['group_by']}\", 'unknown') = ?"
                f" and o.outcome = ? and o.horizon_days = ? and o.is_observed",
                [arm, value, row["group"], row["outcome"], row["horizon_days"]]).fetchone()
            if any(1 <= count < rules.min_cell for count in (n, hits, n - hits)):
                found.append(Finding(spot("equity_effects", row, "estimate"), f"rests on fewer than {rules.min_cell} of an arm,"
                                     " or of its re-arrested, or of the others"))
    return found


def check_volume(warehouse: duckdb.DuckDBPyConnection, tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """Arrests of a handful of people are about a handful, however many they are. Who they are stands in the mart alone."""
    people = {(q, c): n for q, c, n in warehouse.execute("select quarter, offense_category, n_people from marts.arrest_volume").fetchall()}
    return [Finding(spot("arrest_volume", row, "n_events"), f"rests on fewer than {rules.min_cell} people")
            for row, line in (tables["arrest_volume"].rows() if "arrest_volume" in tables else ())
            if printed_value(line, "n_events") is not None
            and 1 <= (people.get((row["quarter"], row["offense_category"])) or 0) < rules.min_cell]


def check_people_behind(warehouse: Path, tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """Numbers whose people only the warehouse can count."""
    if not warehouse.is_file():
        return []
    found = []
    with duckdb.connect(str(warehouse), read_only=True, config={"python_enable_replacements": "false"}) as con:
        for check in (check_groups, check_volume):
            try:
                found += check(con, tables, rules)
            except (duckdb.CatalogException, duckdb.BinderException):
                continue  # a warehouse without that mart has published nothing of it
    return found
