"""A fourth and a fifth set of identifiers, as exports of US police, courts, jails and treatment programmes hold them.

Written before its author had read the gate or the earlier sets; the fifth was kept aside until the gate had been mended by
the fourth. Both come from a fixed seed. Every person, number and address is made up: telephone numbers are of the ranges
kept for fiction, addresses and hosts of those kept for documentation, Social Security numbers are of nobody.

*Structured*: ``(kind, text)``, the identifier alone or behind a label, as in a field of its own. *Sentences*: ``(kind, text)``,
a note with an identifier in it. *Clean*: what such columns hold rightly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Item = tuple[str, str]


@dataclass(frozen=True)
class Set:
    """One corpus: what must be refused and what must pass, in cells and as names of columns."""

    structured: list[Item]
    sentences: list[Item]
    clean: list[str]
    headers: list[str]
    clean_headers: list[str]


# ---- made-up people: first names and surnames as frequent and as rare as a county's --------------------------------------------
GIVEN_4 = """James Maria Robert Latoya Michael Jennifer Willie Guadalupe Tyrone Ashley Dwayne Rosa Kevin Tamika Brian Xiomara DeShawn
Brittany Hector Shanice Gary Nguyet Eduardo Crystal Terrell Heather Abdirahman Yolanda Cody Precious Ramon Denise Vladimir Keisha
Travis Leticia Marquis Amber Jose Fatima Ronnie Destiny Earl Siobhan Malik Tiffany Luis Monique Dustin Aaliyah Wayne Ximena Trevon
Candace Phuong Rodney Marisol Clifton Jasmine Isaiah Bernadette Oluwaseun Tonya Alejandro Misty Darnell Svetlana Curtis Ebony""".split()
SURNAME_4 = """Smith Rollins Garcia Tolliver Johnson Abernathy Nguyen Okonkwo Williams Hennessy Rodriguez Brannigan Brown Delacroix
Jones Kowalczyk Martinez Fairweather Davis Guillory Hernandez Stubblefield Miller Vang Lopez Przybylski Wilson Etienne Gonzalez
Mcgillicuddy Anderson Yazzie Thomas Quattlebaum Perez Haugen Moore Castellanos Jackson Whitehorse Tran Dombrowski Lee Featherstone
Sanchez Osei Thompson Villalobos Harris Nakamura Clark O'Shaughnessy Ramirez Baptiste Robinson Schimmelpfennig Lewis Tesfaye Walker
Kaleo Young Bergeron Allen Petrosyan King Mwangi Wright Thibodeaux Torres Lindqvist Hill Saechao Flores Winterbottom Green
Adeyemi Adams Cuthbertson Nelson Pham Baker Iglesias Hall De-La-Cruz Rivera Stroud Campbell Ruvalcaba Mitchell Hoang""".split()
GIVEN_5 = """William Patricia Charles Ana Antoine Stephanie Raymond Lakeisha Jesus Kimberly Jermaine Veronica Scott Shaniqua Miguel Melissa
Demetrius Carmen Kyle Raven Javier Angela Cedric Mai Joshua Imani Francisco Dawn Lamont Esperanza Randy Chantel Andre Rebecca Khalil
Nicole Jorge Felicia Bobby Thuy Reginald Samantha Omar Latasha Dylan Pilar Jamal Kayla Cornelius Ivette Shane Tanisha Gustavo Amanda
Desmond Noemi Larry Zainab Enrique Courtney Roosevelt Alicia Bogdan Shelby Tremaine Socorro Kenneth Aisha Rigoberto Paige""".split()
SURNAME_5 = """Taylor Blackwood White Espinoza Martin Trahan Gomez Hollingsworth Scott Begay Diaz Oyelaran Reyes Vandermolen Phillips Xiong
Morales Kirkpatrick Evans Boudreaux Cruz Strickland Turner Gebremariam Gutierrez Swearingen Parker Yang Ortiz Klobuchar Collins Zavala
Edwards Pettigrew Chavez Mbeki Stewart Santangelo Morris Lockhart Murphy Quiñones Cook Fontenot Rogers Bhattacharya Morgan Cardenas
Peterson Twobulls Cooper Marchetti Reed Agyeman Bailey Sorensen Bell Tafoya Kelly Hightower Howard Kaplan Ward Dieudonne Cox
Zielinski Richardson Manalo Wood Lattimore Watson Bustamante Brooks Chowdhury Bennett Vukovic Gray Ledesma James Nwosu Hughes
Bridgewater Price Salazar Myers Tuiasosopo Long Castaneda Foster Kealoha Sanders Haddad Ross Ybarra""".split()


class _Maker:
    """Draws parts of identifiers from one generator."""

    def __init__(self, rng: np.random.Generator, given: list[str], surnames: list[str]) -> None:
        self.rng, self._given, self._surnames = rng, given, surnames

    def one(self, items: list) -> object:
        return items[int(self.rng.integers(len(items)))]

    def digits(self, n: int) -> str:
        return "".join(str(d) for d in self.rng.integers(0, 10, n))

    def letters(self, n: int) -> str:
        return "".join(self.one(list("ABCDEFGHJKLMNPRSTVWXYZ")) for _ in range(n))

    def number(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def first(self) -> str:
        return self.one(self._given)

    def last(self) -> str:
        return self.one(self._surnames)

    def mi(self) -> str:
        return self.letters(1)

    def ssn(self, sep: str = "-") -> str:
        return f"{self.number(101, 665)}{sep}{self.number(10, 99)}{sep}{self.number(1000, 9999)}"

    def area(self) -> str:
        return self.one("206 410 443 312 504 505 518 919 702 602 253 412 215 313 216 415".split())

    def line(self) -> str:
        return f"01{self.number(0, 99):02d}"

    def born(self) -> tuple[int, int, int]:
        return self.number(1948, 2004), self.number(1, 12), self.number(1, 28)

    def house(self) -> int:
        return self.number(101, 9899)

    def lat(self, places: int) -> str:
        return f"{self.rng.uniform(29, 47.9):.{places}f}"

    def lon(self, places: int) -> str:
        return f"-{self.rng.uniform(71, 122.9):.{places}f}"


def _drawn(forms: dict[str, list[Callable[[], str]]], each: dict[str, int]) -> list[Item]:
    """``each`` items of each kind, its forms by turns."""
    return [(kind, forms[kind][i % len(forms[kind])]()) for kind, n in each.items() for i in range(n)]


def _listed(text: str) -> list[str]:
    """Texts parted by bars, over several lines."""
    return text.replace("\n", "").split("|")


MONTHS = "January February March April May June July August September October November December".split()

# ---- the fourth set ------------------------------------------------------------------------------------------------------------
STREETS_4 = """Monument Pulaski Aurora Rainier Broadway Greenmount Edmondson Linwood Fremont Jackson Yesler Orleans Reisterstown Halsted
Kedzie Ashland Claiborne Central Menaul Madison""".split()


def _structured_4(m: _Maker) -> list[Item]:
    def dob(fmt: str) -> str:
        y, mo, d = m.born()
        return fmt.format(y=y, m=mo, d=d, yy=y % 100, mon=MONTHS[mo - 1], mmm=MONTHS[mo - 1][:3].upper())

    def street() -> str:
        return m.one(STREETS_4)

    forms: dict[str, list[Callable[[], str]]] = {
        "name": [
            lambda: f"{m.last().upper()}, {m.first().upper()} {m.mi()}",
            lambda: f"{m.last()}, {m.first()}",
            lambda: f"{m.first()} {m.last()}",
            lambda: f"{m.first().upper()} {m.mi()} {m.last().upper()}",
            lambda: f"{m.last().upper()} {m.first().upper()} {m.mi()}",
            lambda: f"{m.last().upper()}^{m.first().upper()}^{m.mi()}",
            lambda: f"{m.last()},{m.first()} {m.mi()}.",
            lambda: f"{m.first()} {m.mi()}. {m.last()} Jr.",
            lambda: f"{m.last().upper()}/{m.first().upper()}",
            lambda: f"{m.last().upper()}-{m.last().upper()}, {m.first().upper()}",
            lambda: f"Ofc. {m.first()[0]}. {m.last()} #{m.number(1000, 9999)}",
            lambda: f"{m.first().lower()} {m.last().lower()}",
            lambda: f"{m.last()}, {m.first()} {m.mi()} III",
            lambda: f"AKA {m.first().upper()} {m.last().upper()}",
            lambda: f"Det {m.last()}",
            lambda: f"{m.last()}; {m.first()}",
        ],
        "ssn": [
            lambda: m.ssn(),
            lambda: m.ssn(" "),
            lambda: f"SSN: {m.ssn('')}",
            lambda: f"SS# {m.ssn()}",
            lambda: m.ssn("."),
            lambda: f"SOC {m.ssn()}",
            lambda: f"ssn={m.ssn('')}",
            lambda: f"ITIN 9{m.number(10, 99)}-7{m.number(0, 9)}-{m.number(1000, 9999)}",
            lambda: f"{m.ssn()} (unverified)",
        ],
        "phone": [
            lambda: f"({m.area()}) 555-{m.line()}",
            lambda: f"{m.area()}-555-{m.line()}",
            lambda: f"{m.area()}.555.{m.line()}",
            lambda: f"+1 {m.area()} 555 {m.line()}",
            lambda: f"{m.area()}/555-{m.line()}",
            lambda: f"C: {m.area()}555{m.line()}",
            lambda: f"1-{m.area()}-555-{m.line()} x{m.number(10, 999)}",
            lambda: f"({m.area()})555{m.line()}",
            lambda: f"cell 555-{m.line()}",
            lambda: f"tel:+1{m.area()}555{m.line()}",
            lambda: f"{m.area()} 555 {m.line()} (msg ph)",
        ],
        "email": [
            lambda: f"{m.first().lower()}.{m.last().lower().replace(chr(39), '')}{m.number(60, 99)}@example.com",
            lambda: f"{m.first()[0]}{m.last()}@EXAMPLE.ORG".upper().replace("'", ""),
            lambda: f"mailto:{m.first().lower()}_{m.number(1, 99)}@mail.example.net",
            lambda: f"<{m.last().lower().replace(chr(39), '')}@example.edu>",
            lambda: f"{m.first().lower()}+court@example.co.us",
            lambda: f"{m.first().lower()} (at) example (dot) com",
            lambda: f"{m.first().lower()}{m.digits(3)} @ example.com",
            lambda: f"{m.first().lower()}.{m.mi().lower()}[at]example.org",
        ],
        "plate": [
            lambda: f"MD {m.number(1, 9)}{m.letters(2)}{m.number(1000, 9999)}",
            lambda: f"LIC/{m.number(1, 9)}{m.letters(3)}{m.number(100, 999)}",
            lambda: f"TAG# {m.letters(3)}-{m.number(1000, 9999)}",
            lambda: f"WA lic {m.letters(3)}{m.number(1000, 9999)}",
            lambda: f"Plate: {m.letters(3)} {m.number(100, 999)}",
            lambda: f"IL REG {m.letters(2)} {m.number(10000, 99999)}",
            lambda: f"PLT {m.number(100, 999)}-{m.letters(3)} NM",
            lambda: f"veh tag {m.letters(1)}{m.number(10, 99)}-{m.letters(3)}",
        ],
        "licence": [
            lambda: f"OLN {m.letters(1)}-{m.number(100, 999)}-{m.number(100, 999)}-{m.number(100, 999)}-{m.number(100, 999)}",
            lambda: f"DL# {m.letters(1)}{m.digits(7)}",
            lambda: f"VIN 1HGCM{m.number(10, 99)}{m.number(100, 999)}A{m.digits(6)}",
            lambda: f"MRN {m.digits(8)}",
            lambda: f"FBI# {m.digits(6)}{m.letters(2)}{m.number(1, 9)}",
            lambda: f"SID {m.one(['MD', 'WA', 'IL'])}{m.digits(8)}",
            lambda: f"Medicaid ID {m.letters(2)}{m.digits(5)}{m.letters(1)}",
            lambda: f"2T1BURHE{m.number(1, 9)}JC{m.digits(6)}",
        ],
        "address": [
            lambda: f"{m.house()} E {street()} St Apt {m.number(1, 40)}{m.letters(1)}",
            lambda: f"{m.house()} {street().upper()} AV",
            lambda: f"{m.house()} N. {street()} Blvd., Baltimore MD 21{m.number(201, 240)}",
            lambda: f"{m.house()} 1/2 W {m.number(4, 60)}th",
            lambda: f"PO BOX {m.number(100, 9999)}",
            lambda: f"{m.number(60, 99)}-{m.number(10, 60)} {m.number(100, 170)}th St, Jamaica NY",
            lambda: f"{m.house()} {street()} Hwy Lot {m.number(1, 80)}",
            lambda: f"RR {m.number(1, 6)} Box {m.number(10, 400)}",
            lambda: f"{m.house()} SW {m.number(3, 60)}RD CT #{m.number(1, 300)}",
            lambda: f"{m.house()} {street()} Ter, Unit {m.letters(1)}",
            lambda: f"{m.house()} Co Rd {m.number(2, 99)}",
            lambda: f"{m.house()} MLK Jr Way S",
        ],
        "coordinate": [
            lambda: f"{m.lat(4)},{m.lon(4)}",
            lambda: f"{m.lat(6)} / {m.lon(6)}",
            lambda: f"POINT ({m.lon(5)} {m.lat(5)})",
            lambda: f"lat={m.lat(5)} lon={m.lon(5)}",
            lambda: f"{m.number(30, 47)}°{m.number(0, 59)}'{m.number(0, 59)}.{m.number(0, 9)}\"N "
            f"{m.number(71, 122)}°{m.number(0, 59)}'{m.number(0, 59)}\"W",
            lambda: f"({m.lat(5)}, {m.lon(5)})",
            lambda: m.lon(6),
            lambda: f"N{m.lat(4)} W{m.lon(4)[1:]}",
            lambda: f"87F5{m.number(2, 9)}98G+5{m.one(list('XQWV'))}",
            lambda: f"18S UJ {m.digits(5)} {m.digits(5)}",
        ],
        "birth date": [
            lambda: dob("DOB {m:02d}/{d:02d}/{y}"),
            lambda: dob("D.O.B.: {m}-{d}-{yy:02d}"),
            lambda: dob("born {d} {mon} {y}"),
            lambda: dob("DOB{m:02d}{d:02d}{yy:02d}"),
            lambda: dob("b. {m}/{d}/{yy:02d}"),
            lambda: dob("date of birth: {y}{m:02d}{d:02d}"),
            lambda: dob("DOB={y}-{m:02d}-{d:02d}"),
            lambda: dob("BD {mmm} {d} {y}"),
            lambda: dob("W/M {m:02d}/{d:02d}/{y}"),
            lambda: dob("birthday {mon} {d}, {y}"),
        ],
        "ip": [
            lambda: f"198.51.100.{m.number(1, 254)}",
            lambda: f"IP 203.0.113.{m.number(1, 254)}:{m.number(1024, 9999)}",
            lambda: f"2001:db8::{m.number(1000, 9999)}:{m.number(100, 999)}:a{m.number(10, 99)}",
            lambda: f"192.0.2.{m.number(1, 254)}/32",
            lambda: f"login 198.51.100.{m.number(1, 254)} 04:12",
            lambda: f"2001:0db8:85a3:0000:0000:8a2e:0370:{m.number(1000, 9999)}",
        ],
        "url": [
            lambda: f"https://facebook.example.com/{m.first().lower()}.{m.number(100, 999)}",
            lambda: f"www.example.org/profile?id={m.digits(6)}",
            lambda: f"instagram.com/{m.first().lower()}_{m.number(10, 99)}",
            lambda: f"http://198.51.100.{m.number(1, 254)}/case/{m.digits(5)}",
            lambda: f"IG: @{m.first().lower()}.{m.digits(2)}",
            lambda: f"drive.example.com/file/d/{m.letters(9)}",
            lambda: f"snap {m.first().lower()}{m.digits(3)}_x",
            lambda: f"HTTPS://EXAMPLE.GOV/INMATE/{m.digits(7)}",
        ],
    }
    each = {
        "name": 96, "ssn": 36, "phone": 44, "email": 32, "plate": 32, "licence": 32, "address": 48, "coordinate": 40, "birth date": 40,
        "ip": 24, "url": 32,
    }  # fmt: skip
    return _drawn(forms, each)


def _sentences_4(m: _Maker) -> list[Item]:
    def full() -> str:
        return f"{m.first()} {m.last()}"

    def up() -> str:
        return f"{m.first()} {m.last()}".upper()

    def phone() -> str:
        return m.one([f"{m.area()}-555-{m.line()}", f"({m.area()}) 555-{m.line()}", f"{m.area()}.555.{m.line()}"])

    def place() -> str:
        return f"{m.house()} {m.one(['N', 'S', 'E', 'W'])} {m.one(STREETS_4)} {m.one(['St', 'Ave', 'Rd', 'Blvd'])}"

    def date() -> str:
        return "{1}/{2}/{0}".format(*m.born())

    forms: dict[str, list[Callable[[], str]]] = {
        "name": [
            lambda: f"Client declined; says his brother {full()} will drive him to intake",
            lambda: f"Per Ofc {m.last()}, subj transported to detox",
            lambda: f"DEF {m.last().upper()} FTA {m.number(1, 12)}/{m.number(1, 28)}, BW ISSUED",
            lambda: f"Ms. {m.last()} no-showed x{m.number(2, 4)}",
            lambda: f"Reassigned to case mgr {m.first()[0]}. {m.last()}",
            lambda: f"ARRESTEE GAVE NAME OF {up()}",
            lambda: f"Staffed w/ {m.first()} {m.last()}, LCSW - not a fit",
            lambda: f"spoke w/ mother ({m.first()}), will call back",
            lambda: f"Victim: {full()}; no contact order served",
            lambda: f"moved in with gf {m.first()} {m.last()}, out of catchment",
            lambda: f"A/O {m.last().upper()} {m.number(1000, 9999)} REQ DETOX BED",
            lambda: f"Closed - {full()} deceased per ME",
            lambda: f"Sgt {m.last()} did not approve diversion",
            lambda: f"co-def {m.last().upper()}, {m.first().upper()} still in custody",
            lambda: f"referred by pastor {m.last()} at the shelter",
            lambda: f"ineligible: hold placed by PO {m.first()} {m.last()}",
            lambda: f"State v. {m.last()}, nolle pros",
            lambda: f"{m.first()} asked to be called back after work",
            lambda: f"{full()} left the program against advice",
            lambda: f"TRESPASS COMPLAINANT {up()} DECLINED TO SIGN",
            lambda: f"warm handoff to {m.first()} at the needle exchange",
            lambda: f"goes by {m.first()}; legal name {full()}",
        ],
        "phone": [
            lambda: f"left vm at {phone()}, no answer",
            lambda: f"Lost contact - last known # {phone()} disconnected",
            lambda: f"reach thru sister {phone()} after 5pm",
            lambda: f"CALL {m.area()}555{m.line()} TO SCHED INTAKE",
        ],
        "address": [
            lambda: f"SUBJ ADV HE STAYS AT {place().upper()}",
            lambda: f"moved to {place()} in March, outside area",
            lambda: f"picked up in front of {place()}, declined",
            lambda: f"Evicted from {place()} #{m.number(1, 40)}; now in shelter",
        ],
        "birth date": [
            lambda: f"wrong person merged, DOB {date()} differs",
            lambda: f"says born {date()}, records show other",
            lambda: f"too young at intake (dob {date()})",
        ],
        "ssn": [
            lambda: f"SSI pending under {m.ssn()}",
            lambda: f"gave soc sec no {m.ssn('')} at booking",
        ],
        "email": [
            lambda: f"e-mailed {m.first().lower()}{m.digits(2)}@example.com twice w/o reply",
            lambda: f"PD contact {m.last().lower().replace(chr(39), '')}@pd.example.gov asked to hold",
        ],
        "plate": [
            lambda: f"stopped in silver Civic, MD tag {m.number(1, 9)}{m.letters(2)}{m.number(1000, 9999)}",
            lambda: f"veh WA/{m.letters(3)}{m.number(1000, 9999)} impounded, client upset",
        ],
        "licence": [
            lambda: f"see jail record, SID {m.digits(8)}",
            lambda: f"hospital chart MRN# {m.digits(7)} requested",
        ],
        "coordinate": [
            lambda: f"camp located at {m.lat(5)}, {m.lon(5)}",
        ],
        "url": [
            lambda: f"found on facebook.com/{m.first().lower()}.{m.digits(3)}, messaged",
            lambda: f"docket at https://courts.example.gov/c/{m.digits(7)}",
        ],
        "ip": [lambda: f"form submitted from 203.0.113.{m.number(1, 254)} twice"],
    }
    each = {
        "name": 198, "phone": 24, "address": 28, "birth date": 18, "ssn": 10, "email": 12, "plate": 10, "licence": 10, "coordinate": 6,
        "url": 8, "ip": 4,
    }  # fmt: skip
    return _drawn(forms, each)


CLEAN_4: dict[str, list[str]] = {
    "charge": _listed("""
