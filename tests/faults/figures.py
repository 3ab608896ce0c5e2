"""The figures of the fault suites: kept as JSON while they run, shown as the table of ``docs/faults.md``.

``make record-faults`` runs the suites with ``LEAD_FAULT_FIGURES`` set, then ``python -m tests.faults.figures`` writes the page.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "faults" / "figures.json"
PAGE = ROOT / "docs" / "faults.md"
HEAD = """\
# What the fault suites gave

Made by `make record-faults` (the suites behind the marker `faults`; some two hours on two cores). `make test` holds a smaller
share of each. The suites stand in `tests/faults/` and `tests/ingest/`.

| promise | what was done | target | found |
|---|---|---|---|
"""
TAIL = """
What the figures do not say:

- **Identifiers.** No figure of a set by which the gate was mended is blind. Fifteen sets were written by people who had read neither the
  gate nor an earlier set; what each gave at first sight, and what the gate was mended by after it:

  | set, and the gate that met it | structured | sentences | harmless texts refused | identifying column names taken |
  |---|---|---|---|---|
  | first | 93.6 % | 84.0 % | | |
  | first, forms held back | 100 % | 94.3 % | | |
  | second, by another author | 81.7 % | 72.4 % | 1 of 157 | 10 of 33 |
  | third, same author, after mending by the second | 98.7 % | 93.8 % | 0 of 176 | 7 of 33 |
  | fourth, a third author, as police, courts and clinics write | 80.5 % | 80.2 % | 9 of 259 | 10 of 48 |
  | fifth, same author, rules on outlines and ranks | 86.1 % | 92.4 % | 4 of 257 | 13 of 50 |
  | sixth, a fourth author, notes of patrol and booking desks | 66.1 % | 60.4 % | 2 of 207 | 15 of 48 |
  | seventh, same author, notes held to a closed vocabulary | 80.8 % | 87.1 % | 2 of 205 | 20 of 48 |
  | eighth, a fifth author | 78.0 % | 79.1 % | 6 of 442 | 7 of 55 |
  | ninth, a sixth author; rare values of every column of words kept only if known (decision 33) | 100 % | 100 % | 5 of 360 | 5 of 52 |
  | tenth, a seventh author, each text in a column of its own choice | 92.8 % | 100 % | 3 of 788 | 28 of 98 |
  | eleventh, an eighth author, likewise; keys compared with their column's letters | 98.9 % | 99.0 % | 16 of 1,318 | 12 of 99 |
  | twelfth, a ninth author, likewise; after mending by the eleventh | 98.4 % | 100 % | 3 of 1,515 | 11 of 106 |
  | thirteenth, a tenth author, likewise; after mending by the twelfth | 99.5 % | 100 % | 50 of 2,053 | 14 of 122 |
  | fourteenth, an eleventh author, likewise; after mending by the thirteenth | 98.9 % | 100 % | 43 of 1,255 | 3 of 110 |
  | fifteenth, a twelfth author, likewise; doubtful keys stay out with their row (decision 41) | 99.2 % | 100 % | 1 of 748 | 5 of 103 |

  The ninth was not wholly blind: its first lines had been seen before the vocabulary was settled. The tenth was: the gate was frozen
  before the set was opened. It was the first with texts in columns of keys, and there the gate failed: of its 20 misses 16 stood in
  keys of people, arrests, referrals, contacts and cases, three in columns of sex and race, one in a column of staff. All 198 texts in
  columns of prose, charges, districts and reasons were kept out. (91 and 93 of the 277 and 187 stood in columns where anything but a
  code, a date or a number is quarantined; without these it is 89.2 % and 100 %.) So the target of 99 % structured was **not** met at
  first sight; those of 95 % of sentences and of less than 1 % false refusals were. It mended the gate: a key that is made unlike the
  others and holds a word, a birth date or another number of a person refuses its file. The first form of that rule refused real files
  whose keys are hashes, which hold words by chance; it asks now only where keys have few outlines.
  The eleventh was blind, too: before it was opened the gate was mended without it (keys that hold a name or a number beside letters
  which their column lacks, column names) and frozen. Of 374 structured texts four were kept, one more than 99 % allows: a number of
  a prison, a name in a column of race, and two names in a column of keys that was empty but for them; of 206 sentences two, in
  the same column. (111 and 91 stood in columns where anything but a code, a date or a number is quarantined; without these it is
  98.5 % and 98.3 %.) Sixteen harmless texts were refused, 1.2 %: hashes and merged or re-filed keys among keys of another form, a group
  "Black, African American, or African", the words "not booked" in
  a column of keys, the judgment in State v. Blake. So at first sight the targets of 99 % structured and of
  less than 1 % false refusals were **not** met, each by little; that of 95 % of sentences was. The set has mended the gate since.
  The twelfth was blind and met the gate so mended: 98.4 % of the structured texts (three numbers of other registers, with their labels,
  as keys of people, and two names behind a group's), all sentences, and 3 of 1,515 harmless texts refused, 0.2 %. So the target of
  99 % structured was **not** met at first sight, by two texts; the other two were. It has mended the gate since.
  The thirteenth was blind and met that gate unchanged, all of it loaded: 99.5 % of the structured texts and all sentences,
  and 50 of 2,053 harmless texts refused, 2.4 %. So both targets of recall were met at first sight, and that of less than 1 %
  false refusals was **not**: nearly all of them were single hashes (UUID, base64, hexadecimal in capitals) among keys of
  another form. Hashes are now told by their make, and a vehicle's number by its check digit.
  The fourteenth was blind and met that gate unchanged, all of it loaded: 98.9 % of the structured texts (4 of 357 kept, one
  more than 99 % allows: a label before the number, as in a plate with its state or a prisoner's number), all sentences, and 43
  of 1,255 harmless texts refused, 3.4 %. So the target of 99 % structured was **not** met at first sight, by one text, nor that
  of less than 1 % false refusals; that of sentences was. Of the texts refused 42 are single keys among forty of another form:
  random keys that are no hexadecimal (base64 for addresses, ULID, numbers of 64 bits, groups of four), prefixes with numbers of
  their own; two of them are decimal numbers in the range of coordinates, which are refused still. Random keys are now told by
  how often letters, capitals and digits take turns. A column that holds nothing but such keys is taken (a test asks with 3,000
  of each make). Of the last five authors, who all put texts into columns of keys, each set met 93 to 99.5 % of what is
  structured: expect that of a twelfth author.
  The fifteenth was blind and met the gate unchanged after decision 41, all of it loaded: 99.2 % of the structured texts (2 of
  263 kept), all sentences, and 1 of 748 harmless texts refused, 0.1 %. It is the first that met all three targets at first
  sight. Most of what a lone key of another make was refused for costs its row now: of 187 harmless keys that stood alone among
  forty of another form 44 were quarantined (24 %; a few as placeholders). A form that two keys of a hundred have is the column's own.
  One of the two that were kept was a name in another script: its row was quarantined, but the key stood in the crosswalk. What
  is damaged or doubtful now stands nowhere, and three of the column names are known (the only changes after this set).
- **Not kept is not refused.** Of harmless texts that stand in one row a part is not kept either: mostly docket and statute numbers,
  rare abbreviations, houses called after people; of the tenth set 84 of 788, of the eleventh 96 of 1,318. A name alone has the
  outline of a district. What stands in 20 rows or more is a label and is kept, unless it looks like a number, an address or the
  like; a name that stands in so many rows is kept, too. In a column of keys (arrests, referrals, contacts, cases) a number that
  is another of somebody's can't be told from a key of the same form. 850 charge descriptions of real extracts (Broward,
  Baltimore, Cook): none refused, 109 of no list; those of them in fewer than 20 rows get a keyed hash in their place.
- **Kills.** Whole runs are killed in parts of equal processor time, most of which dbt and the release take; the named phases, the kills
  over the clock (steps before the one that is hit are written again), the replayed runs and the kills of publishers make up for the
  short steps. What stands on disk when all processes of a run are stopped is what a kill would leave there: each kill is compared with
  the stop before it. A kill leaves the folder of the build under way and a notebook kernel that ends by itself; the next run clears
  the folder.
- **One run that did not end well.** Of the whole runs that the suite killed, one, whose processes had been stopped and let go on
  before, ended with an error whose message was not kept. Runs that were only stopped and let go on (no kill) then ended so in two
  of three, in the audit: under PYTHONUNBUFFERED the process that reads the PDFs writes without a buffer, and Python drops the
  rest of a write that a stop cuts short. That is most likely what the one had met. Since the mending three such runs, stopped
  1,033 times, ended well, beside a load of 10, and so did all that the hundred kills let go on. SIGKILL to the leading process
  alone left dbt at work by the path of the build's folder, and the next run, begun at once, failed in one of seven tries; dbt and
  the gate now end with their run.
- **Age.** 30 November 2026, all of the gate, loader and publisher as they stand unless said otherwise, but for one change of the
  evening: the store holds closed lists as such and no longer as text. Afternoon, beside a load of 3 to 15 on two cores: the
  hundred kills of whole runs, named phases, the leading process alone, replayed runs, kills of publishers, readers, failing
  writes, network, shuffled courses of deliveries, drift, control totals, marks in whole runs, hostile names in reports, the
  first set. Noon: marks in single loads, the 300 hostile texts, the orders of files, withdrawn rows, ways out of the folder and
  bombs, text and typed files, same exports. Just before the last small changes of the gate: the fifteenth set at first sight;
  the other sets at first sight each of the gate that it met. Of the gate before decision 41: the second to the fourteenth set,
  asked again. Of the 29th: the kills over the clock. A share of each is run by `make test`.
- **Failing writes.** Where its write-ahead log can't be cleaned up, the database engine aborts the process: no message then, but
  the same state as after a kill.
- **Loading.** Beyond the polluted files some forty ways were tried in which a file could load and mean something else. Silent were,
  and are now refused, quarantined or told (`tests/ingest/test_misloads.py`): keys with look-alike letters, invisible characters or
  quotes, composed and decomposed accents, placeholders for keys, a row torn by a lone carriage return, a second header in another
  order, keys that lost zeros or capitals in one extract, years of birth of two digits, Windows text called Latin-1, `_x000D_` in
  workbooks, code columns that a float turned into `3599.0` and `nan`, instants in UTC without a zone, columns named almost as
  they should be, day and month exchanged in a few rows. The last three are only told: the file can't say what was meant.
- **Parquet.** A flipped bit in a page without a checksum is another value, and nobody can tell: two of 24 such files load wrong.
  Writers leave the checksums out unless asked. Control totals find lost rows, not changed ones; have providers state the SHA-256
  of what they send and compare it with `audit.load_history`.
- **Withdrawn rows** are searched for in everything under `out/`. The provider's own files, backups and copies are not ours.
"""
# promise (number for the order, name), target
PROMISES = {
    "accounted": ("every input row is accounted for", "0 unaccounted rows"),
    "misload": ("no silent misload", "0 files with shifted columns; wrong rows at most 0.02 %"),
    "orders": ("the same file twice, or files in any order, change nothing", "100 %"),
    "converge": ("a corrected snapshot replaces, a late one converges", "100 %"),
    "drift": ("schema drift is refused by name", "100 % refused, with file, column and row"),
    "kills": ("a killed run leaves the last good results readable", "0 mixed or unreadable states"),
    "writes": (
        "a run whose writes fail leaves the last good results readable",
        "0 mixed or unreadable states",
    ),
    "readers": ("readers are never blocked", "0 lock errors"),
    "withdrawn": ("a withdrawn (expunged) row is gone", "0 bytes found, 0 resurrections"),
    "identifiers": (
        "identifiers don't get in",
        "recall at least 99 % structured, 95 % free text; false refusals below 1 %",
    ),
    "canaries": ("values don't get out", "0 canaries"),
    "hostile": ("hostile text is inert", "0 executed; verbatim or refused"),
    "network": ("no network", "0 connections"),
    "escape": ("no escape", "0 reads outside; memory under the cap"),
    "totals": ("provider control totals match", "a mismatch stops the run, exit 4"),
    "same": ("same inputs, same exports", "one hash for each CSV, JSON and PDF"),
}


def record(promise: str, part: str, done: str, found: str) -> None:
    """Print a figure and, where ``LEAD_FAULT_FIGURES`` names a file, keep it there (``part`` tells figures of one promise
    apart)."""
    assert promise in PROMISES
    print(f"\n[{promise}/{part}] {done}: {found}")
    name = os.environ.get("LEAD_FAULT_FIGURES")
    if name:
        path = Path(name)
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        kept.setdefault(promise, {})[part] = {"done": done, "found": found}
        path.write_text(
            json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def page(kept: dict[str, dict[str, dict[str, str]]]) -> str:
    """The Markdown page; a promise without a figure says so."""
    lines = []
    for promise, (name, target) in PROMISES.items():
        for part in sorted(kept.get(promise, {"": {"done": "not run yet", "found": "-"}}).items()):
            cells = (name, part[1]["done"], target, part[1]["found"])
            lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(KEPT.read_text(encoding="utf-8"))), encoding="utf-8")
