"""The identifier gate: direct identifiers are refused at the door, by column and row, and never repeated.

Every text column that would be loaded, and every column name, is searched for social security numbers,
telephone numbers, e-mail and web addresses, IP addresses, street addresses, coordinates, full birth dates,
licence plates and people's names. A column's *role* decides how much is certain: digits of any length are
no evidence in a key, so there an ambiguous value only counts when it stands out from the column's own
pattern.

The gate helps; it proves nothing. A false alarm is answered in site.yml (``not_identifiers``: canonical
column to the reason why its values are none).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from ingest.harmless import is_harmless
from ingest.names import FAMILY, FAMILY_PLAIN, GIVEN, GIVEN_WORDS, NOT_FAMILY
from ingest.naming import names_somebody, strip_places
from ingest.textfile import sql_text
from ingest.words import is_ordinary
from pipeline.errors import DataRefused

# in its place stands a keyed hash, so that two of them stay two
KEYED = "keyed"
_KEYS = frozenset(
    {"person_id", "arrest_id", "referral_id", "contact_id", "case_id", "officer_id", "case_manager_id"}
)
# what stands for a value of a column that is not kept: columns whose words no number is computed from (charges are, by the charge
# table, before that), or whose rare values no number shows
LEFT_OUT: dict[str, str | None] = {
    "charge_code": KEYED,
    "charge_description": KEYED,
    "district": "other district",
    "officer_id": None,
    "case_manager_id": None,
    "ineligible_reason": None,
    "exit_reason": None,
    "disposition": None,
    "sex": None,
    "race": None,
    "ethnicity": None,
}
_LABELS = frozenset({"district", "sex", "race", "ethnicity"})
# a value that stands in so many rows is a label, not a person
OFTEN = 20
_SAMPLE = 1_000
_WHOLE_SAMPLE = 200
_MAX_TOLD = 5


def role_of(column: str) -> str:
    """key, code, label or text."""
    if column in _KEYS:
        return "key"
    if column == "charge_code":
        return "code"
    return "label" if column in _LABELS else "text"


def is_key_of_rows(column: str) -> bool:
    """Whether the column names rows, events or persons (staff are few)."""
    return column in _KEYS and column not in LEFT_OUT


# -- patterns ------------------------------------------------------------------------------------------
_B, _E = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_STREET = (
    r"(?:street|str|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|terrace|ter|parkway|pkwy|highway|hwy|alley|aly|"
    r"turnpike|pike|trail|trl)"
)
_STATES = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
)
_STREET_VAGUE = r"(?:drive|dr|court|ct|place|pl|way|circle|cir|square|sq|loop|row|run|walk)"
# courts and their dockets: "to 1120 District Ct"
_NOT_COURTS = (
    r"(?!(?:circuit|district|drug|supreme|superior|municipal|county|juvenile|mental|health|traffic|federal|state|"
    r"criminal|civil|family|high|peace|probate|community|veterans)\b)"
)
_NAME_OF_STREET = r"(?:[A-Za-z][A-Za-z.'’-]*|[0-9]{1,3}(?:st|nd|rd|th))"

# codes of law are cited as three letters and four digits, too
_LAWS = "ORC|RCW|RSA|SEC|ART|PEN|CDS|NRS|ORS|KRS|MCL|TCA|USC|CFR|VEH|FAM|GOV|BPC|HSC|CRS|RSM|MSA|ACA|IPC|PSA|ORD|MUN|PRC"
_PATTERNS: list[tuple[str, str]] = [
    (
        "e-mail address",
        r"(?i:[a-z0-9._%+'-]+ ?(?:@|[(\[{<] ?at ?[)\]}>]) ?[a-z0-9-]+(?: ?(?:\.|[(\[{<] ?dot ?[)\]}>]| dot ) ?[a-z0-9-]+)*"
        r" ?(?:\.|[(\[{<] ?dot ?[)\]}>]| dot ) ?[a-z]{2,})",
    ),
    ("e-mail address", r"(?i:\b[a-z0-9._%+-]+ at [a-z0-9-]+(?: dot [a-z0-9-]+)* dot [a-z]{2,}\b)"),
    ("web address", r"(?i:\bhttps?://|\bftp://|(?<![A-Za-z0-9])www\.[a-z0-9-]+\.)"),
    (
        "web address",
        r"(?i:(?<![@A-Za-z0-9.-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|info)(?:/[^ ]*)?(?![A-Za-z0-9]))",
    ),
    (  # shorter endings only with a path
        "web address",
        r"(?i:(?<![@A-Za-z0-9.-])(?:[a-z0-9-]+\.)+(?:us|me|co|be|tv|ly|gg|io|ai|app|dev|biz|mil|link|site)/[^ ])",
    ),
    (
        "web address",
        r"(?i:\b(?:facebook|fb|instagram|insta|ig|twitter|tiktok|snapchat|whatsapp|telegram|venmo|cash ?app)[ :-]*[@$][a-z0-9_.]{3,})",
    ),
    ("web address", r"(?i:(?<![a-z0-9.])@(?=[a-z0-9.]*[0-9_])[a-z][a-z0-9_.]{3,})"),
    (  # a handle: letters and a digit, dot or line within
        "web address",
        r"(?i:\b(?:facebook|fb|instagram|insta|ig|twitter|tiktok|snap(?:chat)?|whatsapp|telegram|kik|venmo|cash ?app)\b[ :-]*"
        r"[a-z][a-z]+(?:[._][a-z0-9]|[0-9])[a-z0-9._]*)",
    ),
    (
        "IP address",
        r"(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])",
    ),
    ("IP address", r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])"),
    (
        "IP address",
        r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){1,6}:(?:[0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])",
    ),
    ("social security number", r"(?<![0-9-])[0-9]{3}[-–][0-9]{2}[-–][0-9]{4}(?![0-9-])"),
    ("social security number", r"(?<![0-9./])[0-9]{3}([ ./])[0-9]{2}\1[0-9]{4}(?![0-9./])"),
    (
        "social security number",
        r"(?i:\b(?:ssn|soc(?:ial)?\.? ?sec[a-z.]*)"
        r"(?: ?(?:no|num|number|nbr|ends|ending|last|in|with|4|four|digits)\b)*[ .:#=-]*[0-9X*-]{4,})",
    ),
    ("social security number", r"(?i:(?<![a-z0-9*])[x*#]{3}[- ]?[x*#]{2}[- ]?[0-9]{4}(?![0-9]))"),
    (
        "telephone number",
        r"(?<![0-9A-Za-z])(?:\+?1[-. ]?)?\([2-9][0-9]{2}\) ?[-. ]?[0-9]{3}[-. ]?[0-9]{4}(?![0-9])",
    ),
    (
        "telephone number",
        r"(?<![0-9A-Za-z.+-])\+[0-9]{1,3}[-. ]?(?:\(?[0-9]{1,4}\)?[-. ]?){2,5}[0-9](?![0-9])",
    ),
    ("telephone number", r"(?<![0-9A-Za-z.-])1[-. ][2-9][0-9]{2}[-. ][0-9]{3}[-. ][0-9]{4}(?![0-9A-Za-z-])"),
    (
        "telephone number",
        r"(?i:\b(?:ph|phone|tel|telephone|cell|mobile|pager|call|fax|text|tx|txt|vm|voicemail|msg|contact|reach(?:ed)?|whatsapp)"
        r"(?![a-z])[ .:#]*"
        r"(?:no\.?|num\.?|number|at|on)?[ .:#]*(?:\+?1[-. ])?(?:\(?[0-9]{3}\)?[-. /]{0,2})?[0-9]{3}[-. ]?[0-9]{4}(?![0-9]))",
    ),
    (
        "telephone number",
        r"(?i:(?<![0-9a-z.-])(?:[2-9][0-9]{2}[-. ])?[2-9][0-9]{2}[-.][0-9]{4},? ?(?:x|ext\.?|extension) ?[0-9]{2,5}(?![0-9a-z]))",
    ),
    ("telephone number", r"(?<![0-9A-Za-z./-])[2-9][0-9]{2}/[0-9]{3}[-. ][0-9]{4}(?![0-9A-Za-z-])"),
    (
        "coordinates",
        r"(?<![0-9.])[-+]?[0-9]{1,2}\.[0-9]{3,}[°]?[ ]?[NSns]?[,;/ ]\s*[-+]?[0-9]{1,3}\.[0-9]{3,}(?![0-9])",
    ),
    # the longitude first; a grid reference of the military; an open location code; degrees and minutes; state plane
    ("coordinates", r"(?<![0-9.])[-+]?1?[0-9]{2}\.[0-9]{4,}[,;/ ]\s*[-+]?[0-9]{2}\.[0-9]{4,}(?![0-9])"),
    ("coordinates", rf"{_B}[0-9]{{1,2}}[C-HJ-NP-X] ?[A-HJ-NP-Z]{{2}} ?(?:[0-9]{{4}} ?[0-9]{{4}}|[0-9]{{5}} ?[0-9]{{5}}){_E}"),
    ("coordinates", r"(?<![0-9A-Z])(?=[0-9]*[CFGHJMPQRVWX])[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,3}(?![0-9A-Z])"),
    ("coordinates", r"(?i:\bplus ?code\b[ .:#=]*[0-9a-z]{4,8}\+[0-9a-z]{2,3})|"
                    r"(?<![0-9A-Z+])(?=[0-9]*[CFGHJMPQRVWX])[2-9CFGHJMPQRVWX]{4}\+[2-9CFGHJMPQRVWX]{2,3}(?![0-9A-Z])"),
    ("coordinates", r"(?<![0-9])[0-9]{1,3} [0-5]?[0-9]\.[0-9]{2,} ?['′’]? ?[NSEW](?![A-Za-z])"),
    ("coordinates", r"(?i:\bx ?[:=] ?-?[0-9]{5,8}(?:\.[0-9]+)?[,; ]+y ?[:=] ?-?[0-9]{5,8})"),
    ("coordinates", r"[0-9]{1,3} ?° ?[0-9]{1,2}(?:\.[0-9]+)? ?['′’]"),
    ("coordinates", r"(?i:(?<![a-z0-9])[NS] ?[0-9]{1,2}\.[0-9]{3,}[°]?[ ,;/]+[EW] ?[0-9]{1,3}\.[0-9]{3,})"),
    # not "0.08 W/PRIORS"
    ("coordinates", r"[-+]?[0-9]{1,3}\.[0-9]{4,} ?[NSEW](?![A-Za-z0-9+/-])|[0-9]{1,3}\.[0-9]{2,} ?°"),
    # a cell of a grid by its letters, three words for a square, a point as a database writes it
    ("coordinates", r"(?i:\bgeo-?hash\b[ .:#=]*[0-9b-hjkmnp-z]{5,12}(?![a-z0-9]))"),
    ("coordinates", r"^(?=.*[0-9].*[a-z].*[0-9])(?=.*[a-z].*[0-9].*[a-z])[0-9b-hjkmnp-z]{6,12}$"),
    ("coordinates", r"(?<![A-Za-z.@/])(?:///)?[a-z]{4,}\.[a-z]{4,}\.[a-z]{4,}(?![A-Za-z.@/])"),
    ("coordinates", r"(?i:\bpoint ?\( ?[-+]?[0-9]{1,3}\.[0-9]+ [-+]?[0-9]{1,3}\.[0-9]+)"),
    ("coordinates", r"(?i:\bx ?[:=] ?[-+]?[0-9]{1,3}\.[0-9]{3,}[,; ]+y ?[:=] ?[-+]?[0-9]{1,3}\.[0-9]{3,})"),
    ("coordinates", r"(?i:\b(?:lat|latitude|lon|lng|longitude)\b[ .:=]*[-+]?[0-9]{1,3}\.[0-9]+)"),
    (
        "street address",
        rf"(?i:{_B}[0-9]{{1,6}}[A-Za-z]?(?:-[0-9]+|-[A-Za-z])? (?:blk |block |block of )?(?:[nsew]{{1,2}}\.? |north "
        rf"|south |east |west )?(?:{_NAME_OF_STREET} ){{1,4}}{_STREET}(?![A-Za-z0-9]))",
    ),
    (
        "street address",
        rf"(?i:{_B}[0-9]{{2,6}}(?:-?[A-Za-z])? (?:[nsew]{{1,2}}\.? |north |south |east |west )?"
        rf"(?:{_NAME_OF_STREET} ){{1,3}}{_STREET_VAGUE}\.?"
        r"(?:$|,|;| (?:apt|unit|ste|suite|#|[nsew]{1,2}\b)))",
    ),
    (  # a place that is said to be one, or that a state and a postal code follow
        "street address",
        rf"(?i:(?:\b(?:at|to|near|behind|resid(?:es?|ing)|liv(?:es?|ing)|stay(?:s|ing)|address|addr|off|from|in)[ :]+)"
        rf"[0-9]{{2,5}}[A-Za-z]? (?:[nsew]{{1,2}}\.? |north |south |east |west )?"
        rf"(?:{_NOT_COURTS}{_NAME_OF_STREET} ){{1,3}}{_STREET_VAGUE}(?![A-Za-z0-9]))",
    ),
    (
        "street address",
        rf"(?i:{_B}[0-9]{{2,6}}[A-Za-z]? (?:{_NAME_OF_STREET} ){{1,4}}{_STREET_VAGUE}\.?,? [a-z .]+,? [a-z]{{2}},? "
        r"[0-9]{5}(?![0-9]))",
    ),
    ("street address", r"(?i:\bp\.? ?o\.? ?box #?[0-9]+|\b(?:rr|hc|rural route|star route) ?#?[0-9]+,? box #?[0-9]+)"),
    (  # a house of a numbered street: "1423 1/2 W 48th", "88 N 5th, Apt 2"
        "street address",
        rf"(?i:{_B}[0-9]{{2,6}}(?:(?: 1/2)? (?:[nsew]{{1,2}}\.?|north|south|east|west)| 1/2) [0-9]{{1,3}}(?:st|nd|rd|th)(?![a-z0-9]))",
    ),
    (  # a road that is called by a number or a letter
        "street address",
        rf"(?i:{_B}[0-9]{{3,6}} (?:[nsew]{{1,2}}\.? )?(?:avenue|ave|state (?:route|rte|road|rd|hwy|highway)|county (?:road|rd|hwy|highway)|"
        rf"co\.? (?:road|rd|hwy)|us (?:hwy|highway|route)|hwy|highway|route|rte|calle) [a-z]?[0-9]{{0,4}}{_E})",
    ),
    (  # of a village or in Spanish; a lot, a room, a mile post
        "street address",
        rf"(?i:{_B}[0-9]{{2,6}} (?:rural )?(?:rte|route|rt|hwy|highway) [a-z]?[0-9]{{1,4}}{_E}|"
        rf"{_B}[0-9]{{1,6}} (?:calle|avenida|av|camino|paseo|callej[oó]n|v[ií]a|plaza|calz(?:ada)?)(?: (?:de|del|la|las|el|los))* [a-z]|"
        r"\b(?:lot|space|spc|unit|trlr|trailer) #?[0-9]+,? (?:[a-z'’-]+ ){1,4}(?:mhp|mobile home|trailer (?:park|court)|estates|acres)|"
        r"\bgeneral delivery,? [0-9]{5}\b|\b(?:rm|room) #?[0-9]{2,4}[a-z]? (?:[a-z'’-]+ ){0,2}(?:inn|motel|hotel|lodge))",
    ),
    (  # a numbered street whose ending stands apart
        "street address",
        rf"(?i:{_B}[0-9]{{3,6}} (?:[nsew]{{1,2}}\.?|north|south|east|west) [0-9]{{1,3}} ?(?:st|nd|rd|th)(?![a-z0-9]))",
    ),
    ("street address", r"(?i:\b(?:apt|apto|depto|apartment|suite|ste)\.? ?#? ?[0-9]+[a-z]?\b)"),
    (
        "licence plate",
        r"(?i:\b(?:licen[cs]e )?(?:plate|plt|tag|lic|lp|reg(?=[/:#])|(?:vehicle |veh\.? )reg(?:istration)?|registration)s?\b"
        rf"(?: ?(?:no|num|number|nbr|plate|tag)\b)*[ .:#/]*(?:(?-i:{_STATES})[ -])?"
        # not "LIC 2ND OFF"
        r"(?![0-9]+(?:st|nd|rd|th)\b)(?:(?=[a-z0-9-]*[0-9])(?=[a-z0-9-]*[a-z])[a-z0-9]{2,4}-?[a-z0-9]{2,5}|"
        rf"(?!{_LAWS})[a-z]{{2,3}} [0-9]{{3,5}}|[0-9]{{3}} [a-z]{{3}}|[a-z]{{2}}[0-9] [0-9]{{3}}|"
        r"[0-9][a-z]{2,3} [0-9]{3,4})(?![a-z0-9]))",
    ),
    (  # the state before the plate: "WA/ABC1234", "IL REG AB 12345"
        "licence plate",
        rf"{_B}{_STATES}(?:/| ?(?i:reg|lic|tag|plate|plt)\.? ?[#:]? ?)(?=[A-Z0-9 -]{{0,8}}[0-9])(?=[A-Z0-9 -]{{0,8}}[A-Z])"
        rf"[A-Z0-9]{{2,4}}[ -]?[A-Z0-9]{{2,5}}{_E}",
    ),
    (
        "number of a paper or a file",
        # (not "DOC 23-44817", a docket's)
        r"(?i:\b(?!doc[ .:#]*[0-9]{2}-[0-9])(?:vin|oln|ol ?#|d\.?l|d/l|cdl|med(?:ical)? rec(?:ord)?s?|a-?number|"
        r"driver'?s?'? ?lic(?:en[cs]e)?|operator'?s? lic(?:en[cs]e)?|licen[cs]e|m\.?r\.?n|medical record|chart|"
        r"passport|medicaid|medicare|insurance|s\.?i\.?d|state ?id|fbi|alien|inmate|offender|prisoner|booking|doc|account|acct|"
        r"credit card|debit card)\b\.?(?:[ .:#=-]*(?:no\b\.?|num\b\.?|number|nbr|id\b|is\b))*[ .:#=-]*"
        # six digits or more, however they are parted
        r"(?=(?:[a-z-]{0,3}[ -]?[0-9]){6})[a-z]{0,3}[ -]?[0-9][0-9a-z-]{5,})",
    ),
    (  # numbers of the insured are short and hold letters
        "number of a paper or a file",
        r"(?i:\b(?:medicaid|medicare|insurance|member|policy|oln)\b\.?(?:[ .:#=-]*(?:no\b\.?|num\b\.?|number|nbr|id\b|is\b))+[ .:#=-]*"
        r"(?=(?:[a-z-]{0,3}[0-9]){5})[a-z0-9][0-9a-z-]{5,})",
    ),
    (  # a vehicle's number says itself what it is: 17 places, letters and digits, the last four digits
        "number of a paper or a file",
        rf"{_B}(?=[A-HJ-NPR-Z0-9]*[A-Z][A-HJ-NPR-Z0-9]*[A-Z])(?=(?:[A-Z]*[0-9]){{7}})[A-HJ-NPR-Z0-9]{{13}}[0-9]{{4}}{_E}",
    ),
    (
        "birth date",
        r"(?i:\b(?:dob|d\.o\.b\.?|born|birth ?dates?|date of birth|birthday|b-?day)\b[ .:=]*(?:on "
        ")?[0-9a-z]*[ ,./-]*[0-9])",
    ),
    ("birth date", r"(?i:(?<![a-z])(?:dob|d/o/b|birthdate|fecha de nac(?:imiento)?|nacid[oa])[ .:=#(-]*(?:el )?[0-9]{1,4})"),
    (  # in words: "born the third of May nineteen eighty-two"
        "birth date",
        rf"(?i:(?<![a-z])(?:dob|born|b\.|birth ?dates?|date of birth|birth(?:day)?|b-?day|bd|d\.o\.b\.?|nacid[oa]|naci[oó])"
        rf"(?![a-z])[^.;]{{0,40}}?"
        rf"(?<![a-z])(?:{_MONTHS}|nineteen|two thousand|(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
        r"diciembre))(?![a-z]).{0,30}?(?:[0-9]|nineteen|two thousand|[a-z]+ty(?:[- ][a-z]+)?|teen))",
    ),
    ("birth date", r"(?i:(?<![a-z])(?:bd|fn|b/d|d/?o/?b)[ .:#=/]*[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)?[0-9]{2}(?![0-9]))"),
    ("birth date", r"(?i:\bb\. ?[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)?[0-9]{2}(?![0-9]))"),
]
_ALWAYS = [(kind, re.compile(rx)) for kind, rx in _PATTERNS]

# a number that its label calls one of a person's: anything but a court's, a report's or a law's
_DOCKETS = (
    r"(?:case|cases|cs|cc|rd|rpt|report|inc|incident|event|cad|docket|dkt|cause|complaint|citation|cit|ref|agency|local|warrant|wrnt|summons|"
    r"index|cfs|dr|ticket|tkt|file|ccn|cr|no|badge|star|unit|beat|zone|sector|ordinance|ord|code|section|sec|title|chapter|art|article|"
    r"fta|ftc|bw|doc|rule|page|count|counts|version|model|part|item|lot|serial|pid|rcw|ilcs|ors|nrs|usc|mcl|fs|ss|cds|cjis|ncic|ucr|nibrs|over|under|"
    r"(?:ct|tract|geoid)(?= [0-9]{11}(?![0-9])))"  # of a census tract
)
_NUMBERED = re.compile(
    rf"(?i:(?<![a-z0-9])(?!{_DOCKETS}\b)[a-z][a-z/.']{{0,14}}\.? ?(?:#|\b(?:no|num|nbr|number|id(?: card)?|rec|card|enrollment)\b)"
    r"(?:[ .:#=-]|\bno\b)*[a-z]{0,3}(?=(?:[ -]?[0-9a-z]){6})(?=(?:[a-z -]{0,2}[0-9]){6})[0-9a-z][0-9a-z -]{4,})"
)
_ABBREVIATED = re.compile(
    rf"(?<![A-Za-z0-9-])(?!(?i:{_DOCKETS})\b|(?:{_LAWS})\b)[A-Za-z][A-Za-z/&-]{{1,14}}[ #:/.]{{1,2}}"
    rf"(?!(?:19[5-9][0-9]|20[0-3][0-9])(?:-|[0-9]{{5}}|(?:0[1-9]|1[0-2])[0-3][0-9](?![0-9])))"
    r"[A-Z]{0,3}(?=(?:-?[0-9]){6}|(?<=[A-Z]{2})[0-9]{5})(?=[0-9-]*[0-9]{5})[0-9](?:-?[0-9]){4,11}[A-Z]?(?![0-9A-Za-z]|\.[0-9])"
)
_CARDS = re.compile(
    r"(?<![0-9])[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{3,4}(?![0-9])|"  # paid with
    r"(?<![0-9A-Za-z])[1-9][A-Z][A-Z0-9][0-9]-?[A-Z][A-Z0-9][0-9]-?[A-Z]{2}[0-9]{2}(?![0-9A-Za-z])|"  # of the insured by Medicare
    r"(?<![0-9A-Za-z])A ?#? ?[0-9]{3}-?[0-9]{3}-?[0-9]{3}(?![0-9A-Za-z])|"  # of aliens
    r"(?<![0-9A-Za-z])[A-Z]{4,7}[*-]+[A-Z0-9]{0,2}[0-9]{3}[A-Z]{2}(?![0-9A-Za-z])|"  # of drivers in Washington
    r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])"  # of a device
)

# what may be something else: certain in free text and labels, elsewhere only where it stands out
_PHONE_LIKE = re.compile(r"(?<![0-9A-Za-z.-])[2-9][0-9]{2}([-. ])[0-9]{3}[-. ][0-9]{4}(?![0-9A-Za-z-])")
# a number that opens with a year is a docket's rather
_NO_YEAR = r"(?!19[89][0-9]|20[0-3][0-9])"
_PHONE_DIGITS = re.compile(rf"{_B}1?{_NO_YEAR}[2-9][0-9]{{2}}[2-9][0-9]{{6}}{_E}")
_SSN_DIGITS = re.compile(rf"{_B}{_NO_YEAR}(?!000|666|9)[0-9]{{3}}(?!00)[0-9]{{2}}(?!0000)[0-9]{{4}}{_E}")
# a report's or a docket's number says what it is
_FILE_NUMBER = re.compile(
    r"(?i:\b(?:case|cc|rd|rpt|report|inc|incident|event|cad|docket|dkt|cause|complaint|citation|cit|ref|agency|local)\b\.?"
    r"(?: ?(?:no|num|number|nbr|id)\b\.?)? ?[#:]? ?[0-9]{6,12}(?![0-9]))"
)
_PLATES = re.compile(
    rf"{_B}(?:[A-Z]{{3}}-?[0-9]{{4}}|[A-Z]{{3}}-[0-9]{{3}}|[0-9][A-Z]{{3}}[0-9]{{3}}|[0-9][A-Z]{{2}}[0-9]{{4}}|"
    rf"[A-Z]{{2}}-?[0-9]{{5}}|[0-9]{{3}}-[A-Z]{{3}}|[0-9]{{3}}-?[A-Z]{{2}}[0-9]|[A-Z][0-9]{{2}}-?[A-Z]{{3}}|"
    rf"[A-Z]{{2}}[0-9]{{2}}[A-Z]{{2}}|[0-9]{{3}} [A-Z]{{3}}|[A-Z]{{3}} [0-9]{{4}}){_E}"
)
_PLATE_ALONE = re.compile(rf"^(?:{_PLATES.pattern})$")
_PLATE_IN_TEXT = re.compile(
    rf"{_B}(?:(?!{_LAWS})[A-Z]{{3}}-[0-9]{{4}}|[0-9][A-Z]{{3}}[0-9]{{3}}|[0-9][A-Z]{{2}}[0-9]{{4}}){_E}(?!-)"
)
# words that no street is called by: "55 MPH ON HIGHWAY" is no address
_NO_STREET = frozenset(
    """
    mph kph over under in on of or to at by for from the and than more less within ft feet foot gram grams gm
    days day hours hrs hour months years yrs year counts count zone degree deg persons person
    with without no not
    """.split()
)
_COORDINATE = re.compile(r"^[-+]?(?:1[0-7][0-9]|[0-9]{1,2})\.[0-9]{4,}$")
_DATES = re.compile(
    rf"{_B}(?:(?P<y1>(?:19|20)[0-9]{{2}})[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?P<y2>(?:19|20)[0-9]{2})"
    rf"|(?i:{_MONTHS})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? (?P<y3>(?:19|20)[0-9]{{2}})"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[ -](?i:{_MONTHS})[ ,-]+(?P<y4>(?:19|20)[0-9]{{2}})){_E}"
)
_SSN_WORD = re.compile(r"(?i:ssn)")
_PROSE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_REVERSED = re.compile(r"(?<![A-Za-z])([A-Za-z][A-Za-z'’-]+), ?([A-Za-z][A-Za-z'’-]+)")
# a family name behind a title, or two capitalised words behind what says who they are
_TITLED = re.compile(
    r"(?<![A-Za-z])(?i:mr|mrs|ms|miss|mx|dr|prof|rev|pastor|sir|officer|ofc|ofcr|off|sgt|lt|capt|cpl|det|detective|"
    r"deputy|dep|trooper|judge|magistrate|atty|attorney|nurse|counsell?or|worker|manager|agent|po)\.? ([A-Z][A-Za-z'’-]+)"
)
# behind these stands no place
_ADDRESSED = re.compile(r"(?<![A-Za-z])(?i:mr|mrs|ms|judge)\.? [A-Z]")
# nobody but a person is called so
_CALLED = re.compile(r"(?<![A-Za-z])(?:[Mm][rx]s?|M[RX]S?|[Mm]s|[Mm]iss)\b\.? ([A-Z][A-Za-z'’-]+)")
_ROLES = (
    r"(?:guardian|mother|father|parent|sister|brother|son|daughter|wife|husband|spouse|partner|boyfriend|girlfriend|fianc[eé]e?|"
    r"roommate|friend|cousin|aunt|uncle|nephew|niece|grand(?:mother|father|son|daughter|parent)|neighbou?r|landlord|landlady|"
    r"employer|det|deputy|victim|witness|complainant|suspect|arrestee|accused|defendant|def|offender|subject|client|participant|patient|"
    r"attorney|agent|worker|manager|supervisor|sponsor|officer|detective|sergeant|sgt|lieutenant|lt|captain|capt|judge|magistrate|"
    r"commissioner|cm|po)"
)
_INTRODUCED = re.compile(
    rf"(?<![A-Za-z])(?i:{_ROLES}|aka|a\.k\.a\.|a/k/a|alias|named?|c/o|attn|per|re|by|from|he is|she is|they are|"
    r"(?:spoke|talked|met|seen|saw) ?(?:with|w/|to|by)?|contact(?:ed)?|notify|signed)(?:'s)?"
    r"(?: is)?[ :,(-]+([A-Z][A-Za-z'’-]+) (?:[A-Z]\.? )?([A-Z][A-Za-z'’-]+)"
)
# one capitalised word behind a role, in a sentence
_ROLE_AND_WORD = re.compile(rf"(?<![A-Za-z])(?i:{_ROLES})(?:'s|\.)?[ :,(-]+([A-Z][a-z][A-Za-z'’-]+)")
# ("Park Dr East" is a street)
_DOCTOR = re.compile(r"(?:^|[:;,(] ?|\b[a-z/]+ )Dr\.? ([A-Z][a-z][A-Za-z'’-]+)")
_ALIAS = re.compile(
    r"(?<![A-Za-z])(?i:aka|a\.k\.a\.|a/k/a|alias|nickname|street name|moniker|apodo)[ :]+(?:[\"“'‘][^\"”'’]+[\"”'’] ?)?[A-Z][a-z]+"
)
# two capitalised words of which a sentence says what people do, or to which it says what is done with people
_DOES = (
    r"(?:is|was|has|had|did|does|will|would|could|refused|declined|accepted|completed|graduated|moved|relocated|left|reported?s?|says?|said|"
    r"told|called|phoned|answered|asked|failed|appeared|withdrew|agreed|died|passed|deceased|returned|missed|attended|enrolled|"
    r"wants?|needs?|lost|complained|evicted|dismissed|released|requested|testified|no[- ]show(?:ed)?|not eligible|ineligible|"
    r"excluded|on scene)"
)
_DOES = rf",?(?: (?:[a-z]+ly|also|then|never))? {_DOES}(?![A-Za-z])"
_DOER = re.compile(rf"(?<![A-Za-z])([A-Z][A-Za-z'’-]+) (?:[A-Z]\.? )?([A-Z][A-Za-z'’-]+){_DOES}")
# an initial before a name; N., S., E., W. are points of the compass but where they do something
_INITIAL = re.compile(
    r"(?<![A-Za-z.])(?:[ABCDF-MO-RT-VX-Z]\. ?(?:[A-Z]\. ?)?(?=[A-Z][a-z])|"
    rf"[NSEW]\. ?(?:[A-Z]\. ?)?(?=[A-Z][a-z][A-Za-z'’-]+{_DOES}))([A-Z][A-Za-z'’-]{{2,}})"
)
_SMALL_DOER = re.compile(rf"^([a-z'’-]+) ([a-z'’-]{{4,}}){_DOES}")
# the family name first, and nothing else; but not San Juan, Fort Wayne, Prince George
_WHOLE_TWO = re.compile(
    r"^(?!(?i:san|santa|fort|ft|lake|port|st|saint|mount|mt|el|los|las|prince|king|queen|new|point|cape|don) )"
    r"([A-Z][A-Za-z'’-]{3,}) ([A-Z][A-Za-z'’-]+)$"
)
_WHOLE_REVERSED = re.compile(r"^([A-Z][A-Za-z'’-]+), ([A-Z][A-Za-z'’-]+)(?: ([A-Z])\.?)?$")
_FAMILY_LOOK = re.compile(
    r"^(?:mc|mac(?=[bcdfgkln])|o(?=mall|bri|conn|hara|neil|donn|reil|sull|kee|lear))[a-z]{3,}$|"
    r"^[a-z]{3,}(?:[aeiou]ez|[wn]sk[iy]|icz|czyk|berg|stein|baum|enko|opoulos|quist|eaux|oglu|villa)$"
)
_TWO_WORDS = re.compile(r"^[A-Za-z'’.-]{2,}(?:,? [A-Za-z'’.-]+){1,3}$")
# whom streets, schools and laws are called after
_NAMESAKES = re.compile(
    r"(?<![A-Za-z])(?i:(?:rev\.? |dr\.? )?martin luther king(?:,? jr\.?)?|cesar chavez|rosa parks|malcolm x|thurgood marshall|"
    r"johns hopkins|harriet tubman|mary ?jane|"
    # the judgment that struck Washington's law on possession down
    r"(?:state|st\.?) v[s.]*\.? blake|blake(?= (?:vacat|resentenc|refund|order|dismiss|decision|case|relief|eligib))|"
    r"frederick douglass|booker t\.? washington|george washington|abraham lincoln|john f\.? kennedy|st\.? [a-z]+)"
)
# begins of sentences, codes and things that follow a role without being called so
_NO_NAMES = frozenset(
    """
    the this that these those there no not non none new old own on off in out at of or and is was has had did does will would a an
    he she they it his her their first second third fourth degree unit team initiated involved injury safety discretion request
    requested refused declined withdrew moved lost left referred case court district county city state federal drug treatment
    mental health probation parole officer police sheriff department services service program programme intake outreach advocate
    advocacy attorney public defender under over with without by for from to less more than assault battery theft property weapon
    firearm handgun controlled substance alcohol violence domestic order protective warrant bench arrest arrested custody violation
    unknown other male female black white hispanic asian native american veteran housing shelter hospital clinic detox medicaid
    medicare january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spanish english amharic vietnamese somali chinese baltimore seattle maryland washington delaware
    pennsylvania virginia ohio oregon california texas florida chicago broward cook north south east west central northern southern
    eastern western
    """.split()
) | NOT_FAMILY


def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "").replace("-", "").removesuffix(".")


# dashes, dots and stars that part numbers, and the white space around them
_PARTING = re.compile(r"(?<=[0-9A-Za-z)]) ?[\u2010-\u2015\u2212\u00b7\u2022*] ?(?=[0-9])|(?<=[0-9]) - (?=[0-9])")
_SPACED_DOTS = re.compile(r"(?<=[0-9]) \. (?=[0-9])")
_BRACKETED = re.compile(r"[\[{]([2-9][0-9]{2})[\]}]")


def _flat(value: str) -> str:
    """The text in the characters that the patterns know: one kind of dash, of digit, of bracket and of space."""
    if value.isascii() and not any(c in value for c in "*[{") and "  " not in value and " - " not in value and " . " not in value:
        return value
    # (a degree sign and the primes beside it stay)
    value = _without_marks(unicodedata.normalize("NFKC", value)) if not value.isascii() else value
    return re.sub(r"\s+", " ", _BRACKETED.sub(r"(\1)", _PARTING.sub("-", _SPACED_DOTS.sub(".", value))))


def _without_marks(value: str) -> str:
    """José as Jose: names are listed without accents."""
    parted = unicodedata.normalize("NFKD", value)
    return "".join(c for c in parted if not unicodedata.combining(c))


def _is_sentence(value: str) -> bool:
    """Written with small letters, so that a capital says something (not a title, nor all in capitals)."""
    words = [w for w in _WORDS.findall(value) if len(w) > 1 and not (w.isupper() and len(w) < 4)]
    small = sum(w[0].islower() for w in words)
    return small >= 1 and 3 * small >= len(words)


def _is_known(word: str) -> bool:
    w = _plain(word)
    return w in GIVEN or w in FAMILY or w in GIVEN_WORDS or bool(_FAMILY_LOOK.match(w))


def _named_in_sentence(value: str) -> bool:
    """A name that its sentence gives away, whether it is a frequent one or not."""
    for word in _CALLED.findall(value):
        if _plain(word) not in _NO_NAMES:
            return True
    if _ALIAS.search(value):
        return True
    if not _is_sentence(value):
        return False
    singles = [w for found in (_ROLE_AND_WORD, _INITIAL, _DOCTOR) for w in found.findall(value)]
    if any(_plain(w) not in _NO_NAMES for w in singles):
        return True
    for first, second in (*_INTRODUCED.findall(value), *_DOER.findall(value)):
        if not {_plain(first), _plain(second)} & _NO_NAMES and (_is_known(first) or _is_known(second)):
            return True
    return False


def has_name(value: str) -> bool:
    """Whether a person's name stands in the text: a given and a family name, in either order, or what a sentence says is
    somebody's."""
    value = _without_marks(value)
    value = strip_places(_NAMESAKES.sub(" ", value))
    if _named_in_sentence(value) or names_somebody(value):
        return True
    if whole := _WHOLE_REVERSED.match(value.strip()):
        family, given, initial = whole.groups()
        known = _plain(given) in GIVEN or (_plain(family) in FAMILY_PLAIN and _plain(given) in GIVEN_WORDS) or (
            bool(initial) and (_is_known(family) or _is_known(given))
        )
        if known and not {_plain(family), _plain(given)} & NOT_FAMILY:
            return True
    if (whole := _WHOLE_TWO.match(value.strip())) and _plain(whole[2]) in GIVEN and _plain(whole[1]) not in _NO_NAMES:
        return True
    if (doer := _SMALL_DOER.match(value)) and _plain(doer[1]) in GIVEN and _plain(doer[2]) not in _NO_NAMES:
        return True
    for family, given in _REVERSED.findall(value):
        g, f = _plain(given), _plain(family)
        if given[0].islower() and family[0].isupper():  # "Mistrial, hung jury"
            continue
        if (g in GIVEN and (f in FAMILY or (f not in NOT_FAMILY and len(f) > 3 and family[0].isupper()))) or (
            g in GIVEN_WORDS and f in FAMILY_PLAIN
        ):
            return True
    for family in _TITLED.findall(value):
        if _plain(family) in FAMILY and (_plain(family) not in NOT_FAMILY or _ADDRESSED.search(value)):
            return True
    for given, family in _INTRODUCED.findall(value):
        g, f = _plain(given), _plain(family)
        # either order: a list may have the family name first
        if not {g, f} & _NO_NAMES and (f in FAMILY or (f in GIVEN and len(g) > 3)):
            return True
    words = _WORDS.findall(value)
    for i, word in enumerate(words[:-1]):
        g = _plain(word)
        if g not in GIVEN and g not in GIVEN_WORDS:
            continue
        after = words[i + 1]
        if len(_plain(after)) == 1 and i + 2 < len(words):
            after = words[i + 2]  # a middle initial
        f = _plain(after)
        # the two must stand side by side
        if not re.search(rf"{re.escape(word)}[ _.]+(?:[A-Za-z]\.? )?{re.escape(after)}", value):
            continue
        if f in FAMILY and (g in GIVEN or f in FAMILY_PLAIN) and f not in NOT_FAMILY:
            return True
        if g in GIVEN and _FAMILY_LOOK.match(f):
            return True
        if (
            g in GIVEN
            and len(f) > 2
            and f not in NOT_FAMILY
            and not is_ordinary(f)
            and word[0].isupper()
            and after[0].isupper()
            and not word.endswith(("'s", "’s", "'S"))
        ):
            return True
    return False