CDS: POSS-NOT CANNABIS|POSS CDS NOT MARIJUANA|PROSTITUTION-GENERALLY|THEFT: LESS $100.00|ASSAULT-SEC DEGREE|
VUCSA POSS METH|CRIM TRES 2ND DEG|DWLS 3RD|OBSTRUCT & HINDER|MAL DEST PROP/VALU - $1,000|FTA - THEFT 3|
LARCENY FROM BUILDING|UPCS PG 1 < 1G|FAIL TO OBEY LAWFUL ORDER|RESIST ARREST W/O VIOL|
Disorderly conduct, fighting words|LOITERING FOR PURP OF DRUG ACTIVITY|GIVING FALSE NAME TO OFFICER|
IDENTITY THEFT-SSN OF ANOTHER|EXPIRED PLATE/TAG|HARASSMENT BY TELEPHONE OR EMAIL|OPEN CONTAINER - PUBLIC STREET|
SOLICITING FROM ROADWAY|COUNTERFEIT RX|POSS DRUG PARAPH|Burg 4th deg: storehouse|RECKLESS ENDANGERMENT|
Rogue & vagabond|UNAUTH USE LIVESTOCK/MV|FARE EVASION ON MTA|INDECENT EXPOSURE|CDS:P W/I DIST:NARC|
Violation of probation (VOP) - felony|Bench warrant - failure to comply|URINATE/DEFECATE IN PUBLIC|
2ND OFF WITHIN 5 YRS|SHOPLIFTING > $750 BUT < $5000|CRUELTY TO ANIMALS - DOG|KEEP BAWDY HOUSE|
USE/POSS W/INT USE DRUG EQUIP|DRIVING WHILE IMPAIRED (.08 OR MORE)|LARC OF MTR VEH (HONDA CIVIC)
"""),
    "statute": _listed("""
