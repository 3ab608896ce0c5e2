"""Rules for people's names that lists of frequent names can't tell: the outline of a name, and what its sentence says of it.

A word counts as *strange* that is in no list of ordinary words; a frequent given or family name counts as *known*. Neither is
enough: a rule asks for a place where a name stands, too (behind a rank, before a badge number, as a surname and a given name
with nothing around them), so that "Baker Act", "Robert Beat" and "Eric M. Taylor Center" pass.
"""

from __future__ import annotations

import re

from ingest.names import FAMILY, FAMILY_PLAIN, GIVEN, GIVEN_WORDS, NOT_FAMILY
from ingest.words import is_ordinary

_WORD = r"[A-Z][A-Za-z'’-]+"
_LETTER = r"(?<![A-Za-z])"
# what is called after people: taken away before names are looked for
_PLACE = (
    r"(?:Center|Centre|Ctr|Hospital|Hosp|Facility|Foundation|Memorial|Med(?:ical)?|Clinic|Institute|Courthouse|Correction(?:s|al)|"
    r"Detention|Justice|Academy|School|University|College|Elementary|Library|Homes|Towers?|Apartments|Apts|Annex|Bldg|Building|"
    r"Airport|Expressway|Freeway|CC|CF|MDC|Recovery|Regional|Beat|Sector|Squad|"
    r"Precinct|County|Parish|Township|Borough|Yards?)"
)
_CALLED_AFTER = re.compile(
    rf"(?:{_LETTER}(?:San|Santa|St\.?|Saint|Los|Las|El|Fort|Ft\.?|Mount|Mt\.?|Lake|Port|New|Camp|Cape|Point) {_WORD}|"
    rf"{_LETTER}(?:{_WORD}|[A-Z]\.?)(?: (?:{_WORD}|[A-Z]\.?|Jr\.?|de|la)){{0,3}}(?:['’]s)? {_PLACE}(?![A-Za-z])|"
    # in capitals only where the text opens with it: "DEF JOHN SMITH COUNTY JAIL" names somebody
    rf"^(?:[A-Z][A-Z'’-]+|[A-Z]\.?)(?: (?:[A-Z][A-Z'’-]+|[A-Z]\.?)){{0,3}}(?:['’]S)? "
    rf"(?:{_PLACE.replace('(?:ical)?', 'ICAL').replace('(?:s|al)', 'AL').upper().replace('(?:', '(?:')})(?![A-Za-z]))"
)
# rules of law and doings of the police that bear a name
_LAW = (
    r"(?:act|law|laws|hearing|motion|plea|pleas|stop|stops|warnings?|rights|waiver|waived|waivers|order|alert|material|petition|rule|"
    r"registrant|colloquy|doctrine|notice|inquiry|instruction|disclosure|list)"
)
# ("Adam Walsh Act"; a motion or a hearing may be of somebody of two names)
_EPONYM = re.compile(rf"{_LETTER}(?:[A-Z][A-Za-z]+(?:['’][Ss])? (?i:{_LAW})|[A-Z][a-z]+ [A-Z][a-z]+(?:['’]s)? (?:Act|Law))(?![A-Za-z])")
BRANDS = re.compile(
    rf"{_LETTER}(?i:wells fargo|harley davidson|louis vuitton|neiman marcus|calvin klein|ralph lauren|tommy hilfiger|michael kors|"
    r"kenneth cole|smith (?:and|&|n) wesson|jack daniels?|johnnie walker|captain morgan|jim beam|sam adams|mercedes benz|fred meyer|"
    r"harris teeter|rite aid|sheppard pratt|(?:hazelden )?betty ford|"
    r"father martin'?s(?: ashley)?|walter reed|"
    r"burger king|bon secours|mc ?donald'?s|"
    r"macy'?s|wendy'?s|denny'?s|kohl'?s|lowe'?s|sam'?s club|trader joe'?s|"
    r"carl'?s jr|arby'?s|popeye'?s|"
    r"dillard'?s|bloomingdale'?s|victoria'?s secret|barnes (?:and|&) noble|jo-?ann fabrics|"
    r"lord (?:and|&) taylor|jenny craig|dollar general|adams morgan|addis ababa|las vegas|"
    r"los angeles|anne arundel|prince george'?s?)(?![A-Za-z])"
)
# given names that are places at least as often
PLACES = frozenset(
    """
    austin jackson madison charlotte houston orlando savannah georgia virginia carolina dakota florence eugene israel jordan santiago
    diego antonio trenton denver lincoln franklin montgomery marion cleveland dallas miranda carson logan kingston kent howard carroll
    cecil charles douglas washington jefferson clark lewis mason grant monroe hamilton aurora chelsea brooklyn phoenix paris sierra
    clinton lawrence columbia cheyenne raleigh boston camden wayne marshall clayton arlington elizabeth nelson alexandria rochelle
    salem vernon hudson sheridan sherman dunbar alamo marin mesa verde
    """.split()
)
_TITLES = (
    r"(?:mr|mrs|ms|mx|dr|prof|rev|reverend|pastor|fr|father|imam|rabbi|hon|justice|judge|magistrate|sir|officer|offcr|ofcr|ofc|off|sgt|"
    r"sergeant|lt|lieutenant|capt|captain|cpl|corporal|chief|maj|det|detective|insp|inv|investigator|deputy|dpty|dep|tpr|trooper|agent|sa|"
    r"marshal|sheriff|const|constable|counsel|attorney|atty|ada|dda|da|apd|pd|po|p\.o|apo|pa|rn|np|nurse|cm|case (?:mgr|manager|worker)|"
    r"caseworker|cw|sw|social worker|counsell?or|clinician|therapist|sponsor|supervisor|supv|mgr|manager|advocate|peer|navigator|"
    r"interpreter|bailiff|clerk|cadet|medic|emt|paramedic)"
)
_ROLES = (
    r"(?:guardian|mother|mom|father|dad|parent|sister|sis|brother|bro|son|daughter|wife|husband|spouse|partner|boyfriend|girlfriend|gf|bf|"
    r"g/f|b/f|ex|fianc[eé]e?|roommate|friend|cousin|aunt|uncle|nephew|niece|grand(?:mother|ma|father|pa|son|daughter|parent)|"
    r"neighbou?r|landlord|landlady|employer|victim|vic|witness|wit|complainant|compl|suspect|susp|arrestee|accused|defendant|deft|def|"
    r"co-?def(?:endant|t)?|offender|subject|subj|client|clt|participant|patient|pt|inmate|passenger|driver|resident|respondent|"
    r"petitioner|decedent|juvenile|owner|a/o|r/o|c/o|f/o|[wvsc](?=:))"
)
# a rank or a post, and whom it names; "Ofc. J. Baker #2614"
_RANKED = re.compile(rf"{_LETTER}(?i:{_TITLES})[.:]? (?:[A-Z]\.? ?){{0,2}}({_WORD})(,? #?[0-9]{{3,6}}(?![0-9]))?")
_ROLE_NAMED = re.compile(rf"{_LETTER}(?i:{_ROLES})(?:['’]s|\.)?(?: is|:| -|,)? \(?({_WORD})(,? (?:#?[0-9]{{3,6}}(?![0-9])|{_WORD}))?")
_CASE_STYLE = re.compile(
    rf"{_LETTER}(?:(?i:state|"
    r"people|commonwealth|us|u\.s\.|united states|govt?|city|county|town|village|comm)(?: of [A-Z][A-Za-z]+)?,? vs?\.? "
    rf"({_WORD})|"
    rf"(?i:in re|in the matter of|matter of|estate of|ex parte),? (?!the\b)({_WORD})|"
    rf"({_WORD}) vs?\.? (?i:state|people|commonwealth|city)"
    r"(?![A-Za-z]))"
)
_CREDENTIALS = re.compile(
    rf"{_LETTER}({_WORD}) ({_WORD}),? "
    r"(?:LCSW|LICSW|MSW|LSW|RN|MD|PhD|PsyD|Esq|LPC|LMHC|LMFT|CADC|SUDP|CDP|CPRS|PA-C|NP|APRN|DO|JD)(?![A-Za-z])"
)
_SPOKEN = re.compile(
    rf"{_LETTER}(?i:name of|names? (?:is|was|as)|(?:legal|true|real|full|last|first|given) name(?: is|:)?|named|goes by|known as|aka|alias|"
    rf"a/k/a|i\.?d\.?['’]?d as|identified as|signed out by|caseload of) \(?({_WORD})(?:,? (?:[A-Z]\.? )?({_WORD}))?"
)
_PAIR = re.compile(rf"{_LETTER}({_WORD}) (?:[A-Z]\.? )?(?:[Dd]e (?:[Ll]a )?|[Dd]el |[Vv]an |[Vv]on )?({_WORD})(?![A-Za-z])")
_REVERSED = re.compile(rf"{_LETTER}({_WORD}), ?({_WORD})(?![A-Za-z])")
# one given name, in a sentence: whom something is done with, or who does it
_TOWARD = re.compile(
    r"(?<![A-Za-z])(?i:to|with|w/|by|via|for|and|per|cc|ask|asked|told|tell|see|saw|met|call|called|text|texted|cousin|from) "
    r"([A-Z][A-Za-z]+)(?=$|[.,;:)!?]| (?!st\b|ave\b|rd\b|co\b)[a-z])"
)
_DOES = re.compile(
    r"^([A-Z][a-z'’-]{2,}) (?:[a-z]+ly |also |then |never |no-|did |does |will |would |can |could |is |was |has |had )*"
    r"(?:[a-z]{2,}(?:ed|s|n't)|went|left|said|told|met|lost|came|got|did|made|has|had|was|is|will|would|paid|kept|took|withdrew|quit|fell)\b"
)
_POSSESSIVE = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2,})['’]s [a-z]")
_INITIALLED = re.compile(rf"(?<![A-Za-z])(?i:by|with|w/|to|from|per|via|cc|cm|da|ada|dda|pd|po) [A-Z]\.? ({_WORD})(?![A-Za-z])")
_WITH_PAIR = re.compile(rf"(?<![A-Za-z])(?:with|w/|by|after|as|told|met|saw|per) ({_WORD}) (?:[A-Z]\.? )?({_WORD})(?![A-Za-z])(?! [A-Z])")
# "Kahananui (mother)"
_KIN = re.compile(rf"{_LETTER}({_WORD}) \((?i:{_ROLES})\)")
_SPANISH_TITLED = re.compile(rf"{_LETTER}(?:Sra?\.?|SRA?\.?|[Ss]eñora?|[Ss]enora?|Doña|Dona|Don) (?:[A-Z][a-z]+ )?({_WORD})")
_SUFFIX = re.compile(r"(?<![A-Za-z])(?:Jr|Sr|JR|SR|II|III|IV)\.?(?![A-Za-z])")
_LEAD_IN = re.compile(
    r"^(?i:names?|client|subj(?:ect)?|def(?:t|endant)?|aka|alias|cm|po|arrestee|vict?(?:im)?|suspect|officer)\s*[:=#-]\s*"
)
_PARTED = re.compile(r"[,;/^|_]")
# small words that no surname is, though some are family names
TOO_ORDINARY = frozenset(
    """
    black white brown gray green young long short small strong good little may day will ward church field fields hall house case court
    rose price grant park parks lane hill woods wood street page bond post rush moon snow love law laws low noble sharp wise rich poor
    self person persons police way lot gay first second third street north south east west english french major minor best
    sales cash check cards ring wells bell banks pool ball hand bills head law ring house rice bush fox wolf hart cook gates stone
    """.split()
)


def _plain(word: str) -> str:
    return re.sub(r"['’-]|(?:['’]s$)", "", word.lower()).removesuffix(".")


def _parts(word: str) -> list[str]:
    return [p for p in re.sub(r"['’]s$", "", word.lower()).replace("’", "'").replace("'", "").split("-") if p]


def _strange(word: str) -> bool:
    """No ordinary word, and long enough to be a name."""
    parts = _parts(word)
    return bool(parts) and all(len(p) > 2 and not is_ordinary(p) and p not in NOT_FAMILY for p in parts) and len("".join(parts)) > 3


def _given(word: str) -> bool:
    w = _plain(word)
    return w in GIVEN or w in GIVEN_WORDS


def _family(word: str) -> bool:
    return all(p in FAMILY and p not in NOT_FAMILY and p not in TOO_ORDINARY for p in _parts(word)) and bool(_parts(word))


# words that open what follows a rank without being called so, though somebody is
_NOT_CALLED = frozenset("may will day house court field church street".split())


def _surname(word: str) -> bool:
    """Could be nothing but a surname: strange, or a known one that is no everyday word."""
    return _strange(word) or _family(word)


def _pair(first: str, second: str) -> bool:
    """Two words side by side that are a person's: one is known as a given or a family name, the other could be one."""
    a, b = _plain(first), _plain(second)
    if {a, b} & NOT_FAMILY or a == b:
        return False
    if a in GIVEN and (_surname(second) or b in GIVEN) and not (a in PLACES and b in PLACES):
        return True
    if a in GIVEN_WORDS and _family(second) and b in FAMILY_PLAIN:
        return True
    return a in FAMILY_PLAIN and not is_ordinary(a) and a not in PLACES and ((_family(second) and not is_ordinary(b)) or b in GIVEN)


def _is_sentence(text: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’-]*", text) if len(w) > 1 and not (w.isupper() and len(w) < 5)]
    return 3 * sum(w[0].islower() for w in words) >= len(words) > 0


# a surname of two words
_PARTICLE = re.compile(r"(?<![A-Za-z])((?:(?:de|del|da|dos|di|van|von|st)\.? (?:(?:la|los|las|der|den) )?)|"
                       r"(?:standing|two|red|iron|black|white|little|running) "
                       r"(?=bulls?|bears?|elks?|clouds?|horses?|eagles?|wol(?:f|ves)))(?=[A-Z])", re.I)  # fmt: skip
_BETWEEN = re.compile(rf"^{_WORD} [\"“(]['‘]?[A-Z][A-Za-z' -]+['’]?[\"”)] {_WORD}$")
_SUFFIXED = re.compile(rf"^({_WORD}),? (?:[A-Z]\.? )?({_WORD}),? (?:Jr|Sr|JR|SR|II|III|IV)\.?$")


# "Shawndiin de Ybarra", "WARSAME/GRACE"
_OF_FAMILY = re.compile(rf"^({_WORD}) (?i:de|del|de la|van|von|da|dos) ({_WORD})$")
_SLASHED = re.compile(r"^([A-Z'’-]{3,})/([A-Z'’-]{3,})$")
_REVERSED_LONG = re.compile(rf"^({_WORD}), ?({_WORD}) ({_WORD})$")
_SLAVIC = re.compile(r"(?:wski|wska|wsky|icz|czyk|enko|opoulos)$")


def _looks_family(word: str) -> bool:
    return bool(_SLAVIC.search(_plain(word)))


def _whole_name(value: str) -> bool:
    """What only a name looks like: a nickname between, a Jr. behind, a strange word beside a known one or around an initial."""
    if _BETWEEN.match(value) and any(_strange(w) or _plain(w) in GIVEN or _family(w) for w in value.split()):
        return True
    if (found := _SUFFIXED.match(value)) and any(_strange(w) or _given(w) for w in found.groups()):
        return True
    if (found := _SLASHED.match(value)) and _given(found[2]) and (_strange(found[1]) or _family(found[1])):
        return True
    if (found := _OF_FAMILY.match(value)) and _plain(found[2]) in FAMILY_PLAIN and (_strange(found[1]) or _given(found[1])):
        return True
    if (found := _REVERSED_LONG.match(value)) and all(
        _strange(w) or _given(w) or _plain(w) in FAMILY - NOT_FAMILY for w in found.groups()
    ) and any(_strange(w) or _plain(w) in GIVEN or _family(w) for w in found.groups()):
        return True
    tokens = [t for t in re.split(r"[ ,;/|^]+|(?<=[A-Z]{3})-(?=[A-Z]{3})", value) if t]
    words = [t.removesuffix(".") for t in tokens if len(t.rstrip(".")) > 1]
    if not (2 <= len(tokens) <= 3 and len(words) == 2 and all(re.fullmatch(r"[A-Z][A-Za-z'’-]+", w) for w in words)):
        return False
    if "&" in tokens:  # a crossing
        return False
    outlined = len(tokens) == 3 or ";" in value
    plain = [_plain(w) for w in words]
    if plain[0] == plain[1] or any(w in PLACES or (w in NOT_FAMILY and not (outlined and w in FAMILY)) for w in plain):
        return False
    known = [_plain(w) in GIVEN or (_plain(w) in FAMILY_PLAIN and not is_ordinary(_plain(w))) for w in words]
    strange = [_strange(w) for w in words]
    initial = len(tokens) == 3
    parted = initial or ";" in value or "-" in value
    likely = [k or s or (parted and (_given(w) or _plain(w) in FAMILY)) for k, s, w in zip(known, strange, words)]
    return (all(likely) and (any(known) or (parted and any(strange)))) or any(map(_looks_family, words))


def _alone(value: str) -> bool:
    """The value is a name and nothing else: two to four words, of which one is known and none an ordinary one."""
    if _whole_name(value):
        return True
    value = _SUFFIX.sub(" ", re.sub(r"\(.*?\)|[\"“][^\"”]*[\"”]", " ", _LEAD_IN.sub("", value)))
    tokens = [t for t in re.split(r"[\s,;/^|_]+", value) if t not in ("", ".", "-")]
    tokens = [t for i, t in enumerate(tokens) if t.lower() not in ("de", "la", "del", "van", "von", "los") or i == 0]
    if not 2 <= len(tokens) <= 4 or not all(re.fullmatch(r"[A-Za-z][A-Za-z'’.-]*", t) for t in tokens):
        return False
    words = [t for t in tokens if len(t.rstrip(".")) > 1]
    if len(words) < 2:
        # "W. C. Howard", "HOWARD, D.": a surname and nothing but initials
        return bool(words) and (words[0] is tokens[-1] or "," in value) and all(
            t is words[0] or re.fullmatch(r"[A-Z]\.", t) for t in tokens
        ) and _surname(words[0])
    initial = len(words) < len(tokens)
    parted = bool(_PARTED.search(value)) and "/" not in value
    # "WARD|PILAR|A" names somebody, "Ward 4" and "Ward, North" do not
    if any("." in w.rstrip(".") or (_plain(w) in NOT_FAMILY and not (parted and _plain(w) in FAMILY)) for w in words):
        return False
    given = [w for w in words if _given(w)]
    rest = [w for w in words if not _given(w)] or words[:1]
    if given and all(_surname(w) for w in rest) and not all(_plain(w) in PLACES for w in words):
        # a given name that is a word needs a known surname, or the outline of a list
        if any(_plain(w) in GIVEN and _plain(w) not in PLACES for w in given) or initial or parted:
            return True
        return any(_family(w) for w in rest)
    if given and (initial or parted) and all(_family(w) or _plain(w) in FAMILY for w in rest):
        return any(_plain(w) in GIVEN for w in given) or any(_family(w) for w in rest)
    # no given name is known: two surnames, or a strange word beside one, in the outline of a list
    if (initial or parted) and all(_surname(w) for w in words):
        return any(_family(w) and not is_ordinary(_plain(w)) for w in words)
    return False


def strip_places(text: str) -> str:
    """Without what is called after people: institutions, districts, laws, brands."""
    for pattern in (BRANDS, _CALLED_AFTER, _EPONYM):
        text = pattern.sub(" ", text)
    return text


def names_somebody(text: str) -> bool:
    """Whether the outline of the text, or what it says of a word, makes that word a person's name. ``text`` has gone through
    ``strip_places``."""
    text = _PARTICLE.sub(lambda m: re.sub("[ .]", "", m[1]).capitalize(), text)
    if _alone(text.strip()):
        return True
    if any(_strange(w) or _family(w) or _plain(w) in GIVEN for w in _SPANISH_TITLED.findall(text)):
        return True
    sentence = _is_sentence(text)
    for word, number in _RANKED.findall(text):
        frequent = _plain(word) in FAMILY and _plain(word) not in _NOT_CALLED
        if _surname(word) or (number and frequent) or (sentence and word[1:].islower() and (frequent or _plain(word) in GIVEN)):
            return True
    for word, after in _ROLE_NAMED.findall(text):
        known = _family(word) or _plain(word) in GIVEN
        if (known or (_strange(word) and (sentence or after))):
            return True
    if any(_plain(w) not in NOT_FAMILY for found in _CASE_STYLE.findall(text) for w in found if w):
        return True
    if any(_strange(w) or _surname(w) or _given(w) for w in _KIN.findall(text)):
        return True
    if any(_surname(w) or _given(w) for found in _CREDENTIALS.findall(text) for w in found):
        return True
    for first, second in _SPOKEN.findall(text):
        if _plain(first) in GIVEN or (second and (_pair(first, second) or (_strange(first) and _strange(second)))):
            return True
    owned = re.sub(r"['’]s(?![A-Za-z])", "", text)
    for start in (owned, owned.partition(" ")[2]):
        if any(_pair(a, b) or (sentence and _plain(a) in GIVEN and _plain(b) in FAMILY - NOT_FAMILY) for a, b in _PAIR.findall(start)):
            return True
    if any(_surname(w) or (sentence and _plain(w) in FAMILY) for w in _INITIALLED.findall(text)):
        return True
    # "with Tremaine Gray, public defender": a strange word and a frequent surname, said of people
    for a, b in _WITH_PAIR.findall(owned) if sentence else ():
        if (_strange(a) or _given(a)) and (_plain(b) in FAMILY or _strange(b)):
            return True
    for family, given in _REVERSED.findall(text):
        if _strange(given) and _plain(family) in FAMILY and _plain(family) not in PLACES and len(_plain(given)) > 4:
            return True
        if _given(given) and (_surname(family)) and _plain(given) in GIVEN | GIVEN_WORDS and not (
            _plain(given) in PLACES or _plain(family) in PLACES
        ):
            return True
    if not sentence:
        return False
    singles = [*_TOWARD.findall(text), *_DOES.findall(text), *_POSSESSIVE.findall(text)]
    if any(_plain(w) in GIVEN and _plain(w) not in PLACES for w in singles):
        return True
    # a sentence that opens with a strange word or a surname that does something
    return any(_surname(w) and not is_ordinary(_plain(w)) and _plain(w) not in PLACES for w in _DOES.findall(text))