def _old_date(value: str, latest_birth_year: int) -> bool:
    return any(int(next(y for y in m.groups() if y)) <= latest_birth_year for m in _DATES.finditer(value))


# digits that a scanner reads for letters, and the other way round
_LETTERS = str.maketrans("013456", "OIEASG")
_DIGITS = str.maketrans("OoQDlIiSsBZz", "000011155822"[:12])
_MISREAD_WORD = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]+[01345][A-Za-z][A-Za-z0-9]*|[A-Za-z]{2,}[01345](?![A-Za-z0-9])|0(?=['’][A-Z]))[A-Za-z0-9]*"
)
_MISREAD_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=(?:[^0-9 ]*[0-9]){4})[0-9OolISB]{1,4}(?:[-/.][0-9OolISB]{2,4}){2}(?![A-Za-z0-9])")


_TORN_WORD = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{0,4}) ([a-z]{2,})(?![A-Za-z])")


def _is_torn(first: str, rest: str) -> bool:
    whole = (first + rest).lower()
    return (whole in GIVEN or whole in FAMILY_PLAIN) and not (is_ordinary(rest) and len(first) > 2)


def _reread(value: str) -> str:
    """The text as it was before a scanner took letters for digits ("SM1TH, J0HN", "O7/l4/1982"); unchanged where it did not."""
    words = _MISREAD_WORD.sub(lambda m: m.group().translate(_LETTERS), value)
    words = _TORN_WORD.sub(lambda m: "".join(m.groups()) if _is_torn(*m.groups()) else m.group(), words)
    return _MISREAD_NUMBER.sub(lambda m: m.group().translate(_DIGITS), words)