CR 5-601(a)(1)|RCW 69.50.4013|SMC 12A.20.050|720 ILCS 570/402(c)|11377(A) HS|647(b) PC|893.13(6)(a)|21-5706(b)(1)|
HSC 481.115(b)|PL 220.03|18.2-250.1|30-31-23(E)|58-37-8(2)(a)(i)|ORS 475.752|M.G.L. c.94C s.34|R.S. 40:967(C)|
2925.11(A)(C)(1)(a)|13-3407A1|961.41(3g)(c)|18 USC 922(g)(1)|WIC 5150|10-8-5|9A.52.080|NIBRS 35A|UCR 18|MD 1-0573|
3599-0|CJIS 4-0233|A.R.S. 28-1381A(1)|36 CFR 2.35(b)(2)|S.C. Code 44-53-370(d)
"""),
    "case number": _listed("""
24-CR-001234|D-1-DC-23-204551|1:23-cr-00123|23CR00451-1|CR-2023-00187|2B02388541|0B02412345|RD# JG123456|
BPD-2023-118273|M-202-LR-2023001881|20-1-04512-3 SEA|115287002|6D00412790|CC# 230045817|23T00117
"""),
    "district": _listed("""
Central|Southeastern|North Precinct|Adam Sector|King 3|Mary 2|David Sector|Edward 1|George 2|Lincoln|Nora 3|Queen|
Robert Beat|Sam 1|Union 2|William Sector|Charlie Squad|Frank 2|John Beat|Tom Sector|Victor 1|Beat K2|Zone 4-B|
Sector 3 Beat 311|PSA 205|7D|Anne Arundel County|Prince George's County|St. Mary's|Charles County|Montgomery|Howard|
Carroll|Jefferson Parish|Sandtown-Winchester|Belair-Edison|Charles Village|Franklin Square|Morrell Park|
Johnston Square|Capitol Hill|Rainier Beach|Jackson Park|Wilson Yard|Mount Vernon|Harlem Park|
Martin Luther King District
"""),
    "facility": _listed("""
