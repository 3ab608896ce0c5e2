"""The fictional county: everything else is proven on it, so it is itself held against independent readings.

Its truth must be the truth (both worlds of the same people), its faults must be the faults that stand in the
files, and its cohorts must be what the row-by-row twin of the contract finds.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ingest.county import CountyParams, simulate_county, trials, write_county
from ingest.county.canonical_frames import canonical_frames, faultless
from ingest.county.costs import UNIT_COSTS
from ingest.county.process import ELIG_PROST, simulate_block
from ingest.county.sample import draw_sample
from ingest.county.site_text import site_yml
from ingest.county.truth import expected_outcomes, world_outcomes
from pipeline.canonical import CONTACT_OUTCOMES, DOORS, OFFENSE_CATEGORIES, SEVERITIES
from pipeline.errors import UsageError
from pipeline.settings import load_site, parse_site

PEOPLE = 4_000
CSV_SHAPE = {"referrals": "csv", "contacts": "csv"}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """One written county that the tests of files share."""
    return write_county(tmp_path_factory.mktemp("county"), people=PEOPLE, seed=11, formats=CSV_SHAPE)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


# -- bytes and form --------------------------------------------------------------------------------------
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    """Reports are promised to be reproducible from the arguments alone; the clock must not enter (xlsx,
    Parquet)."""
    write_county(tmp_path / "a", people=900, seed=5)
    time.sleep(1.1)  # a second apart, so that a time stamp would show
    write_county(tmp_path / "b", people=900, seed=5)
    write_county(tmp_path / "c", people=900, seed=6)
    a, b, c = (_hashes(tmp_path / x) for x in "abc")
    assert a == b
    assert {"extracts/referrals.xlsx", "extracts/contacts.parquet", "site.yml", "truth.json"} <= set(a)
    changed = {name for name in a if a[name] != c[name]}
    assert {
        "extracts/arrests_2020_2021.csv",
        "extracts/referrals.xlsx",
        "extracts/contacts.parquet",
    } <= changed


def test_blocks_give_the_same_kind_of_county(tmp_path, monkeypatch):
    """Large counties are simulated in blocks: ids must stay unique and the books must still balance."""
    monkeypatch.setattr("ingest.county.write.BLOCK", 1_000)
    truth = write_county(tmp_path, people=2_500, seed=3, formats=CSV_SHAPE, faults=False)
    rows = _rows(tmp_path / "extracts/referrals.csv")
    assert len({r["ID"] for r in rows}) == len(rows)
    arrests = [r for f in sorted((tmp_path / "extracts").glob("arrests_*.csv")) for r in _rows(f)]
    assert len({(r["SUBJ"], r["ARR_NO"], r["CHG_SEQ"]) for r in arrests}) == len(arrests)
    assert len({r["SUBJ"] for r in arrests}) <= 2_500
    held = {r["ARR_NO"] for r in arrests}
    assert all(r["ARR_NO"] in held for r in rows if r["ARR_NO"])
    assert truth.faults == {}


def test_site_file_loads_and_its_files_exist(county):
    site = load_site(county.folder)
    assert site.data_from == CountyParams().data_from
    for name, entries in site.extracts.items():
        for entry in entries:
            assert list(county.folder.glob(entry.path)), name
    assert (county.folder / site.extracts["arrests"][0].charge_map).is_file()
    for name in (site.costs.unit_costs, site.costs.programme_costs):
        with (county.folder / name).open() as f:
            assert {row["source"] for row in csv.DictReader(f)} == {"illustrative"}


def test_unit_costs_are_sane():
    """A budget office reads marginal first: it may not exceed the average, and low <= amount <= high."""
    by = {(r.item, r.basis): r for r in UNIT_COSTS}
    for row in UNIT_COSTS:
        assert 0 < row.low <= row.amount <= row.high
        assert by[row.item, "marginal"].amount <= by[row.item, "average"].amount


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"effect": "large"},
        {"confounding": "mild"},
        {"rows_per_person": 40},
        {"formats": {"referrals": "pdf"}},
        {"parameters": {"ratio_drug": 1.2}},
        {"parameters": {"shock": 1.0}},
    ],
)
def test_wrong_arguments_are_refused(tmp_path, wrong):
    with pytest.raises(UsageError):
        write_county(tmp_path, **{"people": 300, **wrong})


def test_a_real_site_is_not_overwritten(tmp_path):
    """``lead demo`` in the wrong folder must not cost a county its extracts."""
    (tmp_path / "site.yml").write_text("site: Real County\n")
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "arrests.csv").write_text("precious\n")
    with pytest.raises(UsageError):
        write_county(tmp_path, people=300)
    assert (tmp_path / "extracts" / "arrests.csv").read_text() == "precious\n"


# -- faults ----------------------------------------------------------------------------------------------
def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(newline="") as f:
        return list(csv.DictReader(f, delimiter=delimiter))


def _us_date(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%m/%d/%Y").date()
    except ValueError:
        return None


def test_fault_counts_are_those_in_the_files(county):
    """The planted counts are what a load is held against: they are counted here from the bytes, by other
    code."""
    totals = Counter()
    for path in sorted((county.folder / "extracts").glob("arrests_*.csv")):
        name = f"extracts/{path.name}"
        with path.open(newline="") as f:
            header, *rows = list(csv.reader(f))
        planted = Counter(county.faults[name])
        totals.update(planted)
        assert county.ledger[name]["rows_read"] == len(rows)
        assert sum(len(r) != len(header) for r in rows) == planted["extra_field"]
        copies = Counter(map(tuple, rows))
        assert sum(n - 1 for n in copies.values()) == planted["repeated_row"]
        sound = [dict(zip(header, r)) for r in copies if len(r) == len(header)]
        days = [(_us_date(r["OFF_DT"]), _us_date(r["ARR_DT"])) for r in sound]
        assert sum(arrest is None for _, arrest in days) == planted["impossible_date"]
        assert sum(r["LVL"] == "X" for r in sound) == planted["unknown_level"]
        assert sum(r["SUBJ"] == "" for r in sound) == planted["no_person"]
        assert sum(bool(o and a and o > a) for o, a in days) == planted["offense_after_arrest"]
        through = CountyParams().data_through
        assert sum(bool(a and a > through) for _, a in days) == planted["after_data_through"]
        keys = Counter((r["SUBJ"], r["ARR_NO"], r["CHG_SEQ"]) for r in sound)
        assert sum(n == 2 for n in keys.values()) == planted["key_conflict"]
        lost = planted.total() - planted["repeated_row"] + planted["key_conflict"]
        assert county.ledger[name]["rows_quarantined"] == lost
    # each kind stands somewhere, else the test is empty
    assert all(
        totals[k]
        for k in (
            "extra_field",
            "repeated_row",
            "impossible_date",
            "unknown_level",
            "no_person",
            "offense_after_arrest",
            "key_conflict",
        )
    )


def test_faults_are_few_and_the_ledger_adds_up(county):
    for file, row in county.ledger.items():
        assert row["rows_read"] == row["rows_loaded"] + row["rows_quarantined"] + row["rows_duplicate"], file
        apart = county.values["quarantine_reasons"].get(file, {}).get("person_not_referred", 0)
        assert row["rows_quarantined"] - apart < 0.05 * max(row["rows_read"], 1), file


def test_no_faults_means_none(tmp_path):
    truth = write_county(tmp_path, people=600, seed=2, faults=False)
    assert truth.faults == {} and all(r["rows_read"] == r["rows_loaded"] for r in truth.ledger.values())


# -- cohorts against the twin ----------------------------------------------------------------------------
def _plain_rows(frame: pd.DataFrame) -> list[dict]:
    out = []
    for row in frame.to_dict("records"):
        for k, v in row.items():
            if not isinstance(v, str) and pd.isna(v):
                row[k] = None
            elif isinstance(v, pd.Timestamp):
                row[k] = v.date()
        out.append(row)
    return out


@pytest.mark.parametrize(("people", "rows_per_person"), [(700, None), (350, 4)])
def test_cohorts_covariates_and_outcomes_are_the_twins(people, rows_per_person):
    """The fast reading behind truth.json and the studies must be the contract's, trial for trial."""
    twin = pytest.importorskip("tests.twin.twin")
    quality = {**CountyParams().quality, "far_link": 0.25, "no_arrest_row": 0.3}
    data = simulate_county(
        np.random.default_rng(4), people, participants=50, rows_per_person=rows_per_person, quality=quality
    )
    p = data.params
    site = parse_site(site_yml(p, CSV_SHAPE))
    rows = {name: _plain_rows(frame) for name, frame in canonical_frames(data).items()}
    cohort = twin.cohort(rows, site)
    expected = {(r["person_id"], r["door"], r["comparison_design"], r["index_date"]): r for r in cohort}
    x = trials.read(p, faultless(data))
    charges = trials.ChargeList.of(x.charge["person"], x.charge["day"], x.charge, x.charge["read_category"])
    found, counts = {}, {}
    for design in (None, *trials.DESIGNS):
        t = trials.comparison_trials(x, design) if design else trials.lead_trials(x)
        c = trials.covariates(x, t)
        end = np.minimum(x.death_day, p.last_day)[t.person]
        by_horizon = {
            h: trials.outcome_counts(charges, t.person, t.index_day, h, end) for h in site.horizons_days
        }
        for i in range(len(t)):
            door = None if design else DOORS[t.door[i]]
            key = (int(t.person[i]), door, design, p.dates[t.index_day[i]].astype(object))
            found[key] = {name: v[i] for name, v in c.items()}
            counts[key] = {(o, h): int(v[i]) for h, by in by_horizon.items() for o, v in by.items()}
    assert set(found) == set(expected)
    assert {k[1] for k in found} >= {"arrest_diversion", "social_contact", None}
    numbers = (
        "age",
        "prior_arrests",
        "prior_new_offense_arrests",
        "prior_felony_arrests",
        "prior_drug_arrests",
        "prior_warrant_arrests",
        "prior_eligible_arrests",
        "prior_arrests_30d",
        "prior_arrests_365d",
    )
    for key, row in expected.items():
        mine = found[key]
        assert [mine[n] for n in numbers if n != "age" or row["age"] is not None] == [
            row[n] for n in numbers if n != "age" or row["age"] is not None
        ], key
        assert OFFENSE_CATEGORIES[mine["index_category"]] == row["index_category"]
        assert SEVERITIES[mine["index_severity"]] == row["index_severity"]
        assert (trials.SEX_TEXT[mine["sex"]] if mine["sex"] >= 0 else None) == row["sex"]
        assert (trials.RACE_TEXT[mine["race"]] if mine["race"] >= 0 else None) == row["race"]
    for row in twin.outcomes(cohort, rows, site):
        key = (row["person_id"], row["door"], row["comparison_design"], row["index_date"])
        assert counts[key][row["outcome"], row["horizon_days"]] == row["arrest_events"], (key, row["outcome"])


