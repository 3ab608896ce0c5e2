"""``site.yml``: one file describes a site, and nothing about a site is coded.

Scalars are read as the text that stands in the file and typed by the models below, so that YAML's own guesses
(``NO`` as false, ``010`` as eight) can't change a district's name or a code.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.canonical import EXTRACTS, OFFENSE_CATEGORIES, SEVERITIES
from pipeline.errors import SiteError

CohortDesign = Literal["concurrent_area", "concurrent_undiverted", "historical"]
COHORT_DESIGNS = get_args(CohortDesign)
CONTRACT_VERSION = "1.0"


class _TextLoader(yaml.SafeLoader):
    """YAML whose scalars stay text (null apart) and whose repeated keys are refused."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in rules if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _unique_mapping(loader: _TextLoader, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
    loader.flatten_mapping(node)
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key_node.start_mark)
        if key in out:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_TextLoader.add_constructor("tag:yaml.org,2002:map", _unique_mapping)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[list[str], BeforeValidator(_one_or_many)]
Category = Literal[OFFENSE_CATEGORIES]  # type: ignore[valid-type]
Severity = Literal[SEVERITIES]  # type: ignore[valid-type]
Categories = Annotated[list[Category], BeforeValidator(_one_or_many), Field(min_length=1)]
Severities = Annotated[list[Severity], BeforeValidator(_one_or_many), Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Window(_Model):
    """A span of days, both ends included."""

    start: dt.date
    end: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError("the end lies before the start")
        return self

    @property
    def n_days(self) -> int:
        return (self.end - self.start).days + 1


class EligibilityRule(_Model):
    offense_category: Categories
    severity: Severities = Field(default_factory=lambda: list(SEVERITIES))
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> EligibilityRule:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self


class Eligibility(_Model):
    min_age: Annotated[int, Field(ge=0, le=120)] = 18
    rules: Annotated[list[EligibilityRule], Field(min_length=1)]
    exclude_categories: Annotated[list[Category], BeforeValidator(_one_or_many)] = []


class Areas(_Model):
    programme: Annotated[list[str], BeforeValidator(_one_or_many), Field(min_length=1)]
    comparison: Texts = []

    @model_validator(mode="after")
    def _disjoint(self) -> Areas:
        both = sorted(set(self.programme) & set(self.comparison))
        if both:
            raise ValueError(f"districts in both lists: {', '.join(both)}")
        return self


class Comparison(_Model):
    designs: Annotated[
        list[Literal[CohortDesign, "area_policy"]], Field(min_length=1)
    ]
    primary: CohortDesign
    historical_window: Window | None = None

    @model_validator(mode="after")
    def _primary_is_a_design(self) -> Comparison:
        if self.primary not in self.designs:
            raise ValueError("primary is not among designs")
        if len(set(self.designs)) != len(self.designs):
            raise ValueError("a design stands twice in designs")
        return self


class Engagement(_Model):
    intake_within_days: Annotated[int, Field(ge=0)] = 30
    min_contacts: Annotated[int, Field(ge=0)] = 2
    within_days: Annotated[int, Field(ge=0)] = 60


class ContextEvent(_Model):
    date: dt.date
    label: str


class RecordLimits(_Model):
    """Largest shares of records that may not fit together (``audit.record_checks``): a run warns above them, or stops."""

    referral_without_arrest: Share = 0.25
    person_without_arrest: Share = 0.10
    diverted_without_referral: Share = 0.10
    after_death: Share = 0.005
    above: Literal["warn", "stop"] = "warn"


class Publish(_Model):
    min_cell: Annotated[int, Field(ge=2)] = 11
    round_to: Annotated[int, Field(ge=1)] = 5
    finest_period: Literal["quarter", "year"] = "quarter"
    recurring: bool = True
    keep_generations: Annotated[int, Field(ge=1)] = 3


class Costs(_Model):
    unit_costs: str
    programme_costs: str
    price_year: Annotated[int, Field(ge=1900, le=2200)]
    discount_rate: Share = 0.03
    perspective: Literal["programme", "city", "state", "taxpayer"] = "taxpayer"


class ExtractEntry(_Model):
    """One delivery of an extract. ``path`` is a glob relative to the site file."""

    path: str
    format: Literal["csv", "parquet", "xlsx"] = "csv"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    encoding: str = "utf-8"
    sheet: str | None = None
    date_format: str | None = None
    timezone: str | None = None
    data_from: dt.date | None = None
    charge_map: str | None = None
    mode: Literal["snapshot", "incremental"] = "snapshot"
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str | None]] = {}
    constants: dict[str, str] = {}
    as_of: dt.date | None = None
    key_id: str | None = None
    deid_basis: str | None = None
    # why these records may be held and linked: HIPAA, 42 CFR Part 2 (treatment records), the review board's decision
    hipaa_basis: str | None = None
    part2_basis: str | None = None
    irb_basis: str | None = None
    agreement: str | None = None
    expires: dt.date | None = None
    # canonical or source column -> why what looks like a direct identifier there is none
    not_identifiers: dict[str, Annotated[str, Field(min_length=3)]] = {}

    @model_validator(mode="after")
    def _known_names(self) -> ExtractEntry:
        import codecs
        from zoneinfo import ZoneInfo

        try:
            codecs.lookup(self.encoding)
        except LookupError:
            raise ValueError(f"encoding {self.encoding!r} is not known") from None
        if self.timezone is not None:
            try:
                ZoneInfo(self.timezone)
            except Exception:
                raise ValueError(f"timezone {self.timezone!r} is not known") from None
        return self