King County Correctional Facility|Rikers Island - AMKC|Eric M. Taylor Center|George R. Vierno Center|
Cook County Jail Div. 5|Santa Rita Jail|Harborview Medical Center|Johns Hopkins Bayview|Baltimore Central Booking|
St. Joseph Hospital|Salvation Army ARC|Phoenix House|Oxford House|Evergreen Treatment Services|
Downtown Emergency Service Center|Dept of Corrections - Monroe|Metropolitan Detention Ctr|Betty Ford Center|
Cedar Hall|MLK Jr. Community Hospital|Twin Towers Correctional|Martha's Table|Mercy House|
Clark County Detention Center|Bailey-Boushay House
"""),
    "reason": _listed("""
No bed avail|wants to think abt it|Refused - hostile|out of county hold|Act. warrant - felony|Violent hx|
Tx to MH court|Rx for bupe|Graduated|Adm. discharge|Lost to f/u > 60d|Level 4 EHM|May reapply after 90 days|
Grant funded slot ended|Bill to Medicaid|Frank discussion re: options|Mark as lost|Will call back|
Pat down, nothing found|Victim objects|Exceeds $500 threshold|3rd referral this yr|Prior LEAD client|
Subj intox, GOA on arrival|Sig 13 / 10-15|UTL x3|declined 2x, will revisit in 30-45 days|Terry stop, no PC|Baker Act|
Alford plea|Marchman Act petition|Narcan x2, AMA|Kendra's Law order|Miranda waived|Amber Alert hold|
Wants housing first; not ready for tx|Declined because of work hours 7-3:30|Seen @ 14:32|5150 hold until 04/15|
I-95 NB at MM 56.2|client in ICU|per policy 4.12.3|Sent to Drug Court (Track 2)|age 17 at time of incident|
homeless, sleeps in vehicle|Methadone 80mg QD|A1C 7.2|BAC .19|Rose from level 2 to 3|
English not first language - Spanish/Amharic|Bond 2500/10%|$1,500.00 cash bail|Fri/Sat nights only|
CM on leave until June|VA benefits|EBT card replaced|DSHS appt 9/14|DOB verified|name on file differs|address unknown|
no phone|e-mail bounced|SSN card requested|plates expired|NFA (no fixed address)|Phone intake|2 of 3 contacts made|
Needs ID and birth certificate
"""),
    "code": _listed("""
