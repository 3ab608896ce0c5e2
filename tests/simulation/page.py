"""docs/simulation.md from the tables beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

TOP = """# Simulation record

Made by `make simulate` (`python -m tests.simulation`; by default 500 draws a cell); the numbers behind the tables stand in
`simulation.csv` and `simulation-broward.csv`.

Trials are drawn from a world in which both potential risks are known (`tests/simulation/draw.py`) and go through what a
run does: common support, the default basis, entropy balancing, the person-clustered variance with the estimation of the
weights, and the gate. {replicates:,} replicates a cell: {draws:,} draws of the trials, and for each several draws of the
outcome given them (the weights are solved once); Monte Carlo errors take draws as clusters. Seed {seed}.

- **Confounding** weak, strong, or non-linear (squares and products of covariates) in who is diverted and who is re-arrested.
- **Rows a person** 4: comparison people have four trials with a shared random intercept, and a quarter of the diverted also
  stand in the comparison.
- **Effect** on the treated: none; risks times 0.75; risks times 0.6 for drug offences alone. The three share their trials.
- **Coverage** of 95 % intervals, of all estimates and of the published ones alone; **rejects**: share of p < .05 (for the
  null the type I error, else power); **SE ratio**: mean model error over the spread of the estimates.

Targets: coverage [0.93, 0.97] from 200 LEAD people on, at 60 at least 0.92 or withheld; type I error [0.03, 0.07]; bias
under the larger of 3 Monte Carlo errors and a tenth of the empirical error; SE ratio [0.95, 1.05].
"""


WHY = """What misses is the bias under non-linear confounding, a few thousandths, and coverage does not suffer from it. Its cause:
diversion and re-arrest depend in this world on arrests older than a year (with a square and a product with the kind of
offence) and on a hump in age cut off at the edges, and the default basis holds older arrests only through counts of all and of
recent ones. On the first 40 draws of 1,000 LEAD people with one row a person the bias of +0.0036 falls by 0.0022 (Monte Carlo
error 0.0002) with the logarithm of older arrests and its square in the basis, by 0.0004 more with their product with a drug
offence, and by 0.0007 with the hump itself."""


def _misses(row: pd.Series) -> list[str]:
    """Targets that a cell misses by more than two Monte Carlo errors."""
    out = []
    low, high = (0.92, 1.0) if row["n_lead"] < 200 else (0.93, 0.97)
    reach = 2 * row["coverage_mc"]
    if row["coverage"] < low - reach or row["coverage"] > high + reach:
        out.append("coverage")
    if row["effect"] == "null" and not 0.03 - 2 * row["rejects_mc"] <= row["rejects"] <= 0.07 + 2 * row["rejects_mc"]:
        out.append("type I error")
    if abs(row["bias"]) > max(3 * row["bias_mc"], 0.1 * row["empirical_se"]):
        out.append("bias")
    # the spread of R estimates is known to one part in sqrt(2 R), of draws as a floor
    blur = 2 / (2 * row["replicates"]) ** 0.5
    if not 0.95 - blur <= row["se_ratio"] <= 1.05 + blur:
        out.append("SE ratio")
    return out


def _table(frame: pd.DataFrame) -> str:
    lines = ["| LEAD | confounding | rows | effect | truth | bias (MC) | SE ratio | coverage (MC) | rejects | published |"
             " coverage of published | misses |", "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for _, r in frame.iterrows():
        among = "" if pd.isna(r["coverage_published"]) else f"{r['coverage_published']:.3f} ({r['coverage_published_mc']:.3f})"
        lines.append(
            f"| {r['n_lead']} | {r['confounding'].replace('_', '-')} | {r['rows_a_person']} | {r['effect'].replace('_', ' ')} |"
            f" {r['truth']:+.4f} | {r['bias']:+.4f} ({r['bias_mc']:.4f}) | {r['se_ratio']:.3f} | {r['coverage']:.3f}"
            f" ({r['coverage_mc']:.3f}) | {r['rejects']:.3f} | {r['published']:.2f} | {among} | {', '.join(_misses(r))} |")
    return "\n".join(lines)


def write_page(docs: Path) -> None:
    """Write ``simulation.md`` beside the tables."""
    # "null" is an effect here, not a missing value
    frame = pd.read_csv(docs / "simulation.csv", keep_default_na=False, na_values=[""])
    plain, hidden = frame[frame["hidden"] == 0], frame[frame["hidden"] > 0]
    first = plain.iloc[0]
    parts = [TOP.format(replicates=int(plain["replicates"].max()), draws=int(first["draws"]), seed=int(first["seed"])),
             "## Cells\n", _table(plain), ""]
    missed = plain[[bool(_misses(r)) for _, r in plain.iterrows()]]
    parts += [f"{len(plain) - len(missed)} of {len(plain)} rows meet every target within two Monte Carlo errors.", ""]
    parts += [WHY, ""] if len(missed) else []
    if len(hidden):
        null = hidden[hidden["effect"] == "null"].iloc[0]
        parts += ["## An unmeasured confounder", "",
                  f"{null['n_lead']} LEAD people, weak measured confounding, and a hidden trait that multiplies by e^"
                  f"{null['hidden']:g} a standard deviation the odds of diversion and of re-arrest. There is no effect; the"
                  f" estimate lies {null['bias']:+.3f} off and the interval covers the truth in {null['coverage']:.1%}. The"
                  f" negative control (arrests of the last year after balancing older history) rejects in"
                  f" {null['control_rejects']:.0%} of draws at the 5 % level; the gate lets {null['published']:.0%} be published."
                  f" Without a hidden trait the control rejects in {plain['control_rejects'].mean():.1%}."
                  f"{_strength(null)}", ""]
    for name, section in (("simulation-gates.csv", _gates), ("simulation-counties.csv", _counties),
                          ("simulation-broward.csv", _broward)):
        if (docs / name).is_file():
            parts.append(section(pd.read_csv(docs / name, keep_default_na=False, na_values=[""])))
    (docs / "simulation.md").write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


def _strength(null: pd.Series) -> str:
    """How the E-value of the interval's limit lies to the planted strength, where the table holds it."""
    if pd.isna(null.get("strength")):
        return ""
    return (f" The E-value of the interval's limit lies below the planted strength (as an E-value {null['strength']:.2f}) in"
            f" {null['e_value_below_strength']:.1%} of {int(null['replicates']):,} replicates.")