def kind_of(
    value: str, role: str, latest_birth_year: int = 2010, n_rows: int = 1, *, harmless: bool | None = None
) -> tuple[str, bool] | None:
    """What a value looks like, and whether that is certain in a column of this role; None for nothing.

    ``n_rows``: how many rows hold the value. An uncertain finding counts only where it stands out from its
    column. ``harmless``: whether every word of it is of the closed vocabulary (None: looked up), so that it names nobody.
    """
    value = _flat(value)
    # a key or a code of several words is prose that stands in the wrong column
    certain = role in ("text", "label") or len(_PROSE.findall(value)) >= 3
    # most keys are one word, which these can't be
    if role != "key" or not value.isalnum() or _SSN_WORD.match(value):
        for kind, rx in _ALWAYS:
            found = rx.search(value)
            if found is None:
                continue
            if kind == "IP address" and role == "code" and sum(ch.isdigit() for ch in value) < 7:
                continue
            if kind == "street address" and _NO_STREET & set(
                re.sub(r"^[^0-9]+", "", found.group()).lower().split()
            ):
                continue
            return kind, True
        if n_rows < OFTEN and not (is_kept(value) if harmless is None else harmless) and has_name(value):
            return "name", True
        if role in ("text", "label") and (again := _reread(value)) != value and (found := kind_of(again, role, latest_birth_year, n_rows)):
            return found
    if role in ("text", "label") and (_NUMBERED.search(value) or _ABBREVIATED.search(value) or _CARDS.search(value)):
        return "number of a paper or a file", True
    if _PHONE_LIKE.search(value):
        return "telephone number", certain
    unlabelled = _FILE_NUMBER.sub(" ", value)
    if _PHONE_DIGITS.search(unlabelled):
        return "telephone number", certain
    if _SSN_DIGITS.search(unlabelled):
        return "social security number", certain
    if _old_date(value, latest_birth_year):
        return "birth date", certain and n_rows < OFTEN
    if _COORDINATE.match(value):
        return "coordinates", certain
    if certain and n_rows < OFTEN and _PLATE_IN_TEXT.search(value):
        return "licence plate", True
    if n_rows < OFTEN and _PLATE_ALONE.match(value) and not (role == "code" and re.match(_LAWS, value)):
        return "licence plate", False
    if role in ("key", "code") and _TWO_WORDS.match(value):
        return "name", False
    return None