4471|B-118|U1123|3B14|A0012345|P-000217|SUBJ00031882|2023-04-15|04/15/2023 2:32 PM|2023-04-15T14:32:05-04:00|20230415|
F3|M1|WF|B/M|H/F 1987|1987|Y|N/A|UNK|98104|21217|ZIP3 212|70|5'10" 180|35 mins|1,250|0.08|12.5|2.0.1|100%
"""),
}
IDENTIFYING_COLUMNS_4 = _listed("""
DEF_NAME|LastNm|SUBJ_FNAME|DOB|BirthDt|SSN_LAST4|HomePhone|CELL_NBR|EMAIL_ADDR|StreetAddr|ADDR1|LAT|Longitude|X_COORD|
TAG_NO|OLN|DL_NUM|VIN|IP_ADDR|FB_URL|MRN|FBI_NO|AKA|ALIAS1|MothersMaidenName|EmergContact|NEXT_OF_KIN|Apellido|
nombre_completo|OFCR_LAST|PO_NAME|GivenName|surname|D.O.B.|ResAddr|MUGSHOT_PATH|Victim Name|full name (client)|
Date_Of_Birth|Soc_Sec_No|Notes re Hector Villalobos|cell 206-555-0147|License Plate|GeoY|Person Full Name|PtName|
INMATE_NM|Hm Ph
""")
HARMLESS_COLUMNS_4 = _listed("""
ARREST_DT|CHG_DESC|FACILITY_NAME|DIST|BEAT|OFFENSE_NAME|PROGRAM_NAME|STATUTE_NM|AGE_AT_ARREST|YOB|BIRTH_YR|RACE_DESC|
CITY|ZIP3|LATE_FLAG|LATEST_DT|LONG_DESC|OFFICER_ID|VINTAGE|IPV_FLAG|HOMELESS_YN|PHONE_OUTREACH_COUNT|CHARGE_LONG_NAME|
CASELOAD|SUBJ_NO|ETHN|DISPO_DT|SHIFT|UNIT_NAME|BOND_AMT|SOURCE_FILE|MAIL_SENT_YN|DRUG_NAME|NUM_CONTACTS|ADMIT_TYPE|
COURT_NAME|AGENCY_NAME|EXIT_RSN|GENDER ID|Plan Type
""")

# ---- the fifth set: other forms -------------------------------------------------------------------------------------------------
STREETS_5 = """Wabash Calumet Cortland Lexington Cottage-Grove Garfield Tulane Esplanade Lomas Zuni Federal Colfax Guadalupe Lamar Division
Burnside Foster Powell Nicollet Hennepin""".split()


def _structured_5(m: _Maker) -> list[Item]:
    def dob(fmt: str) -> str:
        y, mo, d = m.born()
        return fmt.format(y=y, m=mo, d=d, yy=y % 100, mon=MONTHS[mo - 1], mmm=MONTHS[mo - 1][:3])

    def street() -> str:
        return m.one(STREETS_5).replace("-", " ")

    def plain() -> str:
        return m.last().replace("ñ", "n").lower()

    forms: dict[str, list[Callable[[], str]]] = {
        "name": [
            lambda: f"{m.last().upper()},{m.first().upper()}",
            lambda: f"{m.last()} {m.first()} {m.mi()}.",
            lambda: f"{m.first()} {m.last()}-{m.last()}",
            lambda: f"{m.first()[0]}. {m.mi()}. {m.last()}",
            lambda: f"{m.last().upper()}, {m.first()[0].upper()}.",
            lambda: f"Dr. {m.first()} {m.last()}",
            lambda: f"{m.first()} \"{m.one(['Ray-Ray', 'Peanut', 'Tiny', 'Smoke'])}\" {m.last()}",
            lambda: f"{m.last().upper()}, {m.first().upper()} {m.first().upper()}",
            lambda: f"Name: {m.last()}, {m.first()}",
            lambda: f"{m.last().upper()}|{m.first().upper()}|{m.mi()}",
            lambda: f"{m.first()} de la {m.last()}",
            lambda: f"CM: {m.first()} {m.last()[0]}.",
            lambda: f"{m.first()}  {m.last()}",
            lambda: f"{m.last().upper()} JR, {m.first().upper()}",
            lambda: f"P.O. {m.last()}",
            lambda: f"Mr {m.first()} {m.last()}, Sr",
            lambda: f"{m.first()}_{m.last()}",
        ],
        "ssn": [
            lambda: f"{m.ssn()}",
            lambda: f"SSN {m.ssn(' ')}",
            lambda: f"S.S.N. {m.ssn()}",
            lambda: f"Soc Sec {m.ssn('')}",
            lambda: m.ssn("\u2011"),
            lambda: f"#{m.ssn()}",
            lambda: m.ssn("/"),
            lambda: f"Social: {m.ssn('')}",
            lambda: f"{m.ssn(' - ')}",
        ],
        "phone": [
            lambda: f"{m.area()} 555-{m.line()}",
            lambda: f"+1-{m.area()}-555-{m.line()}",
            lambda: f"({m.area()}) 555.{m.line()}",
            lambda: f"PH{m.area()}555{m.line()}",
            lambda: f"{m.area()}\u2013555\u2013{m.line()}",
            lambda: f"1{m.area()}555{m.line()} cell",
            lambda: f"home: {m.area()}-555-{m.line()}; work: {m.area()}-555-{m.line()}",
            lambda: f"tx {m.area()}*555*{m.line()}",
            lambda: f"[{m.area()}] 555-{m.line()}",
            lambda: f"{m.area()} - 555 - {m.line()}",
            lambda: f"voicemail 555.{m.line()}",
        ],
        "email": [
            lambda: f"{plain()}.{m.first()[0].lower()}@example.net",
            lambda: f"Email: {m.first().lower()}-{plain()}@dept.example.gov",
            lambda: f"{m.first().lower()}{m.number(1970, 2001)}@example.com;",
            lambda: f"{m.first().lower()} at example dot com",
            lambda: f"\"{m.last()}, {m.first()}\" <{m.first()[0].lower()}{plain()}@example.org>",
            lambda: f"{m.first().lower()}@{plain()}.example",
            lambda: f"{m.first().lower()}{m.digits(4)}{{at}}example.com",
        ],
        "plate": [
            lambda: f"CA plate {m.number(1, 9)}{m.letters(3)}{m.number(100, 999)}",
            lambda: f"Lic plate# {m.letters(3)}{m.number(100, 999)}{m.letters(1)}",
            lambda: f"LP: {m.letters(2)}-{m.digits(5)}",
            lambda: f"tag no. {m.number(100, 999)} {m.letters(3)}",
            lambda: f"REG/{m.letters(3)}{m.digits(4)} OR",
            lambda: f"temp tag {m.letters(1)}{m.digits(7)}",
            lambda: f"license plate {m.letters(3)}\u00b7{m.digits(4)}",
        ],
        "licence": [
            lambda: f"Driver's license no. {m.letters(1)}{m.digits(12)}",
            lambda: f"State ID {m.letters(2)}{m.digits(7)}",
            lambda: f"JH4KA{m.number(1000, 9999)}MC{m.digits(6)}",
            lambda: f"Med rec no {m.digits(7)}",
            lambda: f"FBI NO {m.digits(7)}{m.letters(1)}{m.number(1, 9)}",
            lambda: f"A-number A{m.digits(9)}",
            lambda: f"passport {m.letters(1)}{m.digits(8)}",
            lambda: f"DOC# {m.digits(6)}",
        ],
        "address": [
            lambda: f"{m.house()} S {street()} Ave, Chicago, IL 606{m.number(10, 60)}",
            lambda: f"{m.house()} {street()} Pl NE",
            lambda: f"apt {m.number(1, 40)}, {m.house()} {street()} Street",
            lambda: f"{m.house()} {street().upper()} DR #{m.number(1, 40)}",
            lambda: f"P. O. Box {m.number(100, 9999)}, Gallup NM",
            lambda: f"{m.house()} NE {m.number(20, 90)}th Ave.",
            lambda: f"{m.house()}-{m.letters(1)} {street()} Ln",
            lambda: f"{m.house()} State Route {m.number(2, 400)}",
            lambda: f"HC {m.number(10, 90)} Box {m.number(10, 400)}",
            lambda: f"{m.house()} Avenue {m.letters(1)}",
            lambda: f"{m.house()} {street()} Pkwy Ste {m.number(100, 400)}",
            lambda: f"Addr: {m.house()} {street()} Cir",
        ],
        "coordinate": [
            lambda: f"{m.lat(5)} {m.lon(5)}",
            lambda: f"{m.lon(6)};{m.lat(6)}",
            lambda: f"Lat: {m.lat(4)}, Long: {m.lon(4)}",
            lambda: f"[{m.lon(5)}, {m.lat(5)}]",
            lambda: f"{m.lat(4)}N {m.lon(4)[1:]}W",
            lambda: f"geo:{m.lat(5)},{m.lon(5)}",
            lambda: m.lat(7),
            lambda: f"{m.number(30, 47)} {m.number(10, 59)}.{m.digits(3)} N, {m.number(71, 122)} {m.number(10, 59)}.{m.digits(3)} W",
            lambda: f"@{m.lat(6)},{m.lon(6)},17z",
        ],
        "birth date": [
            lambda: dob("DOB: {mmm} {d}, {y}"),
            lambda: dob("dob {y}/{m:02d}/{d:02d}"),
            lambda: dob("DOB {d:02d}-{mmm}-{y}"),
            lambda: dob("Birth date {m:02d}.{d:02d}.{y}"),
            lambda: dob("born on {m}/{d}/{y}"),
            lambda: dob("B/F {m:02d}-{d:02d}-{y}"),
            lambda: dob("DOB({m:02d}/{d:02d}/{yy:02d})"),
            lambda: dob("birthdate:{y}{m:02d}{d:02d}"),
            lambda: dob("d/o/b {m}/{d}/{yy:02d}"),
            lambda: dob("nacido {d:02d}/{m:02d}/{y}"),
        ],
        "ip": [
            lambda: f"10.{m.number(0, 254)}.{m.number(0, 254)}.{m.number(1, 254)}",
            lambda: f"ip=192.0.2.{m.number(1, 254)}",
            lambda: f"[2001:db8:0:{m.number(1, 9)}::{m.number(10, 99)}]",
            lambda: f"fe80::{m.number(1, 9)}ff:fe23:{m.number(1000, 9999)}:890a",
            lambda: f"from 203.0.113.{m.number(1, 254)} via portal",
        ],
        "url": [
            lambda: f"http://example.com/u/{m.first().lower()}",
            lambda: f"facebook.com/profile.php?id={m.digits(9)}",
            lambda: f"tiktok.com/@{m.first().lower()}{m.digits(2)}",
            lambda: f"//fileserver.example.org/mug/{m.digits(6)}.jpg",
            lambda: f"youtu.be/{m.letters(8)}",
            lambda: f"FB: {m.first().lower()}.{plain()}.{m.digits(2)}",
            lambda: f"ftp://records.example.gov/{m.digits(6)}",
            lambda: f"@{m.first().lower()}_{m.digits(3)} on insta",
        ],
    }
    each = {
        "name": 102, "ssn": 36, "phone": 44, "email": 35, "plate": 28, "licence": 32, "address": 48, "coordinate": 36, "birth date": 40,
        "ip": 20, "url": 32,
    }  # fmt: skip
    return _drawn(forms, each)


def _sentences_5(m: _Maker) -> list[Item]:
    def full() -> str:
        return f"{m.first()} {m.last()}"

    def up() -> str:
        return f"{m.first()} {m.last()}".upper()

    def plain() -> str:
        return m.last().replace("ñ", "n").lower()

    def phone() -> str:
        return m.one([f"{m.area()}-555-{m.line()}", f"({m.area()})555-{m.line()}", f"{m.area()} 555 {m.line()}"])

    def place() -> str:
        return f"{m.house()} {m.one(STREETS_5).replace('-', ' ')} {m.one(['Street', 'Av', 'Drive', 'Ct', 'Pl'])}"

    def date() -> str:
        return "{}-{:02d}-{:02d}".format(*m.born())

    forms: dict[str, list[Callable[[], str]]] = {
        "name": [
            lambda: f"Mr. {m.last()} refused to meet with team",
            lambda: f"Discharged after {full()} (uncle) posted bail",
            lambda: f"DA {m.first()[0]}. {m.last()} objects to diversion",
            lambda: f"SUSP ID'D AS {up()} BY WITNESS",
            lambda: f"Officer {m.last()} made the referral by radio",
            lambda: f"not home, left card with roommate {m.first()}",
            lambda: f"intake rescheduled, {m.first()} {m.last()} was sick",
            lambda: f"R/O {m.last().upper()} ON SCENE, NO ARREST",
            lambda: f"discussed with {m.first()} {m.last()}, public defender",
            lambda: f"In custody under alias {m.last()}, {m.first()}",
            lambda: f"Ct. appt'd atty {full()} withdrew",
            lambda: f"client's son {m.first()} placed in foster care",
            lambda: f"REL TO {m.last().upper()}, {m.first().upper()} (SISTER)",
            lambda: f"Judge {m.last()} denied the motion",
            lambda: f"{m.last()} declined services today",
            lambda: f"Transferred to {m.first()} {m.last()}'s caseload",
            lambda: f"W: {up()}, STORE SECURITY",
            lambda: f"Peer {m.first()} will do outreach Fri",
            lambda: f"husband {m.first()} is abusive, safety plan made",
            lambda: f"misidentified as {full()} at booking",
            lambda: f"CW {m.last()}: child case open",
            lambda: f"signed out by {m.first()[0]} {m.last()}",
        ],
        "phone": [
            lambda: f"new number {phone()} per shelter",
            lambda: f"VM FULL {phone()}",
            lambda: f"asks us to text {phone()} instead",
            lambda: f"ph. {m.area()}555{m.line()} not in service",
        ],
        "address": [
            lambda: f"found sleeping behind {place()}",
            lambda: f"ADDRESS GIVEN AS {place().upper()}",
            lambda: f"Lives with aunt, {place()}, apt {m.number(1, 40)}",
            lambda: f"mail returned from {place()}",
        ],
        "birth date": [
            lambda: f"two records, birth date {date()} vs. none",
            lambda: f"DOB on warrant is {date()}",
            lambda: f"client (DOB {date()}) not found in RMS",
        ],
        "ssn": [
            lambda: f"SSA letter lists {m.ssn()}",
            lambda: f"benefits denied, SSN {m.ssn(' ')} mismatch",
        ],
        "email": [
            lambda: f"prefers e-mail: {m.first().lower()}.{plain()}@example.net",
            lambda: f"cc {m.first()[0].lower()}{plain()}@da.example.gov on exit letter",
        ],
        "plate": [
            lambda: f"arrested in blue Tahoe plate {m.letters(3)}{m.digits(4)}",
            lambda: f"towed: NM plt {m.letters(3)}-{m.digits(3)}",
        ],
        "licence": [
            lambda: f"DL {m.letters(1)}{m.digits(7)} suspended",
            lambda: f"FBI number {m.digits(6)}{m.letters(2)}{m.number(1, 9)} on rap sheet",
        ],
        "coordinate": [lambda: f"tent near {m.lat(4)}N, {m.lon(4)[1:]}W"],
        "url": [
            lambda: f"video at www.example.com/v/{m.digits(8)} shows stop",
            lambda: f"messaged via instagram.com/{m.first().lower()}{m.digits(3)}",
        ],
        "ip": [lambda: f"e-referral logged from 198.51.100.{m.number(1, 254)}"],
    }
    each = {
        "name": 198, "phone": 24, "address": 28, "birth date": 18, "ssn": 10, "email": 12, "plate": 10, "licence": 10, "coordinate": 6,
        "url": 8, "ip": 4,
    }  # fmt: skip
    return _drawn(forms, each)


CLEAN_5: dict[str, list[str]] = {
    "charge": _listed("""
