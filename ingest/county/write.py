"""Write a whole site folder: extracts, charge table, costs, ``site.yml`` and ``truth.json``."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from ingest.county import provider as V
from ingest.county import truth as T
from ingest.county.costs import write_costs
from ingest.county.excel import write_xlsx
from ingest.county.faults import EXTRA_FIELD, Planted, plant
from ingest.county.params import CountyParams
from ingest.county.process import NEVER, People, Simulated, simulate_block
from ingest.county.records import Records, build_records
from ingest.county.site_text import site_yml
from pipeline.errors import UsageError

BLOCK = 100_000  # people simulated at a time
EXTRACTS = "extracts"


@dataclass
class CountyData:
    """One block of the county: the generating truth and the canonical records that follow from it."""

    simulated: Simulated
    records: Records

    @property
    def params(self) -> CountyParams:
        return self.simulated.params

    @property
    def people(self) -> People:
        return self.simulated.people

    def frames(self) -> dict[str, Any]:
        """The realised world as pandas frames in canonical form (no faults; person keys are ``p0``, ``p1``,
        ...)."""
        from ingest.county.canonical_frames import canonical_frames

        return canonical_frames(self)


@dataclass
class CountyTruth:
    """What was planted: the content of ``truth.json`` (``values``) and the folder it stands in."""

    folder: Path
    values: dict[str, Any]
    planted: Planted = field(default_factory=Planted)

    @property
    def faults(self) -> dict[str, dict[str, int]]:
        return self.values["faults"]

    @property
    def ledger(self) -> dict[str, dict[str, int]]:
        return self.values["ledger"]


def simulate_county(rng: np.random.Generator, people: int = 25_000, **parameters: Any) -> CountyData:
    """One block of people in memory, without faults: both worlds, referrals and canonical records.

    ``parameters`` are fields of CountyParams. Raises UsageError: a parameter is out of its range.
    """
    p = CountyParams(people=people, **parameters)
    s = simulate_block(rng, p, people)
    return CountyData(s, build_records(rng, s))


def _blocks(people: int) -> list[int]:
    n = -(-people // BLOCK)
    return [people // n + (i < people % n) for i in range(n)]


class _Files:
    """CSV files that grow block by block; small tables that wait for the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: dict[str, list[pa.Table]] = {}
        self.started: set[str] = set()

    def csv(self, name: str, table: pa.Table, delimiter: str = ",") -> None:
        sink = pa.BufferOutputStream()
        first = name not in self.started
        self.started.add(name)
        pacsv.write_csv(
            table,
            sink,
            pacsv.WriteOptions(
                include_header=first, delimiter=delimiter, quoting_style="needed", quoting_header="needed"
            ),
        )
        data = sink.getvalue().to_pybytes()
        mark = EXTRA_FIELD.encode()
        if mark in data:
            # Arrow quotes every text, so that the split needs quotes of its own
            data = data.replace(mark, f'"{delimiter}"'.encode())
        with (self.folder / name).open("wb" if first else "ab") as f:
            f.write(data)

    def later(self, name: str, table: pa.Table) -> None:
        self.waiting.setdefault(name, []).append(table)

    def take(self, name: str) -> pa.Table:
        return pa.concat_tables(self.waiting.pop(name))


def _person_keys(rng: np.random.Generator, people: int) -> np.ndarray:
    """Numbers of six or more digits in no order, so that a key tells nothing about when a person was
    drawn."""
    width = max(6, len(str(people * 4)))
    return rng.permutation(people) * 3 + 10 ** (width - 1)


_ARREST_FILES = ((2014, 2015), (2016, 2017), (2018, 2019), (2020, 2021), (2022, 2023), (2024, 2025))