# -- column names --------------------------------------------------------------------------------------------
_ALONE = frozenset(
    """
    name names fullname firstname lastname middlename surname forename givenname familyname
    maidenname nickname alias aliases aka fname lname mname ssn ssno sssn socialsecurity
    socialsecuritynumber socialsecurityno socialsecuritynum dob birthdate birthday dateofbirth
    birthdt phone phoneno phonenumber telephone tel cell cellphone mobile email emailaddress mail
    address addr streetaddress homeaddress street streetname plate plateno platenumber licenseplate
    licenceplate tagno tagnumber vin driverslicense driverlicense driverslicence dlno dlnumber
    latitude longitude lat lon lng latlong latlon gps gpslocation coordinates coords xcoord ycoord
    xcoordinate ycoordinate geolocation ip ipaddress ipaddr url website webpage facebook instagram
    twitter medicaidid medicareid passport passportno mrn long bdate bday social maiden fullnm apodo spouse employer
    sid ssan dln ucn ucnfbi complainant mi mother father signature geopoint fechanacimiento homest stateid medrec
    """.split()
)
_TOKENS = frozenset(
    {
        "ssn",
        "dob",
        "surname",
        "forename",
        "email",
        "emailaddr",
        "alias",
        "aliases",
        "dln",
        "telephone",
        "latitude",
        "longitude",
        "birthdate",
        "fullname",
        "firstname",
        "lastname",
        "licenseplate",
        "emailaddress",
        "mrn",
        "moniker",
        "aka",
        # registers that give each person a number
        *("itin", "nysid", "afis", "hicn", "mpi", "providerone", "imei", "cin", "socsec"),
    }
)
_PAIRS = {
    ("first", "name"),
    ("last", "name"),
    ("middle", "name"),
    ("middle", "initial"),
    ("full", "name"),
    ("maiden", "name"),
    ("maiden", "nm"),
    ("known", "as"),
    ("medical", "record"),
    ("vehicle", "identification"),
    *itertools.product(("nam", "nme"), ("lst", "fst", "frst", "first", "last", "mid")),
    ("given", "name"),
    ("family", "name"),
    ("first", "nm"),
    ("last", "nm"),
    ("middle", "nm"),
    ("full", "nm"),
    ("legal", "name"),
    ("birth", "date"),
    ("birth", "dt"),
    ("birth", "day"),
    ("date", "birth"),
    ("social", "security"),
    ("soc", "sec"),
    ("phone", "number"),
    ("phone", "no"),
    ("phone", "nbr"),
    ("cell", "phone"),
    ("home", "phone"),
    ("mobile", "phone"),
    ("contact", "phone"),
    ("street", "address"),
    ("home", "address"),
    ("mailing", "address"),
    ("residence", "address"),
    ("res", "address"),
    ("address", "line"),
    ("street", "name"),
    ("street", "number"),
    ("license", "plate"),
    ("licence", "plate"),
    ("plate", "number"),
    ("plate", "no"),
    ("tag", "number"),
    ("drivers", "license"),
    ("driver", "license"),
    ("ip", "address"),
    ("ip", "addr"),
    ("e", "mail"),
    ("mail", "address"),
    ("gps", "lat"),
    ("gps", "lon"),
    ("geo", "lat"),
    ("geo", "lon"),
    ("x", "coord"),
    ("y", "coord"),
    ("x", "coordinate"),
    ("y", "coordinate"),
    ("phone", "num"),
    ("mi", "name"),
    ("med", "rec"),
    ("state", "id"),
    ("home", "st"),
    ("geo", "point"),
    ("long", "dd"),
    ("lat", "dd"),
    ("tax", "id"),
    ("home", "zip"),
    ("res", "zip"),
    ("mail", "zip"),
    ("user", "ip"),
    ("client", "ip"),
    ("geocode", "lat"),
    ("geocode", "long"),
    ("tax", "no"),
    ("fecha", "nacimiento"),
    ("tribal", "enrollment"),
    ("face", "template"),
    ("device", "mac"),
    ("mac", "address"),
    ("landlord", "contact"),
    ("last", "first"),
    ("zip", "4"),
    ("attorney", "record"),
    ("st", "num"),
    ("str", "name"),
    ("dl", "state"),
    ("unit", "home"),
    ("emergency", "contact"),
    ("iris", "scan"),
    ("voice", "print"),
    ("social", "sec"),
    ("tribal", "id"),
    ("voter", "id"),
    ("student", "id"),
    ("school", "id"),
    ("face", "id"),
    ("device", "id"),
    ("member", "id"),
    ("green", "card"),
    ("middle", "init"),
    ("alias", "list"),
    ("jail", "id"),
    ("a", "number"),
    ("state", "identification"),
    ("number", "street"),
    ("health", "plan"),
}
_TELLS = frozenset({"yn", "cnt", "known", "flag", "count", "counts", "indicator", "ind", "consent", "type", "status", "verified", "sent"})
# a word of the first kind beside one of the second
_NUMBER = frozenset("no nbr nmbr num number id #".split())
_BESIDE: list[tuple[frozenset[str], frozenset[str]]] = [
    (frozenset("phone ph telephone tel cell cellular mobile fax pager contact account acct policy alien".split()), _NUMBER - {"id"}),
    (frozenset({"alien"}), frozenset({"reg", "registration"})),
    (frozenset("ss member subscriber beneficiary policyholder dna".split()), _NUMBER - {"id"}),
    (frozenset({"student", "hmis", "cii", "voter", "iid", "cdcr", "tdcj"}), _NUMBER),
    (frozenset({"card"}), _NUMBER - {"id"}),
    (frozenset("suffixed preferred chosen legal married screen user display".split()), frozenset({"name", "nm", "names"})),
    (frozenset("street str home mail mailing res residence residential house hse apt apartment lka".split()),
     frozenset("address addr adr address1 line street no nbr num number".split())),
    (frozenset("veh vehicle car auto lic license licence driver drivers".split()),
     frozenset("plate plates tag tags vin lic license licence".split())),
    (
        frozenset(
            "sid nysid tag vehicle lic license licence dl passport mrn medicaid medicare insurance chart ssn vin fbi inmate hmis".split()
        ),
        _NUMBER,
    ),
    (frozenset("geo gps loc location x y".split()), frozenset("lat latitude lon long lng longitude coord coords".split())),
    (frozenset("fb facebook instagram ig twitter tiktok snapchat social linkedin".split()),
     frozenset("profile handle url id name user account page".split())),
]
_NAME_PARTS = frozenset("fname lname mname fnm lnm mnm apellido apellidos nombre nombres telefono domicilio direccion correo oln".split())
_OF_PEOPLE = frozenset(
    "name nm nme names last first middle mid mi fname lname phone ph phones address addr dob email fullname surname initials".split()
)
_THINGS = frozenset(
    "gps zip4 scar scars tattoo tattoos photo prints photos mugshot fingerprint fingerprints biometric biometrics selfie url website"
    " passport signature".split()
)
# at the end of a name, whatever it is that is reached there
_REACHED = frozenset("addr address phone telephone tel email fax".split())
_PEOPLE = frozenset(
    """
    person client defendant def suspect arrestee complainant init initial subject subj participant offender victim witness
    officer patient inmate respondent juvenile youth member case manager mother father parent spouse
    emergency contact emerg kin guardian attorney atty judge magistrate clinician counselor counsellor
    ofc ofcr offcr offr off po pt clt inm deft vict vic wit compl cm pers perp susp employer caseworker prosecutor clinician therapist
    doctor physician nurse sponsor landlord mothers fathers parents arr arresting f l m fst lst mid
    partner roommate pcp booking booked suffix caregiver kin nok ec relative friend sibling son daughter wife husband child owner driver
    passenger plaintiff petitioner applicant resident tenant teacher student supervisor sgt deputy detective trooper interpreter bondsman
    staff worker user author reporter dispatcher badge
    """.split()
)


