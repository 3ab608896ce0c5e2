"""Notes are held to a closed vocabulary: in a sentence every word must be an ordinary one, and every capital has its reason.

Lists of names can't hold everybody's. So a note is read the other way round: a capitalised word that is in no list of ordinary
words, of places or of institutions counts as somebody's name, and so does an ordinary word that is a frequent name where a name
stands ("Hunter texted", "met Dawn at"). A label ("POSS CDS NOT MARIJ", "Upton/Druid Heights") is no note: its strange words are
abbreviations and places.
"""

from __future__ import annotations

import bisect
import functools
import re

from ingest.names import FAMILY, FAMILY_PLAIN, GIVEN, GIVEN_WORDS, NOT_FAMILY
from ingest.naming import PLACES, TOO_ORDINARY
from ingest.words import all_words, is_ordinary

_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z][A-Za-z'’]*)*")
# what a capital may mean in a sentence besides a name
_PROPER = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday spanish english amharic vietnamese somali chinese mandarin cantonese tagalog korean russian arabic french haitian
    creole portuguese navajo american african indian asian hispanic latino latina native christian catholic muslim jewish islander alaska
    hawaiian miranda narcan vivitrol sublocade suboxone medicaid medicare naltrexone buprenorphine methadone covid section tier phase
    level stage schedule class title part chapter count type grade act fentanyl
    alabama arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
    louisiana maine massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york dakota
    ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont wisconsin wyoming baltimore seattle chicago albuquerque
    denver atlanta philadelphia pittsburgh detroit portland tacoma oakland sacramento milwaukee minneapolis brooklyn bronx queens
    manhattan maryland honda toyota nissan hyundai kia mazda subaru volvo chevrolet chevy ford dodge jeep buick pontiac acura lexus audi
    bmw mercedes volkswagen harley yamaha suzuki kawasaki canada puerto rico dc usa us america americas samaritan
    """.split()
)
# towns, countries and chains of shops; those of no list are told by what stands before them
_TOWNS = frozenset(
    """
    mesa tucson fresno bakersfield anaheim riverside stockton irvine modesto fontana oxnard spokane yakima everett olympia bellevue renton
    vancouver eugene boise reno tulsa wichita omaha lincoln topeka toledo akron dayton cincinnati columbus cleveland indianapolis
    louisville lexington nashville memphis knoxville chattanooga birmingham montgomery mobile jacksonville tampa miami orlando
    tallahassee gainesville savannah charleston greensboro durham raleigh charlotte richmond norfolk newport wilmington newark camden
    trenton buffalo rochester syracuse albany hartford providence worcester springfield boston portland burlington manchester
    lansing saginaw duluth fargo billings cheyenne laredo lubbock amarillo arlington garland plano houston dallas austin antonio
    shreveport lafayette mobile jackson biloxi honolulu anchorage juneau towson rockville hagerstown cumberland annapolis frederick
    mexico guatemala honduras salvador nicaragua panama colombia venezuela ecuador peru brazil haiti jamaica cuba dominican ethiopia
    eritrea somalia kenya nigeria ghana sudan iraq iran syria afghanistan pakistan india nepal china taiwan vietnam cambodia laos
    thailand philippines korea japan russia ukraine poland germany france england ireland spain italy
    walmart safeway kroger costco walgreens macys nordstrom kohls sears kmart albertsons publix wawa sheetz mcdonalds wendys starbucks
    subway denny dennys amtrak greyhound metro uber lyft amazon fedex ups lowes depot ikea sephora ulta aldi giant kaiser harborview
    """.split()
)
# what stands before a town, a shop or a house: a strange word behind it is no name
_TOWARD_PLACE = re.compile(
    r"(?i:(?<![A-Za-z])(?:at|in|near|outside|within|around|inside|of|"
    r"(?:moved?|relocated?|returned|deported|extradited|sent|transferred|transfer|referred|admitted|went|travell?ed|moving|committed|"
    r"discharged|"
    r"theft|stole|stolen|stealing|shoplift\w*|larceny|trespass\w*|burglary|robbery|hold|warrant|detainer|arrested)"
    r"(?: [a-z]+)? (?:back )?(?:to|from|at)|"
    r"trespass|hold|property)) (?:[A-Z][A-Za-z'’-]+ )*$"
)
# small in titles, too
_LINKING = frozenset("a an and as at by de del for from in la les los of on or per the to under van von w with".split())
# written in capitals throughout, this makes a text a note: nobody's charge says HE, WAS or STATED
_TELLING = frozenset(
    """
    he she his hers him they them their who i me my we was were had has did does said stated states advised adv admitted claimed reported
    told asked refused fled ran gave wants needs moved placed transported spoke upon obs observed contacted id'd
    """.split()
)
# what people do in a note: a frequent name before one of these is somebody, though it is an ordinary word
_ACTS = (
    "(?i:is|was|has|had|did|didn't|said|says|stated?s?|reports?|reported|told|texted|texts|called|calls|phoned|asked|asks|got|gets|came|went|left|"
    "wants?|wanted|needs|needed|refused|declined|denied|admitted|admits|agreed|arrived|appeared|missed|moved|met|lost|found|fled|ran|"
    "took|gave|kept|keep|relapsed|overdosed|attended|completed|graduated|returned|signed|pleads|pled|invoked|adv|advised|consented|"
    "stopped|started|stays|lives|lived|slept|goes|split|picked|showed|no-showed|doing|pointed|assaulted|will|then|and|in custody|"
    "cited|arrested|diverted|booked|charged|housed|c/o|to (?:report|appear|call|return|meet|attend)|"
    "dice|dijo|llam[oó]|quiere|necesita|vive|tiene|fue|est[aá]|no lleg[oó]|pidi[oó])"
)
_ACTING = re.compile(rf"(?<![A-Za-z])([A-Z][A-Za-z'’-]+) (?:[a-z]+ly |also |then |never )?{_ACTS}(?![A-Za-z])")
_SPEAKING = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z'’-]+) "
    r"(?i:gave|stated|states|said|says|admitted|told|asked|refused|consented|denied|invoked|fled|ran|texted|phoned|relapsed)(?![A-Za-z])"
)
_TWO_WORDED = re.compile(
    r"(?<![A-Za-z])(?i:standing|two|red|iron|black|white|little|running|yellow|spotted|sitting|lone|crazy) "
    r"(?i:bulls?|bears?|elk|cloud|horse|eagle|wolf|hawk|deer|feather|crow|owl|buffalo|thunder)(?![A-Za-z])"
)
# whom somebody meets or asks is no place
_MET = re.compile(
    r"(?i:(?<![A-Za-z])(?:took|transport|visited|met|called|texted|told|asked|contacted|helped|saw|recognized|bought|re:|pt:?|pt\.|"
    r"date for|family of)) ?$"
)
# behind these even a quite ordinary word is a name
_OF_SOMEBODY = re.compile(
    r"(?:^|[ ,;:(])(?i:pts?|co|c/o|vic|vict|def|deft|susp|wit|r/p|rp|i/m|inm|subj|clt|ofc|dep|sgt|det)\.?:? $"
)
# before these words stands a name if it is capitalised and a frequent one
_BEFORE = re.compile(
    r"(?i:(?<![A-Za-z])(?:to|with|w/|d/w|by|for|per|of|from|as|met|saw|see|seen|visit|visited|called|call|text|texted|told|asked|contacted|located|"
    r"transport|took|helped|bought|found|re|re:|via|cc|and|&|lm w/|cited|released|recognized|spoke to|notified|rp|r/p|wit|def|pt|s1|obs|"
    r"passenger|driver|bunkmate|cellmate|pharmacist|therapist|visitor|sponsor|[a-z]/[a-z]|[vws]-))[ (]*$"
)
_NICKNAMED = re.compile(
    r"(?i:(?<![A-Za-z])(?:known (?:to \w+ )?(?:from [\w ]+ )?as|goes by|street name|moniker|nicknamed?|aka|a/k/a|conocid[oa] como|"
    r"se llama|nombre:?)) "
    r"[\"“'‘(]?[A-Z]"
)
_TWO_STRANGE = re.compile(r"^ ?[A-Z][A-Za-z'’-]{4,},? [A-Z][A-Za-z'’-]{4,}$")
# "Restitution to Tillman of $450"
_HANDED = re.compile(r"(?<![A-Za-z])(?:to|by|for|with|per) ([A-Z][a-z'’-]{2,})(?= [a-z]|$|[.,;)])")
_INITIALS = re.compile(rf"(?<![A-Za-z.])(?!U\.S|D\.C|P\.O|E\.R|A\.M|P\.M|N\.A|A\.A)[A-Z]\.[A-Z]\. {_ACTS}(?![A-Za-z])")
_SPANISH = frozenset(
    """
    el la los las un una unos unas de del al y o en con sin por para su sus mi que no si se lo le es esta estaba fue ser ha han cliente
    clienta senor senora sr sra cita corte carcel casa vivienda comida ropa tratamiento trabajo hijo hija hijos madre padre mama papa
    hermano hermana esposo esposa tia tio abuela primo vive vivia llego llego pidio quiere dice dijo hable hablo llamo llamar llamada
    necesita tiene ya usa manana hoy ayer nacio nacido agosto mayo junio julio enero febrero abril septiembre octubre noviembre
    diciembre dado alta acompane otra vez conocido como nombre preguntar mas muy bien ano anos dia semana mes
    """.split()
)
_CAPITALS = 3  # letters from which a word in capitals within small ones may be a name and no acronym
_TITLE_CASED = re.compile(r"[A-Z][a-z]")


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|['’]", "", word.lower())


@functools.cache
def _sorted_words() -> list[str]:
    return sorted(w for w in all_words() if len(w) > 4)


@functools.cache
def _skeletons() -> frozenset[str]:
    return frozenset(_skeleton(w) for w in all_words() if len(w) > 4)


def _skeleton(word: str) -> str:
    """A word's consonants, none twice in a row, behind its first letter."""
    return re.sub(r"(.)\1+", r"\1", word[0] + re.sub(r"[aeiouy]", "", word[1:]))


def _formed(w: str) -> bool:
    """Made of an ordinary word by an ending or a beginning."""
    for end in ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "or", "ness", "ment", "al", "ic", "able"):
        stem = w.removesuffix(end)
        if stem == w or len(stem) < 3:
            continue
        if is_ordinary(stem) or is_ordinary(stem + "e") or (stem[-1] == stem[-2] and is_ordinary(stem[:-1])):
            return True
    return any(w.startswith(p) and len(w) - len(p) > 3 and is_ordinary(w[len(p):]) for p in ("re", "un", "non", "pre", "mis", "over", "out",
               "co", "self", "anti", "multi", "inter", "sub", "de", "dis", "psycho", "bio"))  # fmt: skip


