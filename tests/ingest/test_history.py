"""Schema drift is refused by name: a provider's silent change must not become a finding. The mutations
stand for what happens between two deliveries; each is tried against a site that loaded well before.
"""

from __future__ import annotations

import csv
import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.load import load
from pipeline.errors import LeadError
from tests.ingest.sites import ledger, query, site, write

HEAD = ["SUBJ", "ARR_NO", "NR", "ARR_DT", "CJIS", "TEXT", "LVL", "WARR", "DIST", "YOB", "SEX", "NOTE"]
MAPPED = (
    "columns: {person_id: SUBJ, arrest_id: ARR_NO, charge_number: NR, arrest_date: ARR_DT, charge_code: "
    "CJIS, "
    "charge_description: TEXT, severity: LVL, is_warrant: WARR, district: DIST, birth_year: YOB, sex: SEX}, "
    'values: {severity: {F: felony, M: misdemeanor}}, date_format: "%m/%d/%Y"'
)


def rows(n=60):
    return [
        [
            f"S{i:03d}",
            str(7000 + i),
            "1",
            f"{1 + i % 12:02d}/{1 + i % 28:02d}/2020",
            f"{i % 7} 10{i % 5}",
            f"THEFT {i % 3}",
            "FM"[i % 2],
            "YN"[i % 2],
            ("Central", "Eastérn")[i % 2],
            str(1960 + i % 40),
            "MF"[i % 2],
            "n",
        ]
        for i in range(n)
    ]