# written as one word or as several ("NAMELAST", "Last First MI", "birth_mmdd")
_JOINED = re.compile(
    r"(?:last|first|full|middle|given|family|maiden)(?:name|nm)(?!s?(?:change|type))|^(?:name|nm)(?:last|first|full|[lfm]{2,3})|"
    r"(?:date|dt|place|plc|city|town|mmdd)(?:of)?birth|birth(?:place|city|town|month|mmdd)|dobirth|maiden|moniker|"
    r"(?:ssn?|soc|social|sec|security)(?:no|num|number)?(?:last)?four|^lastfour$|^ssl|biometric|fingerprint|retina|voiceprint|dnaprofile|"
    r"latlon|lonlat|dnasample|(?:bank|credit|debit)(?:ac|card)|^card(?:no|num|nbr|number)$|greencard|uscis|^imei|^imsi|^iban$|^tin$|^nick$|^ucn$|fbiucn"
)
_PLACED = frozenset("lat lon lng latitude longitude wkt geom geocode geohash xcoord ycoord xcoordinate ycoordinate".split())
_OF_WHICH = frozenset("alt alternate home hm work wk primary prim other ext cell full line ln raw text txt".split())


def _tokens(name: str) -> list[str]:
    parted = re.sub(r"([a-z])([A-Z])|(?<=[A-Z])()(?=[A-Z][a-z])", r"\1 \2", name)
    return [t.lower() for t in re.findall(r"[A-Za-z]+|[0-9]+", parted)]


