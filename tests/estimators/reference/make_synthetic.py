"""Make the small synthetic trials of the reference tests: `python make_synthetic.py` (seed 20260104).

Nothing in them is real. They are made to be awkward: whole days with many ties (also of events, deaths and
the end of follow-up), several trials a person, people in both arms, recurrent events, deaths, unequal ends.

synthetic_trials.csv  one row a trial: trial, person, lead, age, prior, drug, follow_up, died (at follow_up),
                      first_day and first_status (0 censored, 1 event, 2 death without an event before)
synthetic_events.csv  one row an event: trial, day (<= follow_up of its trial, at most one a day)
synthetic_engagement.csv  one row a LEAD trial that engaged: trial, engaged_day (before its first event)
"""

import csv
from pathlib import Path

import numpy as np

SEED = 20260104
HERE = Path(__file__).parent


def engage(trials: list[tuple]) -> list[tuple[int, int]]:
    """Days of engagement of LEAD trials, sooner with fewer priors; a first event may come before."""
    rng = np.random.default_rng(SEED + 1)
    out = []
    for trial, _, lead, _, prior, drug, _, _, first, _ in trials:
        day = int(rng.exponential(50 * np.exp(0.25 * prior - 0.4 * drug)))
        if lead and day < min(first, 150):
            out.append((trial, day))
    return out


def main() -> None:
    rng = np.random.default_rng(SEED)
    trials, events = [], []
    trial = 0
    for person in range(1, 171):
        age = int(rng.integers(19, 60))
        drug = int(rng.random() < 0.45)
        frailty = rng.gamma(1.5, 1 / 1.5)
        for _ in range(int(rng.choice([1, 2, 3, 4], p=[0.45, 0.3, 0.15, 0.1]))):
            trial += 1
            prior = int(rng.poisson(1.0 + frailty))
            chance = 1 / (1 + np.exp(-(-1.3 + 0.02 * (age - 35) + 0.5 * drug + 0.15 * prior)))
            lead = int(rng.random() < chance)
            rate = 0.0022 * frailty * np.exp(0.12 * prior - 0.02 * (age - 35) - 0.4 * lead)
            # follow-up in steps of 30 days, events often on multiples of 5: ties of every kind
            censored = int(30 * rng.integers(2, 25))
            death = int(np.ceil(rng.exponential(2500)))
            follow_up, died = min(censored, death), int(death <= censored)
            days = set()
            clock = 0.0
            while True:
                clock += rng.exponential(1 / rate)
                day = int(np.ceil(clock / 5) * 5) if rng.random() < 0.6 else int(np.ceil(clock))
                if day > follow_up:
                    break
                days.add(day)
            first = min(days) if days else follow_up
            status = 1 if days else 2 * died
            trials.append((trial, person, lead, age, prior, drug, follow_up, died, first, status))
            events += [(trial, day) for day in sorted(days)]
    engagement = engage(trials)
    for name, head, rows in (
        ("synthetic_trials.csv",
         "trial person lead age prior drug follow_up died first_day first_status", trials),
        ("synthetic_events.csv", "trial day", events),
        ("synthetic_engagement.csv", "trial engaged_day", engagement),
    ):  # fmt: skip
        with (HERE / name).open("w", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(head.split())
            writer.writerows(rows)


if __name__ == "__main__":
    main()
