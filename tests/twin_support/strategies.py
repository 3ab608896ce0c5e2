"""Hypothesis strategies for small counties: few people and few days close together, so that ties abound.

A drawn history keeps what ingest guarantees (no date after ``data_through``, no offence after its arrest,
unique keys, no referral whose ``arrest_id`` is held by others only), and nothing else. Almost every draw is
one ``sampled_from``, a rare value listed once beside repeated common ones: a county takes milliseconds.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pipeline.canonical import CONTACT_OUTCOMES, DECISIONS, DISPOSITIONS, SEVERITIES, WARRANT_TYPES
from pipeline.settings import Site
from tests.twin.twin import EXTRACTS, Rows
from tests.twin_support.store import complete_rows

CATEGORIES = st.sampled_from((
    *("drug_possession",) * 6, *("prostitution",) * 3, "drug_sale", "property", "property", "violent",
    "supervision", "other", "unknown",
))
SEVERITY = st.sampled_from((*SEVERITIES, "misdemeanor", "misdemeanor", "citation"))
# Their order differs by letter, by case and by value; an "a" of one person is often another's too.
ARREST_IDS = st.sampled_from(("a", "B", "b10", "b9"))
REFERRED_ARREST_IDS = st.sampled_from((None, None, None, "z", "a", "B", "b10", "b9"))  # "z" is nobody's
DISTRICTS = st.sampled_from(("P1", "P1", "P1", "P1", "P2", "C1", "C1", "E1", None))
DOORS = st.sampled_from((*("arrest_diversion",) * 4, "social_contact", "community"))
YES_OR_NO = st.booleans()
YES_ONE_IN_4 = st.sampled_from((False, False, False, True))
ANY_WARRANT_TYPE = st.sampled_from(WARRANT_TYPES)
MOSTLY_BOOKED = st.sampled_from((*("booked",) * 8, *DISPOSITIONS))
MOSTLY_ACCEPTED = st.sampled_from((*("accepted",) * 4, *DECISIONS))
MOSTLY_ATTENDED = st.sampled_from((*("attended",) * 5, *CONTACT_OUTCOMES))
DAYS_SINCE_OFFENCE = st.sampled_from((0, 0, 0, None, 1, 2, 5, 15))
DAYS_TO_LATER_ROW = st.sampled_from((0, 0, 0, 0, 0, 1, 4))
STAY_LENGTHS = st.sampled_from((0, 1, 4, 20, None))
NOT_OFTEN = st.sampled_from((0, 0, 0, 0, 0, 0, 0, 1))
SEXES, RACES = st.sampled_from(("M", "F", None)), st.sampled_from(("A", "B", None))
ETHNICITIES = st.sampled_from((None, "x", "y"))
UP_TO_2, UP_TO_3, UP_TO_4 = st.integers(0, 2), st.integers(0, 3), st.integers(0, 4)
# Before a leap day, before the turn of a year, in mid-year.
ANCHORS = (date(2020, 2, 20), date(2020, 12, 20), date(2021, 6, 1))


@st.composite
def site_settings(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments for ``write_site``: narrow windows, short horizons and lookbacks, dated rules."""

    def pick(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    start = pick(*ANCHORS) + timedelta(days=draw(st.integers(0, 9)))
    end = start + timedelta(days=draw(st.integers(12, 40)))
    horizons, lookback = pick([5, 10, 30], [30, 10], [5, 10], [1, 7, 20]), pick(12, 1, 5, 35, 20)
    rule_day = start + timedelta(days=draw(st.integers(3, 12)))
    rules: list[dict[str, Any]] = [
        {"offense_category": ["drug_possession"], "severity": ["misdemeanor", "citation", "unknown"],
         "valid_to": rule_day},
        {"offense_category": ["prostitution", "other", "drug_sale"]},
        {"offense_category": ["drug_possession"], "severity": ["misdemeanor", "citation"],
         "valid_from": rule_day + timedelta(days=pick(0, 1, 2))},
        # overlaps the others: a charge that several rules allow is still one charge
        {"offense_category": ["property", "drug_possession"], "severity": ["felony", "citation"],
         "valid_from": start - timedelta(days=8)},
    ]
    designs = pick(
        ["concurrent_area", "concurrent_undiverted", "historical"],
        ["concurrent_undiverted", "historical", "area_policy", "concurrent_area"],
        ["historical", "concurrent_undiverted"],
    )
    comparison: dict[str, Any] = {"designs": designs, "primary": designs[0]}
    if pick(True, False):
        last = start - timedelta(days=draw(st.integers(-3, 6)))  # may overlap the accrual window
        comparison["historical_window"] = {
            "start": last - timedelta(days=draw(st.integers(5, 30))), "end": last}
    optional = [e for e in ("engagements", "custody", "deaths") if pick(*(True,) * 5, False)]
    return {
        "extracts": ("arrests", "referrals", *optional),
        "data_from": start - timedelta(days=lookback + draw(st.integers(-4, 40))),
        "data_through": end + timedelta(days=draw(st.integers(0, 25))),
        "accrual": {"start": start, "end": end},
        "horizons_days": horizons, "primary_horizon_days": horizons[0], "lookback_days": lookback,
        "eligibility": {
            "min_age": 18, "rules": rules[:pick(2, 3, 4)],
            "exclude_categories": pick(["violent"], [], ["violent", "drug_sale"]),
        },
        "areas": pick({"programme": ["P1", "P2"], "comparison": ["C1"]}, None),
        "comparison": comparison,
        "link_within_days": draw(st.integers(0, 7)),
        "engagement": {
            "intake_within_days": pick(3, 0, 10), "min_contacts": pick(1, 2, 0),
            "within_days": pick(5, 1, 12),
        },
    }


def _days(draw: st.DrawFn, site: Site) -> st.SearchStrategy[date]:
    """Days around a few drawn ones and around the settings' own edges."""
    first = site.accrual.start - timedelta(days=45)
    span, opening = (site.data_through - first).days, (site.accrual.start - first).days
    edges = [site.accrual.start, site.accrual.end, site.data_through, site.data_from]
    edges += [d for r in site.eligibility.rules for d in (r.valid_from, r.valid_to) if d]
    at_edge = st.sampled_from([opening, *((d - first).days for d in edges)])
    anywhere = st.integers(opening, span) | st.integers(opening - 20, span)
    bases = [draw(at_edge), *draw(st.lists(anywhere, min_size=2, max_size=4))]
    steps = (0, 0, 0, 1, -1, 2, -3, -site.link_within_days, site.link_within_days + 1, site.lookback_days,
             *site.horizons_days, site.horizons_days[0] + 1)
    return st.sampled_from([first + timedelta(days=max(0, min(span, b + s))) for b in bases for s in steps])


@st.composite
def histories(draw: st.DrawFn, site: Site) -> Rows:
    """A county of 3 to 8 people (numbered from 1) under a site's settings."""
    days, year = _days(draw, site), site.accrual.start.year
    years = st.sampled_from((1980, 1980, 1980, None, year - 17, year - 18, year - 19))
    link, first = site.link_within_days, site.accrual.start - timedelta(days=45)
    waits = st.sampled_from((0, None, 1, 1, site.engagement.intake_within_days,
                             site.engagement.intake_within_days + 1))
    grace = st.sampled_from((-1, 0, 0, 1, 1, site.engagement.within_days, site.engagement.within_days + 1))
    around = st.sampled_from((0, 0, 1, -1, link, -link, link + 1, -link - 1))
    rows: Rows = {name: [] for name in EXTRACTS}

    def row(extract: str, person_id: int, **columns: Any) -> None:
        rows[extract].append({"person_id": person_id, **columns})

    def traits() -> dict[str, Any]:
        return {"birth_year": draw(years), "sex": draw(SEXES), "race": draw(RACES),
                "ethnicity": draw(ETHNICITIES)}

    for person_id in range(1, draw(st.integers(3, 8)) + 1):
        used: set[tuple[str, int]] = set()
        for _ in range(draw(UP_TO_4)):
            arrest_id, when, district = draw(ARREST_IDS), draw(days), draw(DISTRICTS)
            person = traits()
            for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
                number = draw(UP_TO_3)
                while (arrest_id, number) in used:
                    number += 1
                used.add((arrest_id, number))
                arrest_date = min(site.data_through, when + timedelta(days=draw(DAYS_TO_LATER_ROW)))
                since = draw(DAYS_SINCE_OFFENCE)
                row("arrests", person_id, arrest_id=arrest_id, charge_number=number, arrest_date=arrest_date,
                    offense_date=None if since is None else arrest_date - timedelta(days=since),
                    offense_category=draw(CATEGORIES), severity=draw(SEVERITY), is_warrant=draw(YES_ONE_IN_4),
                    warrant_type=draw(ANY_WARRANT_TYPE), disposition=draw(MOSTLY_BOOKED), district=district,
                    **person)
        own = [(r["arrest_id"], r["arrest_date"]) for r in rows["arrests"] if r["person_id"] == person_id]
        for n in range(draw(UP_TO_3)):
            wait = draw(waits)
            # half of them anywhere, half of them around an arrest of the person
            near = draw(st.sampled_from([(None, None)] * max(1, len(own)) + own))
            arrest_id, when = (draw(REFERRED_ARREST_IDS), draw(days)) if near[1] is None else (
                near[0] if draw(YES_OR_NO) else None,
                max(first, min(site.data_through, near[1] + timedelta(days=draw(around)))))
            row("referrals", person_id, referral_id=f"R{draw(UP_TO_4)}-{person_id}-{n}", referral_date=when,
                door=draw(DOORS), arrest_id=arrest_id, decision=draw(MOSTLY_ACCEPTED),
                district=draw(DISTRICTS), offense_category=draw(CATEGORIES), severity=draw(SEVERITY),
                intake_date=None if wait is None else min(site.data_through, when + timedelta(days=wait)),
                **traits())
        starts = [r["referral_date"] for r in rows["referrals"] if r["person_id"] == person_id]
        for n in range(draw(UP_TO_3) if starts else 0):
            when = draw(st.sampled_from([*starts, *(d for _, d in own)])) + timedelta(days=draw(grace))
            row("engagements", person_id, contact_id=f"K{person_id}-{n}",
                contact_date=min(site.data_through, when), contact_type="case_management",
                outcome=draw(MOSTLY_ATTENDED))
        for facility in ("jail", "prison")[:draw(UP_TO_2)]:
            admit, length = draw(days), draw(STAY_LENGTHS)
            release = None if length is None else min(site.data_through, admit + timedelta(days=length))
            row("custody", person_id, admit_date=admit, release_date=release, facility=facility)
        for _ in range(draw(NOT_OFTEN)):
            row("deaths", person_id, death_date=draw(days))
        for _ in range(draw(NOT_OFTEN)):
            row("quarantined_arrests", person_id, arrest_id=draw(ARREST_IDS))
        for _ in range(draw(NOT_OFTEN)):
            row("quarantined_referrals", person_id, referral_date=draw(st.none() | days))
    return keep_what_ingest_keeps(rows, site)


def keep_what_ingest_keeps(rows: Rows, site: Site) -> Rows:
    """Complete the rows; drop those of extracts that the site lacks and those that no load lets through."""
    held = {(r["person_id"], r["arrest_id"]) for r in rows["arrests"]}
    numbers = {arrest_id for _, arrest_id in held}
    rows = dict(rows)
    rows["referrals"] = [
        r for r in rows["referrals"]
        if r.get("arrest_id") not in numbers or (r["person_id"], r["arrest_id"]) in held
    ]
    referred = {r["person_id"] for r in rows["referrals"]}
    rows["engagements"] = [r for r in rows["engagements"] if r["person_id"] in referred]
    out: Rows = {}
    for name in EXTRACTS:
        extract = name.removeprefix("quarantined_")
        kept = rows.get(name, []) if extract in site.extracts else []
        out[name] = list(kept) if name != extract else complete_rows(name, kept)
    return out


def draw_many(strategy: st.SearchStrategy, n: int, salt: int) -> list[Any]:
    """n examples of a strategy, the same for the same salt.

    Each comes from a run of its own: within one run Hypothesis mutates what it has drawn (good at finding a
    failure, which here only dbt can see), so that a hundred examples would be worth some twenty.
    """
    return [_draw(strategy, salt * 1_000_003 + i) for i in range(n)]


def _draw(strategy: st.SearchStrategy, salt: int) -> Any:
    drawn: list[Any] = []

    @seed(salt)
    @settings(max_examples=2, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**30), strategy)
    def collect(_: int, example: Any) -> None:
        drawn.append(example)

    # The first is always the plainest there is, and the second differs from it in its first choice: that is
    # what the integer stands there for.
    collect()
    return drawn[-1]


def stack(examples: list[Rows]) -> Rows:
    """The union of examples as disjoint people: each one's people, arrests and referrals carry its number."""
    out: Rows = {name: [] for name in EXTRACTS}
    for number, example in enumerate(examples, start=1):
        for name, rows in example.items():
            for row in rows:
                keys = {key: f"{number:05d}/{row[key]}" for key in ("arrest_id", "referral_id", "contact_id")
                        if row.get(key) is not None}
                out[name].append({**row, **keys, "person_id": number * 100 + row["person_id"]})
    return out
