"""What somebody would write by hand for the same counts, without checks: the baselines of the benchmarks."""

from __future__ import annotations

from pathlib import Path

import duckdb

HORIZONS = (90, 180, 365, 730)
PROGRAMME = "Central"
ELIGIBLE = ("drug_possession", "prostitution")
MINOR = ("misdemeanor", "citation", "unknown")
EXCLUDED = ("violent", "weapons", "drug_sale")
# the county's files hold faults, which a load without checks skips
DIALECT = "header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, ignore_errors = true"
NAMES = "SUBJ ARR_NO CHG_SEQ ARR_DT OFF_DT CJIS CHG_DESC LVL WARR WTYPE DISPO DIST OFCR YOB SEX RACE"
TYPES = {"CHG_SEQ": "INTEGER", "ARR_DT": "DATE", "OFF_DT": "DATE", "YOB": "INTEGER"}
START, END, THROUGH = "2020-02-01", "2024-12-31", "2025-12-31"


def csv(files: list[str], types: dict[str, str]) -> str:
    """``read_csv`` of files with the county's columns, as text but for ``types``."""
    columns = ", ".join(f"'{n}': '{types.get(n, 'VARCHAR')}'" for n in NAMES.split())
    return f"read_csv({files}, {DIALECT}, columns = {{{columns}}}, dateformat = '%m/%d/%Y')"


def load(folder: Path, form: str) -> None:
    """A typed load of the arrests alone, as any analyst would begin."""
    with duckdb.connect() as con:
        if form == "CSV":
            files = [str(p) for p in sorted(folder.glob("arrests_*.csv*"))]
            con.execute(f"create table arrests as select * from {csv(files, TYPES)}")
        else:
            typed = ", ".join(
                f"try_strptime({n}, '%m/%d/%Y')::date as {n}" if TYPES.get(n) == "DATE"
                else f"try_cast({n} as {TYPES.get(n, 'VARCHAR')}) as {n}" for n in NAMES.split()
            )
            con.execute(f"create table arrests as select {typed} from read_parquet('{folder / 'arrests.parquet'}')")


def copy_in(folder: Path) -> None:
    """``COPY`` of the CSV files into a table of text: reading alone."""
    with duckdb.connect() as con:
        con.execute(f"create table arrests ({', '.join(f'{n} varchar' for n in NAMES.split())})")
        for path in sorted(folder.glob("arrests_*.csv*")):
            con.execute(f"copy arrests from '{path}' ({DIALECT.replace(' = ', ' ')})")


def primary_in_sql(store: Path) -> tuple[int, int]:
    """Observed trials and those re-arrested for a new offence within 365 days, as one query."""
    with duckdb.connect() as con:
        con.execute(f"attach '{store}' as store (read_only)")
        return con.execute(f"""
            with events as (
                select person_id, arrest_date,
                       bool_or(not is_warrant and offense_category in {ELIGIBLE} and severity in {MINOR})
                       and not bool_or(offense_category in {EXCLUDED})
                       and year(arrest_date) - any_value(birth_year) > 18 as is_eligible,
                       max(case when not is_warrant and offense_category <> 'supervision'
                           then coalesce(offense_date, arrest_date) end) as last_offense
                from store.raw.arrests group by person_id, arrest_date
            ),
            trials as (
                select * from events where is_eligible and arrest_date between date '{START}' and date '{END}'
                and arrest_date + 365 <= date '{THROUGH}'
            )
            select count(*), count(*) filter (where exists (
                select 1 from events as e where e.person_id = t.person_id and e.last_offense > t.arrest_date
                and e.arrest_date between t.arrest_date + 1 and t.arrest_date + 365))
            from trials as t""").fetchone()


OUTCOMES = {
    "new_offense": None, "drug": ("drug_possession", "drug_sale"), "property": ("property",), "violent": ("violent",),
    "prostitution": ("prostitution",),
}


def outcomes_in_polars(table: Path) -> object:
    """Every outcome at every horizon by a join of trials and later events."""
    import polars as pl

    charges = pl.scan_parquet(table)
    ok = ~pl.col("is_warrant") & (pl.col("offense_category") != "supervision")
    events = charges.group_by("person_id", "arrest_date").agg(
        ((~pl.col("is_warrant") & pl.col("offense_category").is_in(ELIGIBLE) & pl.col("severity").is_in(MINOR)).any()
         & ~pl.col("offense_category").is_in(EXCLUDED).any()
         & ((pl.col("arrest_date").dt.year().first() - pl.col("birth_year").first()) > 18)).alias("is_eligible"),
        pl.len().alias("any_arrest"), pl.col("is_warrant").any().alias("warrant"),
        *((ok if kinds is None else ok & pl.col("offense_category").is_in(kinds)).any().alias(name)
          for name, kinds in OUTCOMES.items()),
    )
    trials = events.filter(
        pl.col("is_eligible") & pl.col("arrest_date").is_between(pl.lit(START).str.to_date(), pl.lit(END).str.to_date())
    ).select("person_id", index_date="arrest_date")
    pairs = trials.join(events, on="person_id").with_columns(
        d=(pl.col("arrest_date") - pl.col("index_date")).dt.total_days())
    names = [*OUTCOMES, "warrant"]
    return pairs.group_by("person_id", "index_date").agg(
        *((pl.col(n) & pl.col("d").is_between(1, h)).any().alias(f"{n}_{h}") for n in names for h in HORIZONS)
    ).select(pl.exclude("person_id", "index_date").sum()).collect()


def outcomes_in_pandas(table: Path) -> object:
    """The same in pandas."""
    import pandas as pd

    charges = pd.read_parquet(table, columns=["person_id", "arrest_date", "is_warrant", "offense_category", "severity",
                                              "birth_year"])
    day = pd.to_datetime(charges["arrest_date"])
    category = charges["offense_category"]
    ok = ~charges["is_warrant"] & (category != "supervision")
    flags = pd.DataFrame({
        "person_id": charges["person_id"], "arrest_date": day,
        "eligible": ~charges["is_warrant"] & category.isin(ELIGIBLE) & charges["severity"].isin(MINOR)
        & (day.dt.year - charges["birth_year"] > 18),
        "excluded": category.isin(EXCLUDED), "warrant": charges["is_warrant"],
        **{name: ok if kinds is None else ok & category.isin(kinds) for name, kinds in OUTCOMES.items()},
    })
    events = flags.groupby(["person_id", "arrest_date"], as_index=False).max()
    chosen = events["eligible"] & ~events["excluded"] & events["arrest_date"].between(START, END)
    trials = events.loc[chosen, ["person_id", "arrest_date"]].rename(columns={"arrest_date": "index_date"})
    pairs = trials.merge(events, on="person_id")
    d = (pairs["arrest_date"] - pairs["index_date"]).dt.days
    names = [*OUTCOMES, "warrant"]
    for name in names:
        for horizon in HORIZONS:
            pairs[f"{name}_{horizon}"] = pairs[name] & d.between(1, horizon)
    columns = [f"{n}_{h}" for n in names for h in HORIZONS]
    return pairs.groupby(["person_id", "index_date"])[columns].max().sum()