def _entries(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Entries = Annotated[list[ExtractEntry], BeforeValidator(_entries), Field(min_length=1)]


class Site(_Model):
    """A validated ``site.yml``. Paths in it are relative to ``root``."""

    site: str
    programme: str
    data_through: dt.date
    accrual: Window
    horizons_days: Annotated[list[Annotated[int, Field(ge=1, le=36525)]], Field(min_length=1)] = [90, 180, 365, 730]
    primary_horizon_days: int = 365
    lookback_days: Annotated[int, Field(ge=1, le=36525)] = 730
    eligibility: Eligibility
    areas: Areas | None = None
    comparison: Comparison
    engagement: Engagement = Engagement()
    link_within_days: Annotated[int, Field(ge=0, le=3650)] = 7
    max_quarantine_share: Share = 0.05
    max_withdrawn_share: Share = 0.05
    record_limits: RecordLimits = RecordLimits()
    context_events: list[ContextEvent] = []
    extracts: dict[str, Entries]
    costs: Costs | None = None
    publish: Publish = Publish()
    seed: int = 20200201
    # true marks every page: no person, place or number in it is real
    fictional: bool = False
    # where the file stood; not part of its text
    path: Annotated[Path | None, Field(exclude=True)] = None

    @model_validator(mode="after")
    def _consistent(self) -> Site:
        if len(set(self.horizons_days)) != len(self.horizons_days):
            raise ValueError("horizons_days: a horizon stands twice")
        if self.primary_horizon_days not in self.horizons_days:
            raise ValueError("primary_horizon_days: is not among horizons_days")
        unknown = [name for name in self.extracts if name not in EXTRACTS]
        if unknown:
            raise ValueError(f"extracts.{unknown[0]}: no such extract; known are {', '.join(EXTRACTS)}")
        for name, entries in self.extracts.items():
            canonical = EXTRACTS[name].column_names
            for i, entry in enumerate(entries):
                where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
                for part in ("columns", "values", "constants"):
                    for column in getattr(entry, part):
                        if column not in canonical:
                            raise ValueError(f"{where}.{part}.{column}: no canonical column of {name}")
                both = sorted(set(entry.columns) & set(entry.constants))
                if both:
                    raise ValueError(f"{where}.constants.{both[0]}: stands in columns, too")
                if name == "arrests" and entry.data_from is None:
                    raise ValueError(f"{where}.data_from: is required (before it nothing is known)")
                if entry.charge_map is not None and name != "arrests":
                    raise ValueError(f"{where}.charge_map: belongs to arrests")
            if len({e.mode for e in entries}) > 1:
                raise ValueError(f"extracts.{name}: its entries differ in mode")
        return self

    # -- places -------------------------------------------------------------------------------
    @property
    def root(self) -> Path:
        assert self.path is not None
        return self.path.parent

    @property
    def out(self) -> Path:
        return self.root / "out"

    # -- derived settings ----------------------------------------------------------------------
    @property
    def historical_window(self) -> Window:
        """The window given, else one as long as the accrual that ends the day before it starts."""
        if self.comparison.historical_window is not None:
            return self.comparison.historical_window
        end = self.accrual.start - dt.timedelta(days=1)
        return Window(start=end - dt.timedelta(days=self.accrual.n_days - 1), end=end)

    @property
    def cohort_designs(self) -> list[str]:
        return [d for d in self.comparison.designs if d in COHORT_DESIGNS]

    @property
    def data_from(self) -> dt.date | None:
        """The first day that every arrests delivery covers (None where no arrests are described)."""
        starts = [e.data_from for e in self.extracts.get("arrests", []) if e.data_from]
        return max(starts) if starts else None

    def fingerprint(self, part: Literal["ingest", "all"] = "all") -> str:
        """SHA-256 of the settings (``ingest``: of those that decide what is loaded)."""
        data = self.model_dump(mode="json")
        if part == "ingest":
            keys = ("data_through", "extracts", "max_quarantine_share", "max_withdrawn_share")
            data = {k: data[k] for k in keys}
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _key_path(loc: tuple[str | int, ...], data: Any) -> str:
    """The path of a key as the file has it: where one entry stands in place of a list, there is no index."""
    parts, node = [], data
    for part in loc:
        if isinstance(part, int) and not isinstance(node, list):
            continue
        parts.append(str(part))
        node = node.get(part) if isinstance(node, dict) else node[part] if isinstance(node, list) else None
    return ".".join(parts) or "site.yml"


def _problem(error: dict[str, Any], data: dict[str, Any]) -> str:
    path = _key_path(error["loc"], data)
    kind, message = error["type"], error["msg"]
    if kind == "extra_forbidden":
        known = {name for model in globals().values() if isinstance(model, type) and issubclass(model, BaseModel)
                 for name in model.model_fields}
        near = difflib.get_close_matches(path.rpartition(".")[2], sorted(known), 1)
        return f"{path}: no such key" + (f"; did you mean {near[0]}?" if near else "")
    if kind == "missing":
        return f"{path}: is missing"
    message = message.removeprefix("Value error, ")
    if not error["loc"] and ": " in message:
        return message  # a cross-field rule names the key itself
    expected = message[0].lower() + message[1:]
    return f"{path}: {expected}"


def parse_site(text: str, path: Path | None = None) -> Site:
    """Validate the text of a site file.

    Raises SiteError: the text is no YAML, or a key is unknown, missing or wrong; the key's path opens the message.
    """
    try:
        data = yaml.load(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise SiteError(f"{path or 'site.yml'}: is no YAML{where}: {getattr(error, 'problem', None) or 'unreadable'}") \
            from None
    if not isinstance(data, dict):
        raise SiteError(f"{path or 'site.yml'}: holds no keys; expected a mapping of settings")
    if "path" in data:
        raise SiteError("path: no such key")
    try:
        return Site(**data, path=path)
    except ValidationError as error:
        problems = [_problem(e, data) for e in error.errors()]
        raise SiteError(f"{path or 'site.yml'}: " + "; ".join(problems)) from None


def load_site(path: str | Path) -> Site:
    """Read and validate ``site.yml`` (a folder stands for the ``site.yml`` in it).

    Raises SiteError: the file can't be read, or anything that parse_site refuses.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "site.yml"
    if not path.is_file():
        raise SiteError(f"{path}: no such site file", hint="write one with: lead init DIR, or try: lead demo DIR")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SiteError(f"{path}: can't be read as UTF-8 text") from None
    left = [n for n, line in enumerate(text.splitlines(), 1) if re.search(r"\bTODO\b", line.partition("#")[0])]
    if left:
        raise SiteError(f"{path}: line {left[0]}: TODO is still to be filled in",
                        hint=f"lines with TODO: {', '.join(map(str, left[:15]))}" + (" ..." if len(left) > 15 else "")
                        + "; what has no counterpart maps to unknown or, for a placeholder, to null")
    return parse_site(text, path.resolve())