def _gates(frame: pd.DataFrame) -> str:
    rows = "\n".join(
        f"| {r['what']} | {int(r['replicates']):,} | {r['mean']:+.4f} ({r['mean_mc']:.4f}) |"
        f" {'' if pd.isna(r['coverage']) else format(r['coverage'], '.3f')} |"
        f" {'' if pd.isna(r['refused']) else '`' + r['refused'] + '`'} |" for _, r in frame.iterrows())
    return f"""## What is refused, and why

There is no effect in any of these draws. *Immortal time*: 1,000 diverted and 1,000 comparison trials, engagement within 90
days, risk difference at a year; whoever engaged had to stay free of re-arrest to do so. Clone-censor-weight and landmark must
lie within 0.003 of zero. *Pooled doors*: fictional counties in which three of four people came by social contact, set
together with arrest diversions against eligible arrests; the log odds ratio of a re-arrest within a year must be zero, and
balancing age and history does not make it so. The program refuses both comparisons by the code named.

| comparison | replicates | mean (MC) | coverage | refused as |
|---|---|---|---|---|
{rows}
"""


_HELD = {"entropy_balance": "entropy balance", "aalen_johansen": "Aalen-Johansen", "ghosh_lin": "Ghosh-Lin", "unadjusted": "unadjusted"}


def _counties(frame: pd.DataFrame) -> str:
    lines = ["| effect | confounding | rows | estimate | of | counties | truth | bias (MC) | SE ratio | coverage (MC) | rejects |"
             " published |", "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for _, r in frame.iterrows():
        measure = {"risk_difference": "risk", "mean_count_difference": "mean count"}[r["measure"]]
        hidden = ", hidden confounder" if r["hidden"] else ""
        lines.append(
            f"| {r['effect'].replace('_', ' ')} | {r['confounding']}{hidden} | {int(r['rows_a_person'])} |"
            f" {_HELD[r['estimator']]}, {measure} | {r['group'].replace('_', ' ')} | {int(r['estimated'])} | {r['truth']:+.4f} |"
            f" {r['bias']:+.4f} ({r['bias_mc']:.4f}) | {r['se_ratio']:.2f} | {r['coverage']:.2f} ({r['coverage_mc']:.2f}) |"
            f" {r['rejects']:.2f} | {r['published']:.2f} |")
    told = ""
    if frame["hidden"].any():
        h = frame[frame["hidden"] & (frame["estimator"] == "entropy_balance") & (frame["measure"] == "risk_difference")
                  & (frame["group"] == "all")].iloc[0]
        told = (f"With the county's hidden confounder ({int(h['counties'])} counties of {h['mean_n_lead']:.0f} diverted people) there"
                f" is no effect, the estimate lies {h['bias']:+.3f} off and its interval covers the truth in {h['coverage']:.0%}. The"
                f" negative control rejects in {h['control_rejects']:.0%} of the counties, {h['published']:.0%} are published, and"
                f" the E-value of the interval's limit lies below the planted strength (as an E-value, {h['strength']:.2f} on"
                f" average) in {h['e_value_below_strength']:.0%}.\n")
    differs = int(frame.loc[frame["group"] == "all", "cohort_differs"].sum())
    return f"""## Counties through the whole path

Raw extracts of whole counties, each with districts, people and numbers of its own, stacked into one site a world: `lead
ingest`, dbt, and for each county the rows of `effects` as the mart holds them (`tests/simulation/stack.py`). The truth is the
mean over both worlds of the people whom the generator diverted, each in 40 fresh futures; coverage is of its mean over the
counties, bias against each county's own. In {differs} of the estimates' counties the marts held another number of diverted
trials than the generator. Groups are those of `equity_effects` by kind of offence, and in the null world the exploratory
risk sets of social contacts. *Confounding* is the county's own (`ingest/county/params.py`). `python -m tests.simulation
--stack` takes the worlds one by one; the table holds those that it has come to.

{chr(10).join(lines)}

{told}"""


def _broward(frame: pd.DataFrame) -> str:
    rows = "\n".join(
        f"| {r['what']} | {int(r['draws']):,} | {r['truth']:+.4f} | {r['mean_estimate']:+.4f} | {r['se_ratio']:.3f} |"
        f" {r['rejects']:.3f} | {r['coverage']:.3f} ({r['coverage_mc']:.3f}) |" for _, r in frame.iterrows())
    return f"""## Real arrests: A/A and a planted effect

Broward County's public arrest records (ProPublica's COMPAS data; not part of this project, read where they stand). Each draw
picks a LEAD arm that got nothing, wholly at random or with odds that follow its covariates:
{frame.iloc[0]['note']}.
Then re-arrests of that arm are thinned by a known factor. Rejections of the A/A draws should lie in [0.03, 0.07].

| what | draws | truth | mean estimate | SE ratio | rejects | coverage (MC) |
|---|---|---|---|---|---|---|
{rows}
"""