@functools.cache
def _is_known(w: str) -> bool:
    return w in GIVEN or w in FAMILY_PLAIN


@functools.lru_cache(100_000)
def _ordinary(w: str) -> bool:
    """An ordinary word (plain, small letters), a place or an institution."""
    listed = w in _PROPER or w in NOT_FAMILY or w in PLACES or w in _TOWNS or w in _SPANISH
    return listed or is_ordinary(w) or (not _is_known(w) and _formed(w))


def _vowels(w: str) -> int:
    return sum(ch in "aeiouy" for ch in w)


@functools.lru_cache(100_000)
def _shortened(w: str) -> bool:
    """How an ordinary word is cut short in capitals: its beginning, or its consonants."""
    if _is_known(w):
        return False
    words = _sorted_words()
    i = bisect.bisect_left(words, w)
    if len(w) > 2 and i < len(words) and words[i].startswith(w):
        return True
    return 3 * _vowels(w) <= len(w) and len(_skeleton(w)) > 2 and _skeleton(w) in _skeletons()


def _of_list(w: str) -> bool:
    """A word, or each part of a double one, is ordinary or an ordinary one cut short."""
    return all(_ordinary(p) or _shortened(p) for p in w.split("-"))


def _is_name_word(w: str) -> bool:
    """Frequent as a name, and not so ordinary that it says nothing."""
    return (w in GIVEN or w in GIVEN_WORDS or w in FAMILY) and w not in NOT_FAMILY and w not in TOO_ORDINARY and w not in _PROPER


