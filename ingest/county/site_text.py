"""The text of the fictional county's ``site.yml``."""

from __future__ import annotations

from ingest.county import provider as V
from ingest.county.params import RACES, SEXES, CountyParams
from pipeline.canonical import OFFENSE_CATEGORIES


def _map(pairs: dict[str | None, str | None]) -> str:
    def quoted(x: str | None) -> str:
        if x is None:
            return "null"
        plain = x.replace(" ", "").replace("_", "").replace("-", "").isalpha() and x.lower() not in (
            "y",
            "n",
            "yes",
            "no",
            "on",
            "off",
            "true",
            "false",
            "null",
        )
        return x if plain else f'"{x}"'

    return "{" + ", ".join(f"{quoted(k)}: {quoted(v)}" for k, v in pairs.items()) + "}"


def _codes(table: dict[str, str]) -> str:
    return _map({code: name for name, code in table.items()})


def site_yml(p: CountyParams, formats: dict[str, str]) -> str:
    """A commented site file for the extracts that ``write_county`` writes."""
    sexes = _map({V.SEX_CODES[s]: s for s in SEXES})
    races = _map({V.RACE_CODES[r]: r for r in RACES})
    severity = _codes(V.SEVERITY_CODES)
    offense = _map({c.replace("_", " "): c for c in OFFENSE_CATEGORIES if "_" in c})
    referrals = (
        "path: extracts/referrals.xlsx\n    format: xlsx\n    sheet: Referrals"
        if formats["referrals"] == "xlsx"
        else "path: extracts/referrals.csv\n    format: csv"
    )
    contacts = (
        "path: extracts/contacts.parquet\n    format: parquet"
        if formats["contacts"] == "parquet"
        else "path: extracts/contacts.csv\n    format: csv"
    )
    return f"""\
# Patapsco County is fictional: no person, place or number here is real.
# truth.json beside this file holds the effect that was planted, and what a load must find wrong with the
# extracts.
site: Patapsco County
programme: Patapsco LEAD
fictional: true
data_through: {p.data_through}                  # the last day that the extracts cover
accrual: {{start: {p.accrual_start}, end: {p.accrual_end}}}   # index dates, both ends included
horizons_days: [90, 180, 365, 730]
primary_horizon_days: 365
lookback_days: 730                        # baseline history before the index

eligibility:
  min_age: 18
  rules:                                  # a charge is eligible if one rule matches
    - {{offense_category: drug_possession, severity: [misdemeanor, citation, unknown], valid_to: 2023-06-30}}
    - {{offense_category: drug_possession, severity: [misdemeanor, citation], valid_from: 2023-07-01}}
    - {{offense_category: prostitution, severity: [misdemeanor, citation, unknown]}}
  exclude_categories: [violent, weapons, drug_sale]   # one such charge in the arrest excludes it

areas: {{programme: [Central], comparison: [Eastern, Western]}}
comparison:
  designs: [concurrent_area, concurrent_undiverted, historical, area_policy]
  primary: concurrent_area
  historical_window: {{start: {p.historical_start}, end: {p.historical_end}}}
link_within_days: 7                       # a referral and its arrest
engagement: {{intake_within_days: 30, min_contacts: 2, within_days: 60}}
max_quarantine_share: 0.05                # of a file's rows; above it the file is refused
max_withdrawn_share: 0.05
# shares of records that may not fit together; above them a run warns (above: stop ends it)
record_limits: {{referral_without_arrest: 0.25, person_without_arrest: 0.10, diverted_without_referral: 0.10, after_death: 0.005}}

extracts:
  # one row a charge, a file for two years, from the records system
  arrests:
    path: extracts/arrests_*.csv
    format: csv
    delimiter: ","
    encoding: utf-8
    date_format: "%m/%d/%Y"
    data_from: {p.data_from}                 # the system in use before is not delivered
    mode: snapshot
    deid_basis: limited_data_set
    agreement: DUA-2024-07
    expires: 2099-12-31                   # from the next day on the extract is refused
    charge_map: charge_map.csv            # the State renumbered its codes on {V.CODE_BOOK_DAY}
    columns: {{person_id: SUBJ, arrest_id: ARR_NO, charge_number: CHG_SEQ, arrest_date: ARR_DT,
              offense_date: OFF_DT, charge_code: CJIS, charge_description: CHG_DESC, severity: LVL,
              is_warrant: WARR, warrant_type: WTYPE, disposition: DISPO, district: DIST, officer_id: OFCR,
              birth_year: YOB, sex: SEX, race: RACE}}
    values:
      offense_date: {{"{V.NO_DATE}": null}}   # what the system writes where none was entered
      severity: {severity}
      is_warrant: {{"Y": "true", "N": "false"}}
      warrant_type: {_codes(V.WARRANT_CODES)}
      disposition: {_codes(V.DISPOSITION_CODES)}
      sex: {sexes}
      race: {races}

  # the programme's own list
  referrals:
    {referrals}
    date_format: "%Y-%m-%d"
    mode: snapshot
    deid_basis: limited_data_set
    agreement: DUA-2024-07
    columns: {{referral_id: ID, person_id: SUBJ, referral_date: DATE, door: HOW, arrest_id: ARR_NO,
              offense_category: OFFENSE, severity: LVL, district: DIST, officer_id: OFFICER,
              decision: OUTCOME, ineligible_reason: WHY_NOT, intake_date: INTAKE, exit_date: EXIT,
              exit_reason: EXIT_WHY,
              birth_year: YOB, sex: SEX, race: RACE}}
    values:
      door: {_map(dict(zip(V.DOOR_CODES, ("arrest_diversion", "social_contact", "community"))))}
      offense_category: {offense}
      severity: {severity}
      decision: {_codes(V.DECISION_CODES)}
      sex: {sexes}
      race: {races}

  # contacts of the case managers, with the instant in UTC
  engagements:
    {contacts}
    timezone: America/New_York            # an instant's date is the local one
    mode: incremental
    deid_basis: limited_data_set
    part2_basis: research                 # 42 CFR Part 2; hipaa_basis and irb_basis likewise
    columns: {{contact_id: id, person_id: subj, contact_date: at, contact_type: kind, outcome: result,
              minutes: mins, case_manager_id: cm}}
    values:
      contact_type: {_codes(V.CONTACT_CODES)}
      outcome: {_codes(V.OUTCOME_CODES)}

  # two systems, two files
  custody:
    - path: extracts/jail.csv
      format: csv
      delimiter: "|"
      timezone: America/New_York
      data_from: {p.data_from}
      deid_basis: limited_data_set
      columns: {{person_id: booking_person, admit_date: booked_at, release_date: released_at}}
      constants: {{facility: jail}}
    - path: extracts/prison.csv
      format: csv
      date_format: "%m/%d/%Y"
      data_from: {p.data_from}
      deid_basis: limited_data_set
      columns: {{person_id: DOC_SUBJ, admit_date: IN_DT, release_date: OUT_DT}}
      constants: {{facility: prison}}
      values:
        release_date: {{"{V.STILL_THERE}": null}}

  deaths:
    path: extracts/deaths.csv
    deid_basis: limited_data_set
    columns: {{person_id: subj, death_date: dod}}

  court_cases:
    path: extracts/court_cases.csv
    date_format: "%m/%d/%Y"
    deid_basis: limited_data_set
    columns: {{case_id: CASE_NO, person_id: SUBJ, filed_date: FILED, severity: CLASS, disposition: STATUS}}
    values:
      severity: {severity}

  health_events:
    path: extracts/health_events.csv
    data_from: 2020-01-01                 # this extract starts late
    deid_basis: limited_data_set
    part2_basis: research
    columns: {{person_id: subj, event_date: date, event_type: type}}
    values:
      event_type: {_codes(V.HEALTH_CODES)}

  control_totals: {{path: extracts/control_totals.csv}}   # the providers' own counts

# illustrative figures: not one of them is a real price
costs: {{unit_costs: unit_costs.csv, programme_costs: programme_costs.csv, price_year: 2025,
        discount_rate: 0.03, perspective: taxpayer}}
publish: {{min_cell: 11, round_to: 5, finest_period: quarter, recurring: true}}
context_events:
  - {{date: {p.shock_day}, label: "Low-level charges no longer prosecuted"}}
  - {{date: {V.CODE_BOOK_DAY}, label: "New charge codes"}}
  - {{date: 2023-07-01, label: "Possession of unknown class no longer divertible"}}
"""