def name_kind(name: str) -> bool:
    """Whether a column's name announces direct identifiers, or holds one."""
    tokens = [t for t in _tokens(name) if t not in ("of", "the")]
    joined = "".join(t for t in tokens if not t.isdigit())
    # "email_sent_flag" counts or tells; it holds none
    if len(tokens) > 1 and (tokens[-1] in _TELLS or tokens[0] in ("has", "is", "had", "any", "was")):
        return False
    if _JOINED.search(joined) or (joined in ("last", "ssn", "soc") and tokens[-1] == "4") or (joined == "ph" and len(tokens) == 2):
        return True
    # (who stands up for somebody is called by name there: "defense_atty")
    if tokens and tokens[-1] in ("atty", "attorney", "lawyer", "counsel", "bondsman"):
        return True
    if next((t for t in reversed(tokens) if not t.isdigit() and t not in ("wgs", "dd", "ft", "deg", "nad")), "") in _PLACED:
        return True
    # "pt_phone_alt", "block_address_full", "plate_state_num", "LastLoginIP"
    if tokens[-1:] == ["ip"] or tokens[-1:] == ["handle"] or ("plate" in tokens and not {"reader", "count", "counts"} & set(tokens)) or (
        {"phone", "addr", "address", "addrline"} & set(tokens) and (tokens[-1] in _OF_WHICH or tokens[-1].isdigit() or "addrline" in tokens)
    ):
        return True
    if joined in _ALONE or any(t in _TOKENS for t in tokens):
        return True
    pairs = set(itertools.pairwise(tokens))
    if pairs & _PAIRS or any(a in first and b in second for a, b in pairs for first, second in _BESIDE):
        return True
    if _THINGS & set(tokens):
        return True
    if joined in ("emergencycontact", "emergcontact", "nextofkin", "nextkin", "geox", "geoy") or _NAME_PARTS & set(tokens):
        return True
    # "OFCR_LAST", "Name (client)": what people are called or reached by, beside a word for a person
    if any(a in ("inmate", "offender", "prisoner") for a in tokens) and _NUMBER & set(tokens) - {"id"}:
        return True
    # written short: "BRTHDTE", "DATE_OF_BRTH"
    short = any(re.fullmatch(r"b(?:i?r)?th?d(?:a?te?)?", t) for t in tokens)
    if short or ({"brth", "birth"} & set(tokens) and {"date", "dt", "dte"} & set(tokens)):
        return True
    if tokens[:1] in (["addr"], ["address"]) or ("plus" in tokens[1:] and tokens[0] == "zip") or (
        tokens[-1:] == ["zip"] and {"city", "cty", "res", "st"} & set(tokens[:-1])
    ):
        return True
    if len(tokens) > 1 and ((tokens[-1] in _OF_PEOPLE and set(tokens[:-1]) & _PEOPLE) or (tokens[0] == "name" and set(tokens) & _PEOPLE)):
        return True
    # "incident_address", "ContactTel", "SubjAddr1" (not "contacts_by_phone")
    if next((t for t in reversed(tokens) if not t.isdigit()), "") in _REACHED and "by" not in tokens:
        return True
    # "SubjNameLFM"
    if any(a in _PEOPLE and b in ("name", "nm", "names") for a, b in pairs):
        return True
    # "Name (L, F, M)"
    if tokens[:1] == ["name"] and all(len(t) == 1 for t in tokens[1:]):
        return True
    # "HmPh"
    if pairs & {(a, b) for a in ("hm", "home", "wk", "work", "cell", "mob", "day", "eve") for b in ("ph", "phone", "tel")}:
        return True
    found = kind_of(name.replace("_", " "), "text")
    return found is not None and found[1]


def check_header(header: Sequence[str], label: str, allowed: Iterable[int | None] = ()) -> None:
    """Raises DataRefused: a column whose name announces identifiers (told by its position; the name may be
    one).
    """
    excused = set(allowed)
    for i, name in enumerate(header):
        if i not in excused and name_kind(name):
            raise DataRefused(
                f"{label}: column {i + 1}: its name announces a direct identifier",
                hint="deliver the extract without it; if it is none, say why under not_identifiers",
            )


# -- columns
# --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Finding:
    """A value that looks like an identifier: where it stands, and what it looks like."""

    column: str
    g: int
    kind: str


def _shape(value: str) -> str:
    """A value's outline as a regular expression: runs of letters, runs of digits, the rest as it stands."""
    return "".join(
        "[A-Za-z]+" if part[0].isalpha() else "[0-9]+" if part[0].isdigit() else re.escape(part)
        for part in re.findall(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9]", value)
    )


def _values(
    con: duckdb.DuckDBPyConnection, table: str, column: str, where: str, *, are_few: bool = False
) -> list[tuple[str, int, int]]:
    """Distinct values for which ``where`` holds, with their first global row and their number of rows. ``are_few``: it is asked of
    each value, not of each row.
    """
    of_rows, of_values = ("true", where) if are_few else (where, "true")
    return con.execute(
        f'SELECT * FROM (SELECT "{column}", min(rowid), count(*) FROM {table} WHERE errors & 1 = 0 AND "{column}" IS NOT NULL '
        f"AND {of_rows} GROUP BY 1) WHERE {of_values} ORDER BY 2"
    ).fetchall()


def search_column(
    con: duckdb.DuckDBPyConnection, table: str, column: str, name: str, latest_birth_year: int, known: frozenset[str] = frozenset()
) -> tuple[list[Finding], list[str]]:
    """Findings in one staged column (``name`` is its canonical name), in row order; and the values of it that are not to be kept,
    though nothing is certain: those outside the closed vocabulary that stand in few rows, and keys that are made unlike the others
    and may be somebody's name or number (with these their rows stay out). ``known``: values that the site's settings or its charge
    table name.
    """
    role = role_of(name)
    if role in ("text", "label"):
        sure: list[Finding] = []
        doubtful: list[Finding] = []
        leave: list[str] = []
        n_all = 0
        for value, g, n in _values(con, table, column, "true"):
            n_all += n
            harmless = n >= OFTEN or is_kept(value)  # (of labels nothing is asked that rests on it)
            harmless = harmless or (role == "label" and name != "district" and _names_groups(value))
            if found := kind_of(value, role, latest_birth_year, n, harmless=harmless):
                # a label that looks like a plate counts only where it is an exception
                (sure if found[1] else doubtful if n <= 2 else []).append(Finding(name, g, found[0]))
            outline = _is_place if name == "district" else _is_group if role == "label" else None
            if name in LEFT_OUT and not harmless and value not in known and not (outline and outline(value)):
                leave.append(value)
        if role == "label" and len(doubtful) <= 2 and n_all >= 50:
            sure = sorted(sure + doubtful, key=lambda f: f.g)
        return sure, leave
    found, unlike = _search_keys(con, table, column, name, role, latest_birth_year)
    return found, sorted({*unlike, *_strange_keys(con, table, column, known)}) if name in LEFT_OUT else unlike


def is_kept(value: str) -> bool:
    """Whether a text is kept that stands in few rows: it is of the closed vocabulary."""
    return is_harmless(_without_marks(_flat(value)))


# what districts are called: up to three words or short numbers with capitals, and little between. They are groups of tables, so that
# nothing that has this outline is put aside
_PLACE_WORD = r"(?:[A-Z][A-Za-z.'’]*|[0-9]{1,4}[A-Z]?|[A-Z]{1,3}-?[0-9]{1,4})"
_PLACE_MARK = r"[^\W_][\w.'’-]{0,30}"  # (central, p1, district_7)
_PLACE = re.compile(rf"^{_PLACE_MARK}$|^{_PLACE_WORD}(?:(?: ?[-/&,] ?| )(?:(?:of|the|and|de|la|las|los|del|el) )*{_PLACE_WORD}){{0,2}}$")
_NO_PLACE = re.compile(
    r"^[0-9]+ [A-Za-z]{3}|(?:[^0-9]*[0-9]){5}|(?i:(?<![a-z])(?:aka|alias|see|ref|re|call|tag|plate|lic|vin|ssn|dob|sid|fbi|mrn|mr|mrs|ms|"
    r"judge|officer|ofc|det|sgt|def|deft|vict?|susp|subj|wit|client|clt|warrant|vop|pwid|boy|girl)(?![a-z]))"
)