def _compare_with_twin(folder: Path, truth) -> None:
    """The cohort sizes of truth.json, faults and all, are those of the twin on what was loaded."""
    twin = pytest.importorskip("tests.twin.twin")
    import duckdb

    site = load_site(folder)
    with duckdb.connect(str(folder / "out/work/ingest.duckdb"), read_only=True) as con:
        rows = {
            name: _plain_rows(con.execute(f"FROM raw.{name}").df().astype(object)) for name in twin.EXTRACTS
        }
    found = Counter((r["door"] or r["comparison_design"]) for r in twin.cohort(rows, site))
    planted = {**truth.values["cohort"]["lead"], **truth.values["cohort"]["comparison_trials"]}
    assert dict(found) == {k: n for k, n in planted.items() if n}


@pytest.mark.parametrize(("people", "shape"), [(300, {}), (2_500, {})])
def test_a_load_finds_what_was_planted(tmp_path, people, shape):
    """Rows by file and reason: the loader, written apart, agrees with the generator's ledger."""
    load = pytest.importorskip("ingest.load")
    import duckdb

    truth = write_county(tmp_path, people=people, seed=17, formats=shape)
    load.load(load_site(tmp_path))
    with duckdb.connect(str(tmp_path / "out/work/ingest.duckdb"), read_only=True) as con:
        ledger = {
            f: dict(zip(("rows_read", "rows_loaded", "rows_quarantined", "rows_duplicate"), rest))
            for f, *rest in con.execute(
                "SELECT file, rows_read, rows_loaded, rows_quarantined, rows_duplicate FROM audit.row_ledger"
            ).fetchall()
        }
        reasons: dict[str, dict[str, int]] = {}
        for file, reason, n in con.execute(
            "SELECT file, reason, count(DISTINCT row_number) FROM audit.quarantine GROUP BY ALL"
        ).fetchall():
            reasons.setdefault(file, {})[reason] = n
    assert {f: ledger[f] for f in truth.ledger} == truth.ledger
    if truth.values["cohort"]["lead"]["arrest_diversion"] > 30:
        _compare_with_twin(tmp_path, truth)
    assert {f: reasons.get(f, {}) for f in truth.values["quarantine_reasons"]} == truth.values[
        "quarantine_reasons"
    ]