def _words(text: str) -> list[re.Match[str]]:
    return [m for m in _TOKEN.finditer(text) if len(m.group()) > 1]


def is_note(text: str) -> bool:
    """A sentence of small letters, or one of capitals that tells what somebody did."""
    words = [m.group() for m in _words(text)]
    small = [w for w in words if w[0].islower()]
    if small:
        return len(words) > 2 and 3 * len(small) >= len(words) and not all(w in _LINKING for w in small)
    return len(words) > 3 and any(w.lower() in _TELLING for w in words)


def is_nicknamed(text: str) -> bool:
    """Whether the text says what somebody is called."""
    return bool(_NICKNAMED.search(text))


def names_somebody_in_note(text: str) -> bool:
    """Whether a note holds a word that can only be a name; ``text`` without accents and without what is called after people."""
    words = _words(text)
    if _TWO_STRANGE.match(text) and all(not _ordinary(w) and not _shortened(w) and not _ENDINGS.search(w)
                                        for w in (_plain(m.group()) for m in words)):  # fmt: skip
        return len({m.group() for m in words}) == 2
    if any(_is_known(_plain(w)) and not _ordinary(_plain(w)) for w in _HANDED.findall(text)):
        return True
    if len(words) > 2 and (two := _TWO_WORDED.search(text)) and two.group()[0].isupper() and not _of_a_place(text[two.end() :].lower()):
        return True
    if len(words) > 3 and any(w in FAMILY or w in GIVEN or w in GIVEN_WORDS for w in map(_plain, _SPEAKING.findall(text))):
        return True
    if not any(m.group()[0].islower() for m in words):
        return _in_capitals(text, words)
    if not is_note(text):
        # a title: "Took Twyla to DMV", "Theft from Building"
        return len(words) > 2 and any(
            m.group()[0].isupper() and not m.group().isupper() and len(w) > 3
            and ((_is_name_word(w) and _MET.search(text[: m.start()])) or (not _ENDINGS.search(w)
            and not _of_list(w) and not _of_a_place(text[m.end() :])))
            for m, w in ((m, _plain(m.group())) for m in words[1:])
        )  # fmt: skip
    if _INITIALS.search(text):
        return True
    for i, m in enumerate(words):
        word, w = m.group(), _plain(m.group())
        before = text[: m.start()]
        of_somebody = bool(_OF_SOMEBODY.search(before) or _MET.search(before))
        first = (i == 0 or bool(re.search(r"[.!?:;\"“/(-] ?$", before))) and not of_somebody
        parts = w.split("-")
        if word[0].islower():
            if w in GIVEN and not _ordinary(w):
                return True
            continue
        if len(w) < 3:
            continue
        capitals = not _TITLE_CASED.search(word)
        pair = words[i + 1].group() if i + 1 < len(words) and text[m.end() : words[i + 1].start()] == " " else ""
        if capitals and pair.isupper() and len(w) > 3 and _is_name_word(w) and not _ordinary(_plain(pair)):
            return True
        if capitals and not all(map(_is_known, parts)) and (len(w) < 5 or (len(w) == 5 and _vowels(w) < 2)):
            continue  # an acronym
        placed = not any(map(_is_known, parts)) and not of_somebody and _TOWARD_PLACE.search(before)
        strange = not all(map(_ordinary, parts)) and not (capitals and all(map(_shortened, parts)))
        if strange and not placed and not _of_a_place(text[m.end() :]):
            # at the start any word has a capital: a strange one is somebody if it does something, or belongs to a strange word
            if not first or all(map(_is_known, parts)) or _ACTING.match(text, m.start()) or _NAMED_AT_START.match(text[m.end() :]):
                return True
        if capitals:
            continue
        frequent = w in FAMILY or w in GIVEN or w in GIVEN_WORDS
        if of_somebody and frequent and not _of_a_place(text[m.end() :]) and not _beside_capital(text, m):
            return True
        named = _is_name_word(w)
        if named and _ACTING.match(text, m.start()) and (w not in PLACES or first):
            return True
        if named and not first and _BEFORE.search(text[: m.start()]) and w not in PLACES and not _beside_capital(text, m):
            return True
        if first and (w in GIVEN or w in GIVEN_WORDS) and _NAMED_AT_START.match(text[m.end() :]):
            return True
    return False