def _is_place(value: str) -> bool:
    plain = re.sub(r"[\x00-\x1f]", "", _without_marks(_flat(value)))  # (a bell in a word is a fault of its own)
    return bool(_PLACE.match(plain)) and not _NO_PLACE.search(plain) and not _PLATE_ALONE.match(plain)


# what groups of people are called: words, abbreviated ones and short codes (1002-5 is one of the census). They are groups of tables, too
_GROUP_WORD = r"(?:[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W\d_]{2,}\.|\([^\W\d_]{1,3}\))"
_GROUP = re.compile(rf"^{_GROUP_WORD}(?:(?: ?[-/&,] ?| ){_GROUP_WORD}){{0,5}}$|^[0-9A-Za-z]{{1,3}}$|^[0-9]{{4}}-[0-9]$")


# peoples of whose names no word is an ordinary one
_PEOPLES = frozenset(
    """
    lakota dakota navajo dine hopi apache cherokee choctaw chickasaw seminole mohawk seneca ojibwe chippewa cree salish tlingit haida
    yakama lummi tulalip puyallup muckleshoot suquamish duwamish hmong lao khmer mien karen chamorro samoan tongan palauan afro latinx
    latine latina latino hispano chicano chicana mestizo garifuna quechua maya mixtec inuit yupik aleut inupiat metis zuni pueblo ute
    pascua yaqui tohono hisp paiute shoshone blackfeet kiowa comanche osage odham african american asian pacific
    filipino filipina pinoy hawaiian maori thai bengali punjabi sikh iraqi yemeni afghan somali pakistani bangladeshi nepali israeli
    arab arabic kurd kurdish turk turkish roma greek dutch czech slovak french welsh basque creole cajun guamanian carolinian
    islander hispanic non cis trans hombre mujer mtf ftm nonbinary
    """.split()
)


def _names_groups(value: str) -> bool:
    """Whether every word of a label says what people are, so that "Black, African" is no name."""
    words = {w.lower() for w in re.findall(r"[A-Za-z]{3,}", _without_marks(_flat(value)))}
    names = GIVEN | GIVEN_WORDS | FAMILY_PLAIN
    return bool(words) and not re.search("[0-9]{3}", value) and all((w in _PEOPLES or is_ordinary(w)) and w not in names for w in words)


def _is_group(value: str) -> bool:
    plain = _without_marks(_flat(value))
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", plain)]
    long = [w for w in words if len(w) > 3 or w in GIVEN or w in FAMILY_PLAIN]
    mute = [w for w in long if not (w in _PEOPLES or is_ordinary(w) or w.endswith(("ian", "ese", "ish", "can")) or is_kept(w))]
    if len(words) > 1 and long and (mute == long or len(mute) > 1):
        return False  # two words that say nothing, alone or beside a group's ("Hmong, Moua Chue")
    if len(words) > 1 and any(w in GIVEN or w in GIVEN_WORDS for w in words) and not any(w in _PEOPLES for w in words):
        return False
    if len(words) == 1 and (words[0] in GIVEN or words[0] in FAMILY_PLAIN or _FAMILY_LOOK.match(words[0])):
        return is_ordinary(words[0]) or words[0] in _PEOPLES
    return bool(_GROUP.match(plain))


# a code: at most three letters and six digits, in short parts; but no telephone number nor a date
_CODE = re.compile(
    r"^(?=(?:[^A-Za-z]*[A-Za-z]){0,5}[^A-Za-z]*$)(?=(?:[^0-9]*[0-9]){0,7}[^0-9]*$)[A-Z0-9][0-9A-Za-z]{0,4}"
    r"(?:[-./: ]?[0-9A-Za-z]{1,5}|\([0-9A-Za-z]{1,3}\)){0,5}$"
)
_BAD_CODE = re.compile(
    r"[A-Za-z]{4,}|[0-9]{6,}|[0-9][A-Z]{2,3}[0-9]{3,4}|[0-9]{3}[-. ][0-9]{4}|"
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)?[0-9]{2}$|[A-Za-z][. ][A-Za-z]"
)


def _strange_keys(con: duckdb.DuckDBPyConnection, table: str, column: str, known: frozenset[str]) -> list[str]:
    """Values of a column of codes or of staff that are not made as its codes are: of another outline than most, or without a digit."""
    rows = con.execute(
        "SELECT v, sum(n) OVER (PARTITION BY regexp_replace(regexp_replace(v, '[0-9]', '9', 'g'), '[A-Za-z]', 'A', 'g')), sum(n) OVER () "
        f'FROM (SELECT "{column}" AS v, count(*) AS n FROM {table} WHERE errors & 1 = 0 AND "{column}" IS NOT NULL GROUP BY 1) ORDER BY v'
    ).fetchall()
    return [
        v for v, alike, n_all in rows
        if not (alike >= max(2, min(OFTEN, 0.05 * n_all)) and any(c.isdigit() for c in v))
        and not (_CODE.match(v) and not _PLATE_ALONE.match(v) and not _BAD_CODE.search(v)) and v not in known
        and not (is_kept(v) and not any(w.lower() in GIVEN_WORDS for w in _LETTER_RUNS.findall(v)))
    ]  # fmt: skip


_LETTER_RUNS = re.compile(r"[^\W\d_]{3,}")
_WORDS_OF_KEY = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")
_RUNS_OF_KEY = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}(?=[0-9])|(?<=[0-9])[^\W\d_]{4,}")


def _strange_word(word: str) -> bool:
    """Whether a word of a key that is made unlike the others may be a name (not "void", "test", "case")."""
    w = _without_marks(word).lower()
    return w in GIVEN or w in FAMILY_PLAIN or (len(w) > 3 and not is_ordinary(w) and not is_ordinary(re.sub("^(?:re|un|non)", "", w)))


def _strange_run(run: str) -> bool:
    """The same of letters that digits follow ("SMITHJ0412"), which are rarely one word ("BOOKINGNO12")."""
    w = re.sub("(?<=...)(?:no|id)$", "", _without_marks(run).lower())
    if is_ordinary(w) or any(is_ordinary(w[:i]) and is_ordinary(w[i:]) for i in range(3, len(w) - 2)):
        return False
    return len(w) > 4 or _called(w)


def _called(w: str) -> bool:
    """Whether a word in small letters is a name, or one behind an initial ("jlee")."""
    return w in GIVEN or w in FAMILY_PLAIN or w[1:] in FAMILY


_BIRTH_IN_KEY = re.compile(
    r"(?<![0-9])(?:(?:19[0-9]{2}|200[0-9])(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])|"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:19[0-9]{2}|200[0-9])|"
    r"(?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:19[0-9]{2}|200[0-9]|[3-9][0-9]))(?![0-9])"
)
# initials and a birth date of six digits
_INITIALS_AND_BIRTH = re.compile(r"^(?:[A-Z]\.? ?){2,3}[-_ ]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[3-9][0-9]$")
# (what a hyphen alone parts is made by a system: "DEF-417003")
_LABELLED = re.compile(r"^[A-Za-z]{2,4}(?!-[0-9])[ #:.-]+(?:[0-9][ -]?){6,}[A-Z]?$")
# "INMATE ID: K44829", "FDC DC# M48812"
_SAID_A_NUMBER = re.compile(
    r"(?i:(?<![a-z])[a-z]{2,}\.?(?:[ .]*(?:[#:]|(?<![a-z])(?:no|nbr|num|number|id)(?![a-z])))+[ .:#=-]*[a-z]{0,3}(?=(?:[ -]?[0-9]){4}))"
)
# a number of a row, filled up with noughts, behind what its system puts before it: "DEID-08940"
_FILLED_UP = re.compile(r"^([A-Za-z]{2,4})[-_]0[0-9]{3,}$")
_OF_A_REGISTER = re.compile(
    r"^(?:[A-Z]{2}[ -])?(?i:ssn?|sid|fbi(?:/ucn)?|dln?|oln|mrn|cin|cii|inmate|jacket|hmis|medicaid|tdcj|cdcr|pfn|ucn|ph|tel|cell|phone)"
    r"(?i:[ #.]*(?:no|nbr|num|number)(?![a-z]))?[ #:.=_-]*(?=(?:[^0-9]*[0-9]){4})[0-9A-Za-z -]+$"
)


def _strange_key(value: str, column: str, in_keys: set[str], most_digits: int) -> tuple[str, bool] | None:
    """What a key may be that is made unlike the others (``in_keys``: their letters): a word that they don't hold, a birth date,
    another number of a person.
    """
    if (row := _FILLED_UP.match(value)) and not _called(row[1].lower()):
        return None
    if any(_strange_word(w) for w in _WORDS_OF_KEY.findall(value) if w.upper() not in in_keys) or any(
        _strange_run(w) for w in _RUNS_OF_KEY.findall(value) if w.upper() not in in_keys
    ):
        return "name", False
    if _BIRTH_IN_KEY.search(value):
        return "birth date", False
    if _is_vin(value):
        return "number of a paper or a file", False
    if _OF_A_REGISTER.match(value) and re.match("[A-Za-z]*", value).group().upper() not in in_keys:
        return "number of a paper or a file", False
    # (of the other keys a number of a docket or a report can't be told)
    if column == "person_id":
        if _INITIALS_AND_BIRTH.match(value):
            return "birth date", False
        if (
            _LABELLED.match(value) or re.match("[A-Za-z]{2,}# ?[0-9A-Za-z]*[0-9]{3}", value) or _SAID_A_NUMBER.search(value)
            or sum(c.isdigit() for c in value.lstrip("0")) >= max(9 if value.isdigit() else 8, most_digits + 3)
        ):  # fmt: skip
            return "number of a paper or a file", False
        # of a driver ("WDL7QH4KX92B")
        if value.isalnum() and len(value) >= 10 and len(re.findall("[0-9]+[A-Za-z]+", value)) >= 2:
            return "number of a paper or a file", False
    return None