def _write_block(
    rng: np.random.Generator,
    data: CountyData,
    block: int,
    keys: pa.Array,
    files: _Files,
    shape: dict[str, str],
    faults: bool,
) -> tuple[Planted, T.Known]:
    """Write one block's extracts; return what was planted and what a reader of them can know."""
    p, people, r = data.params, data.people, data.records
    v = V.Provider(p, keys)
    planted = Planted()
    data_from = p.day(p.data_from)

    # arrests, in order of the day they were entered
    rows = np.flatnonzero(r.recorded)
    rows = rows[
        np.lexsort(
            (r.charges["charge_number"][rows], r.charges["arrest_no"][rows], r.charges["arrest_day"][rows])
        )
    ]
    c = {k: a[rows] for k, a in r.charges.items()}
    c["code"], c["description"], c["read_category"] = V.charge_codes(rng, p, c["category"], c["arrest_day"])
    c |= V.demographics(rng, people, c["person"])
    placeholder = rng.random(len(rows)) < 0.4
    names = [f"{EXTRACTS}/arrests_{a}_{b}.csv" for a, b in _ARREST_FILES]
    home = np.clip((p.year[c["arrest_day"]] - 2014) // 2, 0, len(names) - 1)
    charges_of_event = np.bincount(c["event"], minlength=len(r.diverted))[c["event"]]
    spoilable = ~r.diverted[c["event"]] | (charges_of_event > 1)
    table, home, done = plant(
        rng,
        V.arrests_table(v, c, placeholder),
        home,
        names,
        V.arrests_faults(p),
        {"spoilable": spoilable, "spoilable_early": spoilable & (c["arrest_day"] < p.last_day - 366)},
        faults,
    )
    for i, name in enumerate(names):
        files.csv(Path(name).name, table.filter(pa.array(home == i)))
    planted.merge(done)
    known = T.Known.of_arrests(c, done)

    # referrals
    ref = dict(r.referrals)
    ref |= V.demographics(rng, people, ref["person"])
    unknown = rng.random((2, len(ref["person"]))) < 0.3
    ref["birth_year"] = np.where(unknown[0], -1, ref["birth_year"])
    ref["race"] = np.where(unknown[1], 5, ref["race"])
    foreign = _foreign_arrests(rng, c, done.lost_rows(), ref)
    name = f"{EXTRACTS}/referrals.{shape['referrals']}"
    table, _, done = plant(
        rng,
        V.referrals_table(v, ref, block),
        np.zeros(len(ref["person"]), np.int64),
        [name],
        V.referrals_faults(V.arrest_text(foreign).to_pylist()),
        # an enrolled person's later referral keeps its number: one mistake a person is enough
        {"intake": ref["intake_day"] >= 0, "arrest": (ref["arrest_no"] >= 0) & ref["first"]},
        faults,
    )
    files.later("referrals", table)
    planted.merge(done)
    known.add_referrals(ref, done)

    # contacts
    con = r.contacts
    stranger = np.ones(len(people), bool)
    stranger[ref["person"]] = False
    strangers = v.person(rng.permutation(np.flatnonzero(stranger))[:50]).to_pylist()
    lost_people = np.unique(ref["person"][done.lost_rows()])
    name = f"{EXTRACTS}/contacts.{shape['contacts']}"
    table, _, done = plant(
        rng,
        V.contacts_table(v, con, block),
        np.zeros(len(con["person"]), np.int64),
        [name],
        V.contacts_faults(p, strangers),
        on=faults,
    )
    files.later("contacts", table)
    # contacts of somebody whose only referral was lost stay out with it
    kept = np.ones(len(ref["person"]), bool)
    kept[known.lost_referrals] = False
    orphans = np.setdiff1d(lost_people, ref["person"][kept])
    if len(orphans):
        orphan_keys = v.person(orphans)
        clean = pc.is_in(table["subj"], orphan_keys)
        sound = pc.and_(
            pc.not_equal(table["kind"], "??"), pc.less(pc.cast(table["at"], pa.int64()), _end_second(p))
        )
        done.reasons[name, V.R.PERSON_NOT_REFERRED] += _orphan_rows(table, clean, sound)
    planted.merge(done)

    # custody
    stays = {k: a for k, a in r.custody.items()}
    shown = stays["world1"] & (stays["admit_day"] >= data_from)
    order = np.flatnonzero(shown)
    order = order[np.lexsort((stays["second"][order], stays["admit_day"][order]))]
    stays = {k: a[order] for k, a in stays.items()}
    jail = stays["facility"] == V.JAIL
    early = (stays["release_day"][jail] >= 0) & (stays["release_day"][jail] < p.last_day - 10)
    for name, table, kinds, masks, delimiter in (
        ("jail.csv", V.jail_table(v, stays), V.jail_faults(), {"released_early": early}, "|"),
        ("prison.csv", V.prison_table(v, stays), V.prison_faults(), {}, ","),
    ):
        where = f"{EXTRACTS}/{name}"
        table, _, done = plant(rng, table, np.zeros(table.num_rows, np.int64), [where], kinds, masks, faults)
        files.csv(name, table, delimiter)
        planted.merge(done)

    # deaths, courts, health
    order = np.argsort(r.deaths["death_day"], kind="stable")
    deaths = {k: a[order] for k, a in r.deaths.items()}
    court = {k: a[r.court["world1"] & (r.court["filed_day"] >= data_from)] for k, a in r.court.items()}
    order = np.argsort(court["filed_day"], kind="stable")
    court = {k: a[order] for k, a in court.items()}
    health = {k: a[r.health["world1"]] for k, a in r.health.items()}
    for name, table, kinds in (
        ("deaths.csv", V.deaths_table(v, deaths), V.deaths_faults()),
        ("court_cases.csv", V.court_table(v, court, block), V.court_faults()),
        ("health_events.csv", V.health_table(v, health), V.health_faults()),
    ):
        where = f"{EXTRACTS}/{name}"
        table, _, done = plant(rng, table, np.zeros(table.num_rows, np.int64), [where], kinds, on=faults)
        files.csv(name, table)
        planted.merge(done)
        if name == "deaths.csv":
            known.death_day = people.death_day.astype(np.int64)
            known.death_day[deaths["person"][done.lost_rows()]] = NEVER
    return planted, known


def _end_second(p: CountyParams) -> int:
    return int(np.datetime64(p.data_through, "s").astype(np.int64)) + 30 * 86_400


def _orphan_rows(table: pa.Table, orphan: pa.ChunkedArray, sound: pa.ChunkedArray) -> int:
    """Rows of orphans that pass every earlier check: no repeats, no contradicting twins."""
    mine = table.filter(pc.fill_null(pc.and_(orphan, sound), False))
    rows = {tuple(r.values()) for r in mine.to_pylist()}
    ids: dict[str, int] = {}
    for row in rows:
        ids[row[0]] = ids.get(row[0], 0) + 1
    return sum(1 for row in rows if ids[row[0]] == 1)


def _foreign_arrests(
    rng: np.random.Generator,
    charges: dict[str, np.ndarray],
    lost: np.ndarray,
    referrals: dict[str, np.ndarray],
) -> np.ndarray:
    """Up to 30 arrest numbers that stand in the extract and that nobody referred holds."""
    sound = np.ones(len(charges["person"]), bool)
    sound[lost] = False
    rows = rng.integers(0, max(len(sound), 1), 400 if len(sound) else 0)
    rows = rows[sound[rows] & ~np.isin(charges["person"][rows], referrals["person"])]
    shared = np.isin(charges["arrest_no"], charges["arrest_no"][rows]) & np.isin(
        charges["person"], referrals["person"]
    )
    pick = charges["arrest_no"][rows]
    return pick[~np.isin(pick, charges["arrest_no"][shared])][:30]


def _write_waiting(files: _Files, formats: dict[str, str], folder: Path) -> None:
    table = files.take("referrals")
    if formats["referrals"] == "xlsx":
        write_xlsx(folder / "referrals.xlsx", table, V.SHEET, ("INTAKE", "EXIT"))
    else:
        files.csv("referrals.csv", table)
    table = files.take("contacts")
    at = pc.cast(pc.cast(table["at"], pa.int64()), pa.timestamp("s", tz="UTC")).cast(
        pa.timestamp("us", tz="UTC")
    )
    table = table.set_column(2, "at", at).set_column(5, "mins", pc.cast(table["mins"], pa.int32()))
    if formats["contacts"] == "parquet":
        pq.write_table(
            table.combine_chunks(), folder / "contacts.parquet", compression="zstd", row_group_size=1 << 18
        )
    else:
        text = pc.strftime(table["at"], "%Y-%m-%dT%H:%M:%SZ")
        text = pc.replace_substring_regex(text, r"\.\d+Z", "Z")
        files.csv("contacts.csv", table.set_column(2, "at", text))


def write_county(
    folder: str | Path,
    *,
    people: int = 25_000,
    seed: int = 20200201,
    faults: bool = True,
    formats: dict[str, str] | None = None,
    parameters: dict[str, Any] | None = None,
    progress: Callable[[int, int], None] | None = None,
    effect: str = "by_drug",
    confounding: str = "weak",
    unmeasured: bool = False,
    rows_per_person: float | None = None,
    participants: float | None = None,
) -> CountyTruth:
    """Write the fictional county into ``folder`` and return what was planted (also ``truth.json``).

    The same arguments give the same bytes. ``formats`` may turn ``referrals`` (xlsx) into csv and
    ``contacts`` (parquet) into csv; ``parameters`` are further fields of CountyParams; ``progress(done,
    total)`` is told of people. Raises UsageError: an argument is out of its range, or the folder holds
    another site.
    """
    folder = Path(folder)
    shape = {"referrals": "xlsx", "contacts": "parquet", **(formats or {})}
    if (
        shape["referrals"] not in ("xlsx", "csv")
        or shape["contacts"] not in ("parquet", "csv")
        or len(shape) > 2
    ):
        raise UsageError("formats: referrals is xlsx or csv, contacts parquet or csv")
    base = CountyParams(
        people=people,
        effect=effect,
        confounding=confounding,
        unmeasured=unmeasured,
        rows_per_person=rows_per_person,
        participants=participants,
        **(parameters or {}),
    )
    site = folder / "site.yml"
    if site.exists() and not (folder / "truth.json").exists():
        raise UsageError(f"{folder}: holds a site that is no fictional county; choose another folder")
    target = folder / EXTRACTS
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)

    files = _Files(target)
    planted = Planted()
    collected = T.Collected(base)
    sizes = _blocks(people)
    root = np.random.SeedSequence(seed)
    keys = _person_keys(np.random.default_rng(root.spawn(1)[0]), people)
    done = 0
    for block, (n, stream) in enumerate(zip(sizes, root.spawn(len(sizes)))):
        rng = np.random.default_rng(stream)
        p = dataclasses.replace(base, people=n, participants=base.target * n / people)
        s = simulate_block(rng, p, n)
        data = CountyData(s, build_records(rng, s, block))
        own = V.numbered("P", keys[done : done + n], 1)
        block_planted, known = _write_block(rng, data, block, own, files, shape, faults)
        planted.merge(block_planted)
        collected.add(rng, data, known)
        done += n
        if progress:
            progress(done, people)
    _write_waiting(files, shape, target)

    with (folder / "charge_map.csv").open("w", encoding="utf-8", newline="") as f:
        f.write("charge_code,description_pattern,offense_category,severity,valid_from,valid_to\n")
        f.writelines(",".join(row) + "\n" for row in V.charge_map_rows())
    write_costs(folder)
    ledger = _ledger(planted)
    _write_control_totals(target, ledger)
    site.write_text(site_yml(base, shape), encoding="utf-8")
    values = collected.values()
    values |= {
        "about": "A fictional county. No person, place or number in it is real.",
        "seed": seed,
        "people": people,
        "parameters": {k: _plain(x) for k, x in dataclasses.asdict(base).items()},
        "faults": _nested(planted.counts),
        "quarantine_reasons": _nested(planted.reasons),
        "ledger": ledger,
    }
    (folder / "truth.json").write_text(
        json.dumps(values, indent=1, sort_keys=True, default=_plain) + "\n", encoding="utf-8"
    )
    return CountyTruth(folder, values, planted)