# "Yonas and Selam", "Kele's cousin", "Hodan Y. housed", "Quanisha: ..."
_NAMED_AT_START = re.compile(r" (?:and|&) [A-Z]|, [A-Z][a-z]+,|['’]s |(?: [A-Z]\.)+ [a-z]|:")


_HOUSE = re.compile(
    r"(?: [A-Z][A-Za-z'’-]+)* (?i:area|clinic|center|shelter|hospital|house|program|county|church|park|market|store|school|motel|hotel|"
    r"library|jail|precinct|station|campus|corridor|neighborhood|office|apartments|college)(?![a-z])"
)


def _of_a_place(after: str) -> bool:
    """What follows says that the capitals before it are a place's or a house's."""
    return bool(_HOUSE.match(after))


def _beside_capital(text: str, m: re.Match[str]) -> bool:
    """The word is part of a title: "Recovery Works", "Hope House"."""
    beside = re.match(r" ([A-Z][a-z]{3,})", text[m.end() :]) or re.search(r"(?<=[a-z,;] )([A-Z][a-z]{3,}) $", text[: m.start()])
    return bool(beside) and is_ordinary(_plain(beside[1])) and not _is_name_word(_plain(beside[1]))


# of learned words, which no list has all of
_ENDINGS = re.compile(
    r"(?:[ts]ion|[ae]ncy|ular|i[cv]|ical|[aei]ty|ment|ness|ing|ed|ous|ive|[ai]ble|is[mt]|[ao]ry|i[sz]ed?|ate|[aio]ne|ide|ol|am)s?$"
)