def _name_in_few(value: str) -> bool:
    """Whether a name stands in a key of a column that holds too few to have an outline of its own: a listed one, or, beside other
    words, an unknown one.
    """
    words = {_without_marks(w).lower() for w in _WORDS_OF_KEY.findall(value)}
    found = any(w in GIVEN or w in FAMILY_PLAIN for w in words) or (" " in value.strip() and any(map(_strange_word, words)))
    return found and not is_kept(value)


_OF_A_FLOAT = re.compile(r"^(?=(?:\.?[0-9]){15})[0-9]+\.[0-9]+$")
# hashes and random numbers as databases write them: hexadecimal, UUID, base64, base32
_HASH = re.compile(
    r"^(?:(?=.*[0-9].*[a-f])[0-9a-f]{8,}|(?:0x|(?:sha|md)-?[0-9]{1,3}[:$])[0-9A-Fa-f]{8,}|"
    r"(?=(?:.*[0-9]){2})(?=(?:.*[A-F]){2})(?:[0-9A-F]{16}|[0-9A-F]{20}|[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64})|"
    r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|"
    r"(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])(?:[0-9A-Za-z+/_-]{22}==|[0-9A-Za-z+/_-]{43}=)|"
    r"(?=[A-Z]*[2-7]+[A-Z]+[2-7])(?:[A-Z2-7]{16}|[A-Z2-7]{26}|[A-Z2-7]{32}|[A-Z2-7]{52})|"
    # ULID; of 64 bits as a number (89: of a SIM card); in groups of four, one of letters and digits
    r"01[0-9A-HJKMNP-TV-Z]{24}|-[0-9]{16,19}|(?!89)[0-9]{19}|(?=(?:[0-9A-Z]{4}-)*(?:[A-Z]+[0-9]|[0-9]+[A-Z])[0-9A-Z]*)[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,})$"
)
_CHANGES = re.compile("(?<=[A-Z])(?=[^A-Z])|(?<=[a-z])(?=[^a-z])|(?<=[0-9])(?=[^0-9])")


def _is_hash(value: str) -> bool:
    """A hash, or one behind a short prefix that is no name ("PSN_28caeacd02")."""
    prefix = re.match("[A-Za-z]{1,4}[-_]", value)
    rest = value[prefix.end():] if prefix else value
    if prefix and (_strange_word(prefix.group()[:-1]) or _BIRTH_IN_KEY.search(rest) or not re.search("[a-z]", rest)):
        rest = value
    if _HASH.match(rest):
        return not (rest.isdigit() and (_BIRTH_IN_KEY.search(rest[:8]) or _BIRTH_IN_KEY.search(rest[-8:])))
    # letters, capitals and digits in no order (base64 for addresses): a third of the places or more is unlike the next, no word stands out
    return bool(
        re.fullmatch("(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z_-]{16,}", rest)
        and len(_CHANGES.findall(rest)) >= len(rest) / 3
        and not any(len(w) > 6 or _called(w.lower()) for w in re.findall("[A-Z]?[a-z]{2,}|[A-Z]{3,}", rest))
    )


_VIN = re.compile(r"^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}$")
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9)))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _is_vin(value: str) -> bool:
    """The number of a vehicle, by its check digit (49 CFR 565.15)."""
    if not _VIN.match(value):
        return False
    rest = sum(w * (int(c) if c.isdigit() else _VIN_VALUES[c]) for w, c in zip(_VIN_WEIGHTS, value)) % 11
    return value[8] == ("X" if rest == 10 else str(rest))


# kinds of dockets and records, and what a key is marked with that is none yet
_NO_PLATES = frozenset("CR CV CF CM CT TR JV MH SC AP UNK ANO TMP TST DUP NEW OLD GEN REF ARR CLT CLI SUB PER INC REP CAS REQ".split())


# a label, or words, where the other keys are one token: "INMATE ID: K44829"
_SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}.*[\s:#].*[^\W_]|[^\W_].*[\s:#].*[^\W\d_]{2,}")


def _sharper(shape: str, in_keys: set[str], most_digits: int) -> str:
    """The outline of keys whose letters are always the same few, with these letters and about so many digits."""
    letters = "(?i:" + "|".join(sorted(in_keys)) + ")"
    return shape.replace("[A-Za-z]+", letters).replace("[0-9]+", f"[0-9]{{1,{most_digits + 2}}}")


def _search_keys(
    con: duckdb.DuckDBPyConnection, table: str, column: str, name: str, role: str, latest_birth_year: int
) -> tuple[list[Finding], list[str]]:
    """What certainly identifies; and single values that are made unlike the column's others and may identify."""
    sample = [
        row[0]
        for row in con.execute(
            f'SELECT DISTINCT "{column}" FROM {table} WHERE errors & 1 = 0 AND "{column}" IS NOT NULL AND '
            "rowid % greatest(1, "
            f"(SELECT count(*) FROM {table}) // {_SAMPLE}) = 0 ORDER BY 1"
        ).fetchall()
    ]
    if not sample:
        return [], []
    shapes = Counter(map(_shape, sample))
    often = max(2, 0.02 * len(sample))
    usual = [s for s, n in shapes.items() if n >= often]
    # the column as a whole: keys that are names, telephone numbers and the like
    some = sample[:: max(1, len(sample) // _WHOLE_SAMPLE)]
    kinds = Counter(
        found[0]
        for v in some
        if (found := kind_of(v, role, latest_birth_year))
        and (found[1] or found[0] == "name" or _PHONE_LIKE.search(v))
        and not (found == ("name", False) and is_kept(v))  # "not booked"
    )
    whole = [k for k, n in kinds.items() if n > 0.5 * len(some)]
    if whole:
        first = next(
            (v, g)
            for v, g, _ in _values(con, table, column, "true")
            if (found := kind_of(v, role, latest_birth_year)) and found[0] == whole[0]
        )
        return [Finding(name, first[1], whole[0])], []
    # (random keys have many outlines, and words by chance)
    alike = role == "key" and sum(n for _, n in shapes.most_common(3)) >= 0.9 * len(sample)
    few = role == "key" and len(sample) < 10
    plain = [v for v in sample if _shape(v) in usual]
    in_keys = {w for w, n in Counter(w.upper() for v in plain for w in set(re.findall("[A-Za-z]+", v))).items() if n >= often}
    most_digits = max((d for d, n in Counter(sum(c.isdigit() for c in v) for v in plain).items() if n >= often), default=0)
    # single values: those of an unusual outline, and, where the usual one has separators, whatever is certain
    unusual, outlines = "true", usual
    if usual:
        if alike and 0 < len(in_keys) <= 5:
            outlines = [_sharper(s, in_keys, most_digits) for s in usual]
        unusual = f'NOT regexp_full_match("{column}", {sql_text("|".join(outlines))})'
        if any(re.sub(r"\[A-Za-z\]\+|\[0-9\]\+|_", "", s) for s in usual):
            unusual = f'({unusual} OR regexp_matches("{column}", {sql_text(_CERTAIN_RE2)}))'
    mostly_digits = sum(n for s, n in shapes.items() if s == "[0-9]+") > 0.5 * len(sample)
    out: list[Finding] = []
    doubtful: list[str] = []
    for value, g, n in _values(con, table, column, unusual, are_few=not is_key_of_rows(name)):
        found = kind_of(value, role, latest_birth_year, n)
        # "Day shift bike unit"; a key that a float broke is quarantined
        if (found == ("name", False) and is_kept(value)) or _OF_A_FLOAT.match(value) or (role == "key" and _is_hash(value)):
            continue
        if found == ("licence plate", False) and (
            re.match("[A-Z]*", value).group() in _NO_PLATES or (usual and re.fullmatch("|".join(usual), value))
        ):  # fmt: skip
            found = None  # (another prefix)
        if few and not (found and found[1]) and _name_in_few(value):
            found = ("name", True)
        # (keys that were merged, "P00320 / P00911", are keys)
        rest = " ".join(w for w in value.split() if not (outlines and re.fullmatch("|".join(outlines), w)))
        found = found or (_strange_key(rest, name, in_keys, most_digits) if alike else None)
        if found and found[1]:
            out.append(Finding(name, g, found[0]))
        elif not (mostly_digits and value.isdigit()) and (found or (alike and _SEVERAL_WORDS.search(rest) and not is_kept(rest))):
            doubtful.append(value)
    # a doubtful value counts only where it is an exception in a column that has a pattern of its own
    regular = sum(n for s, n in shapes.items() if s in usual) >= 0.9 * len(sample)
    if doubtful and regular:
        n_distinct = con.execute(
            f'SELECT count(DISTINCT "{column}") FROM {table} WHERE errors & 1 = 0'
        ).fetchone()[0]
        if n_distinct < 10 or len(doubtful) > max(2, 0.01 * n_distinct):
            doubtful = []
    return sorted(out, key=lambda f: f.g), sorted(doubtful) if regular else []


# RE2 has no look-around: a wider net, whose catch is judged by kind_of
_CERTAIN_RE2 = (
    r"@|://|www\.|\([0-9]{3}\)|[0-9]{3}[-. ][0-9]{2}[-. ][0-9]{4}|[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4}|"
    r"([0-9]{1,3}\.){3}[0-9]|°|[A-Za-z]{3,},? [A-Za-z]{2,}|\.[0-9]{3,}.*\.[0-9]{3}"
)


def refuse(findings: Sequence[Finding], where: Sequence[tuple[str, int]]) -> None:
    """Raises DataRefused for findings; ``where`` holds file and row number of each."""
    if not findings:
        return
    told = [
        f"{file}: {f.column}, row {row}: looks like a {f.kind}".replace(" a e-mail", " an e-mail")
        .replace(" a IP", " an IP")
        .replace(" a coordinates", " coordinates")
        for f, (file, row) in list(zip(findings, where, strict=True))[:_MAX_TOLD]
    ]
    more = f" (and {len(findings) - _MAX_TOLD} more values)" if len(findings) > _MAX_TOLD else ""
    raise DataRefused(
        "direct identifiers are not taken in: " + "; ".join(told) + more,
        hint="have the provider remove them; if they are none, say why under not_identifiers in site.yml",
    )