def test_truth_counts_the_lead_arm_as_the_records_show_it():
    """World 1 is the written world: the truth's LEAD risk must be the cohort's own, but for the few rows
    lost."""
    data = simulate_county(np.random.default_rng(8), 12_000)
    p = data.params
    x = trials.read(p, faultless(data))
    lead = trials.lead_trials(x)
    keep = lead.door == 0
    lead = trials.Trials(*(getattr(lead, f)[keep] for f in trials.Trials.__dataclass_fields__))
    end = np.minimum(x.death_day, p.last_day)[lead.person]
    charges = trials.ChargeList.of(x.charge["person"], x.charge["day"], x.charge, x.charge["read_category"])
    shown = trials.outcome_counts(charges, lead.person, lead.index_day, 365, end)["new_offense"]
    world1 = world_outcomes(data, lead, (365,))[365][1]["new_offense"]
    # later diversions without an arrest row count on their referral's day: a day or two off, at the edges
    # only
    assert (shown != world1).mean() < 0.01


# -- the process -----------------------------------------------------------------------------------------
def test_the_null_is_exactly_zero(tmp_path):
    """A null that is only null on average would let a small bias of an estimator pass for noise."""
    truth = write_county(tmp_path, people=3_000, seed=1, effect="null", formats=CSV_SHAPE)
    everything = [
        e for part in ("att", "expected_att") for by in truth.values[part].values() for e in by.values()
    ]
    figures = [h for by_horizon in everything for h in by_horizon.values() if h["n"]]
    assert len(figures) > 40
    assert all(h["risk_difference"] == 0 and h["mean_count_difference"] == 0 for h in figures)
    # a diversion still spares the index arrest's own detention and filing
    assert truth.values["quantities"]["365"]["misdemeanor_filing"]["avoided_per_person"] > 0.2