Possession of Controlled Substance - Schedule II|CRIM POSS CONTR SUBST-7TH|PETIT LARCENY|AGG ASLT W/DEADLY WPN|
Unlawful Camping|DISTURBING THE PEACE|CRIM TRESPASS TO REAL PROP|POSS OF STOLEN PROP 5TH|AGGRAVATED PANHANDLING|
PROMOTING PROSTITUTION 3|RETAIL THEFT/DISP MERCH/<$300|BATTERY - MAKE PHYSICAL CONTACT|PCS - SCHEDULE 1 - NOT LSD|
THEFT OF MAIL|Tampering w/ Physical Evid|Evading Arrest Det w/Prev Convict|PUBLIC INTOXICATION|
MAN/DEL CS PG 1 >=4G<200G|UNL CARRYING WPN|FAIL TO ID FUGITIVE/GIVE FALSE INFO|Simple Assault (DV)|
Hold for other agency|FUGITIVE FROM JUSTICE|CONTEMPT OF COURT|SALE OF IMITATION CS|GLUE SNIFFING|FALSE REPORT 911|
UNREG MV/NO PLATE LIGHT|No valid driver's license|CRIM MISCHIEF >= $100 < $750|JAYWALKING|VIOLATE PROTECTIVE ORDER|
Possess burglar tools|ENTER/REMAIN ON TRANSIT|Forgery - check|CDL violation|HIT & RUN UNATT VEH|Animal at large|
POSS ALCOHOL IN PARK|DUI LIQUOR 1ST|Interfering w/ emergency call
"""),
    "statute": _listed("""