def _plain(x: Any) -> Any:
    if isinstance(x, np.generic):
        return x.item()
    if hasattr(x, "isoformat"):
        return x.isoformat()
    return x


def _nested(counts) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for (file, kind), n in sorted(counts.items()):
        if n:
            out.setdefault(file, {})[kind] = int(n)
    return out


def _ledger(planted: Planted) -> dict[str, dict[str, int]]:
    """The row ledger that a load must come to."""
    quarantined: dict[str, int] = {}
    for (file, _), n in planted.reasons.items():
        quarantined[file] = quarantined.get(file, 0) + n
    return {
        file: {
            "rows_read": int(n),
            "rows_duplicate": int(planted.duplicate.get(file, 0)),
            "rows_quarantined": int(quarantined.get(file, 0)),
            "rows_loaded": int(n - planted.duplicate.get(file, 0) - quarantined.get(file, 0)),
        }
        for file, n in sorted(planted.read.items())
    }


def _write_control_totals(target: Path, ledger: dict[str, dict[str, int]]) -> None:
    """The providers' own counts of the rows they sent."""
    of = {
        "arrests": "arrests_",
        "referrals": "referrals",
        "engagements": "contacts",
        "deaths": "deaths",
        "court_cases": "court_cases",
        "health_events": "health_events",
    }
    lines = ["extract,measure,value\n"]
    for extract, start in of.items():
        total = sum(row["rows_read"] for file, row in ledger.items() if Path(file).name.startswith(start))
        lines.append(f"{extract},rows_read,{total}\n")
    (target / "control_totals.csv").write_text("".join(lines), encoding="utf-8")