def text(head, body, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([head, *body])
    return out.getvalue()


def column(name, change):
    """A mutation of one column's values."""

    def mutate(head, body):
        i = head.index(name)
        return head, [[*r[:i], change(r[i]), *r[i + 1 :]] for r in body]

    return mutate


def rename(old, new):
    return lambda head, body: ([new if h == old else h for h in head], body)


def drop(name):
    def mutate(head, body):
        i = head.index(name)
        return head[:i] + head[i + 1 :], [r[:i] + r[i + 1 :] for r in body]

    return mutate


def add(name, at):
    return lambda head, body: ([*head[:at], name, *head[at:]], [[*r[:at], "v", *r[at:]] for r in body])


MUTATIONS = {
    **{f"renamed {c}": (rename(c, c + "_X"), c) for c in HEAD},
    **{f"case of {c}": (rename(c, c.lower()), c) for c in ("SUBJ", "ARR_DT", "NOTE")},
    **{f"dropped {c}": (drop(c), c) for c in HEAD},
    **{f"doubled {c}": (add(c, 5), "same name") for c in ("SUBJ", "DIST", "NOTE")},
    **{f"added at {i}": (add("NEW_COL", i), "NEW_COL") for i in (0, 6, 12)},
    "key as float": (column("ARR_NO", lambda v: v + ".0"), "arrest_id"),
    "key in scientific notation": (column("ARR_NO", lambda v: f"{float(v) * 1e12:.2E}"), "arrest_id"),
    "person as number": (column("SUBJ", lambda v: v[1:]), "person_id"),
    "number as float": (column("NR", lambda v: v + ".0"), "charge_number not_an_integer"),
    "year as float": (column("YOB", lambda v: v + ".0"), "birth_year not_an_integer"),
    "year as date": (column("YOB", lambda v: f"01/01/{v}"), "birth_year not_an_integer"),
    "date as ISO": (column("ARR_DT", lambda v: f"{v[6:]}-{v[:2]}-{v[3:5]}"), "arrest_date not_a_date"),
    "date as day first": (column("ARR_DT", lambda v: f"{v[3:5]}/{v[:2]}/{v[6:]}"), "arrest_date not_a_date"),
    "date with two-digit year": (column("ARR_DT", lambda v: v[:6] + v[8:]), "arrest_date before_1900"),
    "date with a time": (column("ARR_DT", lambda v: v + " 00:00:00"), "arrest_date not_a_date"),
    "date as serial number": (column("ARR_DT", lambda v: "43831"), "arrest_date not_a_date"),
    "date as text": (column("ARR_DT", lambda v: "Jan 5, 2020"), "arrest_date not_a_date"),
    "code list of a closed column": (column("LVL", {"F": "1", "M": "2"}.get), "severity not_in_enumeration"),
    "code list in lower case": (column("LVL", str.lower), "severity not_in_enumeration"),
    "flag words": (column("WARR", {"Y": "on", "N": "off"}.get), "is_warrant not_a_flag"),
    "code list of a text column": (column("SEX", {"M": "man", "F": "woman"}.get), "sex"),
    "text column to numbers": (column("DIST", {"Central": "1", "Eastérn": "2"}.get), "district"),
    "numbers for charge codes": (column("CJIS", lambda v: v.replace(" ", "") + ".0"), "charge_code"),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A site that loaded well, to be copied for each mutation."""
    folder = tmp_path_factory.mktemp("drift")
    write(folder, "a.csv", text(HEAD, rows()))
    result = load(describe(folder))
    assert ledger(result) == {"a.csv": (60, 60, 0, 0, 0)}
    return folder


def describe(folder, more=""):
    return site(
        folder,
        f"arrests: {{path: a.csv, data_from: 2010-01-01, {MAPPED}{more}}}",
        max_quarantine_share="0.05",
        max_withdrawn_share="0.05",
    )


@pytest.mark.parametrize("name", MUTATIONS)
def test_drift_is_refused_by_name(loaded, name):
    mutate, told = MUTATIONS[name]
    write(loaded, "a.csv", text(*mutate(HEAD, rows())))
    with pytest.raises(LeadError, match=told) as refused:
        load(describe(loaded))
    assert "a.csv" in str(refused.value) and refused.value.exit_code == 3


@pytest.mark.parametrize(
    "data",
    [
        text(HEAD, rows(), ";").encode(),
        text(HEAD, rows(), "\t").encode(),
        text(HEAD, rows()).encode("latin-1"),
        text(HEAD, rows()).encode("utf-16"),
        text(HEAD, rows()).encode("cp500"),
        b"",
    ],
)
def test_another_delimiter_or_encoding_is_refused(loaded, data):
    write(loaded, "a.csv", data)
    with pytest.raises(LeadError, match=r"a\.csv"):
        load(describe(loaded))


def test_a_mere_re_ordering_loads_the_same(loaded):
    order = [5, 3, 0, 1, 11, 2, 4, 10, 9, 8, 7, 6]
    write(loaded, "a.csv", text([HEAD[i] for i in order], [[r[i] for i in order] for r in rows()]))
    before = query(describe(loaded), "SELECT * FROM raw.arrests ORDER BY ALL")
    result = load(describe(loaded))
    assert result.changed and query(result, "SELECT * FROM raw.arrests ORDER BY ALL") == before


def test_a_wanted_change_can_be_accepted_and_is_the_measure_from_then_on(tmp_path):
    write(tmp_path, "a.csv", text(HEAD, rows()))
    load(describe(tmp_path))
    write(tmp_path, "a.csv", text(*add("NEW_COL", 3)(HEAD, rows())))
    result = load(describe(tmp_path), accept_header=True)
    assert "new NEW_COL" in result.notes[0] and result.newly_withdrawn == {}
    write(tmp_path, "a.csv", text(*add("NEW_COL", 3)(HEAD, rows(61))))
    assert load(describe(tmp_path)).rows_loaded == 61


def test_files_of_one_glob_must_agree(tmp_path):
    write(tmp_path, "a1.csv", "person_id,arrest_id,arrest_date,x\np,a,2020-01-01,1\n")
    write(tmp_path, "a2.csv", "person_id,arrest_id,arrest_date,y\np,b,2020-01-01,1\n")
    s = site(tmp_path, "arrests: {path: 'a?.csv', data_from: 2010-01-01}")
    with pytest.raises(
        LeadError, match=r"a2\.csv: the header differs from that of a1\.csv: without x; new y"
    ):
        load(s)
    assert load(s, accept_header=True).rows_loaded == 2


def test_parquet_types_are_part_of_the_header(tmp_path):
    def deliver(**columns):
        base = {"person_id": ["p"], "arrest_id": ["a"], "arrest_date": ["2020-01-01"]}
        pq.write_table(pa.table({**base, **columns}), tmp_path / "a.parquet")
        return load(site(tmp_path, "arrests: {path: a.parquet, format: parquet, data_from: 2010-01-01}"))

    deliver(charge_number=[1])
    with pytest.raises(LeadError, match=r"another type of charge_number \(integer before, text now\)"):
        deliver(charge_number=["1"])
    assert deliver(charge_number=pa.nulls(1)).changed


def test_a_small_new_district_is_no_drift(tmp_path):
    write(tmp_path, "a.csv", text(HEAD, rows()))
    load(describe(tmp_path))
    body = rows(70)
    for r in body[60:]:
        r[8] = "Harbour"
    write(tmp_path, "a.csv", text(HEAD, body))
    assert load(describe(tmp_path)).rows_loaded == 70


def test_a_workbook_drifts_like_a_csv(tmp_path):
    def deliver(head):
        book = openpyxl.Workbook()
        book.active.append(head)
        book.active.append(["p", "a", "2020-01-01", "x"])
        book.save(tmp_path / "a.xlsx")
        return load(site(tmp_path, "arrests: {path: a.xlsx, format: xlsx, data_from: 2010-01-01}"))

    deliver(["person_id", "arrest_id", "arrest_date", "n"])
    with pytest.raises(LeadError, match="without n; new m"):
        deliver(["person_id", "arrest_id", "arrest_date", "m"])