TRC 481.121(b)(1)|PEN 30.05|265.03(1)(b)|A.C.A. 5-64-419|720 ILCS 5/16-25(a)(1)|NRS 453.336|C.R.S. 18-18-403.5|
Minn. Stat. 152.025|PC 459.5|VC 23152(a)|HS 11350|ORC 2911.21|KRS 218A.1415|D.C. Code 48-904.01(d)|TCA 39-17-418|
O.C.G.A. 16-13-30(a)|G.S. 90-95(a)(3)|I.C. 35-48-4-6|MCL 333.7403|HRS 712-1243|Sec. 53a-107|14:98|4-0020|2-0480|
NCIC 3562|NIBRS 90J|BMC 9.80.010|Art. 27A|PC 1203.2|18 Pa.C.S. 3929|75 Pa. C.S. 1543(b)(1)|Ch. 812.014(3)(a)
"""),
    "case number": _listed("""
2023-CF-004412|23-2-11873-1|CP-51-CR-0003321-2022|MC-51-CR-0011223-2023|22CR-88812|D-202-CR-2022-00987|
T-4-LR-2023-1188|F-23-017733|23MM-004128-A|K-22-00451|ML23-0001-2|16-2023-MM-008812|DOC 23-44817|JG-448812|
2023000187411
"""),
    "district": _listed("""