def test_the_planted_effect_is_about_minus_eight_points_and_differs_by_drug():
    p = CountyParams(people=30_000, participants=1_500)
    assert p.ratio_drug < p.ratio_prostitution
    rng = np.random.default_rng(9)
    data = simulate_county(rng, 30_000, participants=1_500)
    x = trials.read(data.params, faultless(data))
    lead = trials.lead_trials(x)
    keep = lead.door == 0
    lead = trials.Trials(*(getattr(lead, f)[keep] for f in trials.Trials.__dataclass_fields__))
    fresh = expected_outcomes(rng, data, lead, (365, 730), 10)
    gain = fresh[365]["new_offense_1"] - fresh[365]["new_offense_0"]
    assert -0.10 < gain.mean() < -0.06
    assert 0.33 < fresh[365]["new_offense_0"].mean() < 0.47
    events = data.simulated.referrals
    kind = np.full(30_000, -1)
    kind[events.person] = np.where(events.event >= 0, data.simulated.events.kind[events.event], -1)
    prostitution = kind[lead.person] == ELIG_PROST
    assert gain[~prostitution].mean() < gain[prostitution].mean() - 0.02
    # the realised worlds are a draw around it
    worlds = world_outcomes(data, lead, (365,))[365]
    realised = (worlds[1]["new_offense"] > 0).mean() - (worlds[0]["new_offense"] > 0).mean()
    assert abs(realised - gain.mean()) < 0.03