def _in_capitals(text: str, words: list[re.Match[str]]) -> bool:
    plain = [_plain(m.group()) for m in words]
    telling = is_note(text)
    if len(words) < 4:
        return False
    for m, w in zip(words, plain):
        parts = w.split("-")
        known = any(p in GIVEN or p in FAMILY_PLAIN for p in parts) and not all(map(is_ordinary, parts))
        if known and not (set(parts) & PLACES) and not set(parts) & NOT_FAMILY:
            return True
        acting = _ACTING.match(text, m.start())
        if telling and acting and (_is_name_word(w) or w in PLACES & FAMILY):
            return True
        if telling and len(w) > 3 and not _of_list(w):
            return True
        spoken = len(w) > 3 and (_vowels(w) > 1 or len(w) > 6)
        if spoken and m.group().isupper() and not _ENDINGS.search(w) and not _of_list(w):
            return True
    return False


_NUMBER = re.compile(r"[0-9][0-9,.:/-]*[0-9]|[0-9]")


def holds_what_no_list_knows(text: str) -> bool:
    """Whether a note holds any word or number outside the closed vocabulary: nothing that must be an identifier, but none is kept."""
    if not is_note(text):
        return False
    if any(sum(ch.isdigit() for ch in n) > 4 for n in _NUMBER.findall(text)):
        return True
    return any(len(w) > 2 and not _of_list(w) for w in (_plain(m.group()) for m in _words(text)))