East Precinct|Third District|Area Command - Valley|Northeast Heights|Foothills|Ward 4|Sherman Park|Garfield Park|
Austin|Jefferson Park|Lawndale|Englewood|Morgan Park|Douglas|Logan Square|Rogers Park|Humboldt Park|Hyde Park|
Kensington|Tremé|Marigny|Gert Town|Paul Sector|Ida 2|Boy Sector|Henry 1|Baker 1|Beat 1723|RD 1104|Car 24 Sector B|
Div 7|Lewis County|Clark County|Mason|Grant|Dallas|Jackson Ward|Madison Park|Grays Harbor|Ida B. Wells Homes|Cabrini|
Bronzeville|St. Roch|Lyndale|North Loop|Georgetown
"""),
    "facility": _listed("""
Otis Bantum CC|Bernalillo MDC|Lew Sterrett Justice Center|Wayne County Jail Div II|Orleans Justice Center|
Hennepin Healthcare ED|Cermak Health Services|John H. Stroger Hospital|Grady Memorial|Haymarket Center|
Gateway Foundation|Hazelden Betty Ford|Catholic Charities|Volunteers of America|Turning Point|
St. Vincent de Paul Shelter|Father Martin's Ashley|Covenant House|Lincoln Recovery|Mary Bridge|Dorothea Dix Unit|
Sheridan CC|Jackson Memorial|Valley Cities|Pine Street Inn|Walter Reed annex
"""),
    "reason": _listed("""
Not interested at this time|already on MAT|Moved out of state|Act'g out, unable to assess|Warrant from other juris|
Open DV case|>10g|Prior conviction - sales|Transferred - Veterans Court|No-show x3|Completed goals|
Incarcerated 90+ days|deceased|Could not locate after 5 attempts|too intoxicated; try again tomorrow|
Supervisor denied|After hours, no staff on call|Client relocated to another county|Interpreter needed (Somali)|
Waitlist - 2-3 wks|Bed at detox, 8 AM|Hunter's stand trespass|Drew blood at hosp|Olive-drab tent, under bridge|
Price gouging complaint, no crime|Chase terminated|Brady material flagged|Franks hearing set|Megan's Law registrant|
Casey's Law petition|Nelson hearing|Laura's Law eval|Good Samaritan immunity|Suboxone 8-2 films|q 2 wks|
HR 118, BP 150/95|Blood glucose 310|Section 35|302'd to crisis|EDP - aided, no arrest|Code 3 to hosp|10-96|S13, NAT|
Northbound on US-61|mile post 112|Suite entry, 2nd fl|Bus line 7 & 14|1 gm meth|~$40 of goods|6 mos clean|
Track B (post-booking)|Phase 3 of 5|3/5 sessions|ROI not signed|ROI signed 3-14-2023|Sobriety date 2/1/22|
birth certificate ordered|new phone issued|SSN not required|last name illegible|needs mailing address|
license suspended|web form|email consent no|Text reminders OK
"""),
    "code": _listed("""
0412|Star 12345|PID 88431|LD-0019|9f3a77c2|c0ffee12-0000-4000-8000-00000000beef|05-MAR-24|3/5/24 0:00|
2024-03-05 00:00:00.000|1709614800|FEL|MIS|BLK|H|W-F-34|(3)|#7|60640|606|6'1"|$0.00|-1|1e3|NULL|none|1st|II|4.5/5|
12:05 AM|1 yr 6 mo|10 - 15|99999
"""),
}
IDENTIFYING_COLUMNS_5 = _listed("""
CLIENT|Client Name|defendant_last_name|FirstNm|MI_NAME|birth_date|DateOfBirth|BDATE|SocialSecurity|ssn4|PHONE1|Mobile|
Contact Number|e-mail|Mailing Address|HOME_ST|Residence Address|LATITUDE|LONG|Y_COORDINATE|geo_point|PLATE|Veh Tag|
Driver License|VIN_NO|ip|Profile URL|Facebook|MedRecNum|State ID Number|Nickname|maiden_nm|Arrestee|complainant_name|
Witness 1|Attorney Name|JUDGE_NM|Officer Name|case manager name|kin_phone|photo_url|Fecha Nacimiento|Telefono|
Domicilio|Guardian|SUBJECT LAST|Name (L, F, M)|Jamal Nwosu notes|dob_mmddyyyy|passport_no
""")
HARMLESS_COLUMNS_5 = _listed("""
CASE_NO|CHARGE_NAME|Court District|CONTACT_DATE|CONTACT_TYPE|CLIENT_ID|OFFENSE_DT|Name of Offense|facility|
PROVIDER_TYPE|Lat_entry_flag|long_text|DAYS_LATE|PLATOON|TAG_COLOR_CODE|ADDRESS_KNOWN_YN|CITY_NAME|COUNTY NAME|
BirthYear|AGE|SEX_CD|ETH|STATUTE|DRUG TYPE|IP_OP_FLAG|BAC|REFERRAL_SRC|phone_calls_n|EMAILS_SENT|MINUTES|Sid_Seq|
vic_count|WITNESS_CNT|JUDGE_ID|ATTY_TYPE|CASE_MANAGER_ID|HOMELESS|Program Nm|Exit Reason|NAMED_STORM_FLAG
""")


def fourth(seed: int = 20_261_129) -> Set:
    """The fourth set: the gate was mended by its misses."""
    m = _Maker(np.random.default_rng(seed), GIVEN_4, SURNAME_4)
    clean = [t for texts in CLEAN_4.values() for t in texts]
    return Set(_structured_4(m), _sentences_4(m), clean, IDENTIFYING_COLUMNS_4, HARMLESS_COLUMNS_4)


def fifth(seed: int = 51_126_029) -> Set:
    """The fifth set: other forms and other people."""
    m = _Maker(np.random.default_rng(seed), GIVEN_5, SURNAME_5)
    clean = [t for texts in CLEAN_5.values() for t in texts]
    return Set(_structured_5(m), _sentences_5(m), clean, IDENTIFYING_COLUMNS_5, HARMLESS_COLUMNS_5)