def test_world_one_holds_no_event_that_world_zero_lacks_and_nothing_changes_before_the_referral():
    p = CountyParams(people=8_000)
    s = simulate_block(np.random.default_rng(2), p, p.people)
    e, r = s.events, s.referrals
    start = np.full(p.people, 99_999)
    start[r.person] = r.day
    gone = ~e.in_world1
    assert gone.sum() > 20
    assert (e.day[gone] > start[e.person[gone]]).all()
    assert len(np.unique(e.person.astype(np.int64) * 65_536 + e.day)) == len(e)  # one event a person and day
    assert (np.diff(e.person) >= 0).all()


def test_nobody_is_arrested_dead_or_as_a_child():
    data = simulate_county(np.random.default_rng(5), 6_000)
    e, people = data.simulated.events, data.people
    assert (e.day <= people.death_day[e.person]).all()
    assert (data.params.year[e.day] - people.birth_year[e.person] >= 16).all()


def test_first_year_is_mostly_social_contact():
    """Three quarters of the first participants came by social contact in Baltimore; pooling doors must look
    wrong."""
    p = CountyParams(people=60_000)
    r = simulate_block(np.random.default_rng(6), p, p.people).referrals
    first_year = (r.day >= p.day(p.accrual_start)) & (r.day < p.day(p.accrual_start) + 365)
    assert 0.65 < (r.door[first_year] == 1).mean() < 0.85
    accrual = (r.day >= p.day(p.accrual_start)) & (r.day <= p.day(p.accrual_end)) & (r.door == 0)
    assert accrual.sum() == pytest.approx(p.target, rel=0.12)


def test_rows_a_person():
    one = draw_sample(np.random.default_rng(3), 150, rows_per_person=1)
    people, rows = np.unique(one.person[one.arm == 0], return_counts=True)
    assert rows.max() == 1 and len(people) > 500
    four = draw_sample(np.random.default_rng(3), 150, rows_per_person=4)
    _, rows = np.unique(four.person[four.arm == 0], return_counts=True)
    assert 3.0 < rows.mean() < 4.6


# -- what a study relies on ------------------------------------------------------------------------------
def _adjusted(s, negative_control: bool = False) -> tuple[float, float, float]:
    """Entropy-balanced difference, its naive standard error, and the unadjusted difference."""
    from estimators.basis import default_basis
    from estimators.entropy import entropy_balance

    c, seen = s.covariates, s.observed[365]
    lead = (s.arm == 1)[seen]
    older = c["prior_arrests"] - c["prior_arrests_365d"]
    counts = (
        {"older": older}
        if negative_control
        else {
            k: c[k] for k in ("prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d", "prior_arrests")
        }
    )
    basis = default_basis(
        lead,
        age=c["age"][seen].astype(float),
        **{k: c[k][seen].astype(str) for k in ("sex", "race", "index_category", "index_severity")},
        prior_counts={k: v[seen] for k, v in counts.items()},
        prior_eligible=None if negative_control else c["prior_eligible_arrests"][seen],
        calendar=c["index_quarter"][seen].astype(str),
    )
    w = entropy_balance(basis.matrix, lead).weights[~lead]
    w = w / w.sum()
    y = (
        c["prior_arrests_365d"][seen].astype(float)
        if negative_control
        else (s.counts["new_offense"][365][seen] > 0).astype(float)
    )
    mean = w @ y[~lead]
    se = np.sqrt(y[lead].var() / lead.sum() + (w**2) @ (y[~lead] - mean) ** 2)
    return y[lead].mean() - mean, se, y[lead].mean() - y[~lead].mean()


@pytest.mark.parametrize("confounding", ["weak", "strong"])
def test_under_the_null_the_measured_covariates_explain_all_of_the_difference(confounding):
    """The designs are identified by construction; the unadjusted difference is not zero."""
    s = draw_sample(np.random.default_rng(21), 4_000, effect="null", confounding=confounding)
    adjusted, se, unadjusted = _adjusted(s)
    assert abs(adjusted) < 3 * se
    assert unadjusted < -0.02


def test_the_unmeasured_confounder_biases_the_contrast_and_shows_in_the_negative_control():
    hidden = draw_sample(np.random.default_rng(22), 1_500, effect="null", unmeasured=True)
    assert hidden.truth[365]["new_offense_risk_difference"] == 0
    adjusted, se, _ = _adjusted(hidden)
    assert adjusted < -3 * se
    shift, se, _ = _adjusted(hidden, negative_control=True)
    assert shift < -2.5 * se
    clean = draw_sample(np.random.default_rng(23), 1_500, effect="null")
    shift, se, _ = _adjusted(clean, negative_control=True)
    assert abs(shift) < 3 * se


def test_engaged_against_comparison_from_day_zero_is_biased_under_the_null():
    """Intake must be survived: the naive contrast that the tool refuses has something to refuse."""
    data = simulate_county(np.random.default_rng(30), 80_000, effect="null", participants=10_000)
    x = trials.read(data.params, faultless(data))
    lead = trials.lead_trials(x)
    keep = (lead.door == 0) & (lead.index_day + 365 <= data.params.last_day)
    lead = trials.Trials(*(getattr(lead, f)[keep] for f in trials.Trials.__dataclass_fields__))
    y = world_outcomes(data, lead, (365,))[365][1]["new_offense"] > 0
    intake = x.referral["intake_day"][lead.referral]
    contacts = data.records.contacts
    attended = contacts["outcome"] == CONTACT_OUTCOMES.index("attended")
    early = np.zeros(len(data.people), np.int64)
    index = np.full(len(data.people), 10**6)
    index[lead.person] = lead.index_day
    day = contacts["day"] - index[contacts["person"]]
    np.add.at(early, contacts["person"][attended & (day >= 0) & (day <= 60)], 1)
    engaged = (intake >= lead.index_day) & (intake <= lead.index_day + 30) & (early[lead.person] >= 2)
    assert 0.3 < engaged.mean() < 0.8
    assert y[engaged].mean() < y.mean() - 0.005


def test_truth_file_is_complete(county):
    values = json.loads((county.folder / "truth.json").read_text())
    assert set(values["att"]["all"]["new_offense"]) == {"90", "180", "365", "730"}
    assert len(values["att"]["all"]) == 12
    risks = [values["att"]["all"]["new_offense"][h]["risk_comparison"] for h in ("90", "180")]
    assert risks[0] <= risks[1]
    items = {r.item for r in UNIT_COSTS} - {"index_processing", "induced_service"}
    assert set(values["quantities"]["365"]) == items
    priced = values["costs"]["365"]["marginal"]
    by_item = {k: v for payer in priced.values() for k, v in payer.items()}
    unit = {r.item: r.amount for r in UNIT_COSTS if r.basis == "marginal"}
    for item, dollars in by_item.items():
        assert dollars == pytest.approx(values["quantities"]["365"][item]["avoided_per_person"] * unit[item])
    assert values["parameters"]["effect"] == "by_drug" and values["seed"] == 11
