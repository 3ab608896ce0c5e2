"""Direct identifiers, and charges, places and reasons that are none: written without a look at the gate's rules.

Every value is made up: names are combined from lists, numbers are drawn, hosts are reserved for examples.
"""

from __future__ import annotations

import random

FIRST = [
    "James",
    "Maria",
    "Robert",
    "Patricia",
    "DeShawn",
    "Linda",
    "Miguel",
    "Keisha",
    "William",
    "Aaliyah",
    "Jose",
    "Jennifer",
    "Darnell",
    "Susan",
    "Ahmed",
    "Karen",
    "Tyrone",
    "Nancy",
    "Juan",
    "Betty",
    "Malik",
    "Sandra",
    "Luis",
    "Ashley",
    "Terrence",
    "Kimberly",
    "Carlos",
    "Emily",
    "Antoine",
    "Donna",
    "Hector",
    "Michelle",
    "Jamal",
    "Carol",
    "Diego",
    "Amanda",
    "Marcus",
    "Melissa",
    "Rafael",
    "Deborah",
    "Andre",
    "Stephanie",
    "Oscar",
    "Rebecca",
    "Lamar",
    "Laura",
    "Pedro",
    "Helen",
    "Dwayne",
    "Amy",
]
LAST = [
    "Smith",
    "Johnson",
    "Washington",
    "Garcia",
    "Brown",
    "Jefferson",
    "Rodriguez",
    "Davis",
    "Miller",
    "O'Neil",
    "Martinez",
    "Jackson",
    "Hernandez",
    "Lopez",
    "Thompson",
    "Nguyen",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Perez",
    "Robinson",
    "Lewis",
    "Kowalski",
    "Ramirez",
    "Walker",
    "Freeman",
    "Allen",
    "King",
    "Wright",
    "Torres",
    "Booker",
    "Hill",
    "Flores",
    "Green",
    "Adams",
    "Nelson",
    "Baker",
    "Campbell",
    "Mitchell",
    "Carter",
    "Roberts",
    "Patel",
    "Gutierrez",
    "Phillips",
    "Evans",
    "Turner",
    "Diaz",
    "Parker",
    "Cruz",
]
STREETS = (
    "Charles",
    "Eastern",
    "Greenmount",
    "Pennsylvania",
    "North",
    "Edmondson",
    "Monument",
    "Harford",
    "Belair",
    "Liberty Heights",
    "Martin Luther King",
    "Reisterstown",
    "Lombard",
    "Fayette",
    "Wilkens",
)
KINDS = ("St", "Street", "Ave", "Avenue", "Rd", "Road", "Blvd", "Dr", "Ln", "Ct", "Way", "Pl")


def structured(n: int, seed: int = 1) -> list[tuple[str, str]]:
    """``n`` (kind, text) pairs with an identifier of a fixed form, alone or within a few words."""
    rng = random.Random(seed)
    digits = lambda k: "".join(rng.choice("0123456789") for _ in range(k))  # noqa: E731
    area = lambda: rng.choice(["410", "443", "312", "954", "206", "667"])  # noqa: E731

    def ssn() -> str:
        a, b, c = f"{rng.randint(1, 665):03d}", f"{rng.randint(1, 99):02d}", f"{rng.randint(1, 9999):04d}"
        return rng.choice(
            [
                f"{a}-{b}-{c}",
                f"{a} {b} {c}",
                f"SSN {a}{b}{c}",
                f"SS# {a}-{b}-{c}",
                f"social {a}-{b}-{c}",
                f"THEFT {a}-{b}-{c} REPORTED",
            ]
        )

    def phone() -> str:
        a, b, c = area(), "555", digits(4)
        return rng.choice(
            [
                f"({a}) {b}-{c}",
                f"{a}-{b}-{c}",
                f"{a}.{b}.{c}",
                f"+1 {a} {b} {c}",
                f"1-{a}-{b}-{c}",
                f"call {a} {b} {c}",
                f"cell {a}{b}{c}",
                f"tel: ({a}){b}-{c}",
            ]
        )

    def email() -> str:
        f, l = rng.choice(FIRST).lower(), rng.choice(LAST).lower().replace("'", "")
        host = rng.choice(["example.com", "mail.example.org", "county.example.gov", "example.co.uk"])
        return rng.choice(
            [
                f"{f}.{l}@{host}",
                f"{f[0]}{l}{digits(2)}@{host}",
                f"contact {f}_{l}@{host} for pickup",
                f"{l.upper()}@{host.upper()}",
                f"{f}+lead@{host}",
            ]
        )

    def plate() -> str:
        letters = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(3))
        return rng.choice(
            [
                f"MD plate {digits(1)}{letters[:2]}{digits(4)}",
                f"tag {letters} {digits(4)}",
                f"license plate: {letters}-{digits(4)}",
                f"LIC PLATE {letters}{digits(4)}",
                f"plate no. {digits(1)}{letters[:2]} {digits(4)}",
                f"vehicle tag # {letters}{digits(3)}",
            ]
        )

    def address() -> str:
        number, street, kind = rng.randint(1, 9899), rng.choice(STREETS), rng.choice(KINDS)
        return rng.choice(
            [
                f"{number} {street} {kind}",
                f"{number} N {street} {kind}",
                f"{number} {street} {kind}, Apt {rng.randint(1, 30)}",
                f"{number} {street.upper()} {kind.upper()}",
                f"arrested at {number} W. {street} {kind}.",
                f"P.O. Box {rng.randint(10, 9999)}",
                f"{number} {street} {kind} Baltimore MD 212{digits(2)}",
            ]
        )

    def coordinates() -> str:
        la, lo = rng.uniform(38.5, 41.9), rng.uniform(-87.9, -75.2)
        return rng.choice(
            [
                f"{la:.4f}, {lo:.4f}",
                f"{la:.6f} {lo:.6f}",
                f"({la:.5f},{lo:.5f})",
                f"lat {la:.5f} lon {lo:.5f}",
                f"POINT({lo:.6f} {la:.6f})",
                f"{int(la)}°{rng.randint(0, 59)}'{rng.randint(0, 59)}\"N {int(-lo)}°{rng.randint(0, 59)}'{rng.randint(0, 59)}\"W",
            ]
        )

    def birth() -> str:
        y, m, d = rng.randint(1945, 2004), rng.randint(1, 12), rng.randint(1, 28)
        month = (
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ]
        )[m - 1]
        return rng.choice(
            [
                f"{m:02d}/{d:02d}/{y}",
                f"DOB {m:02d}/{d:02d}/{y}",
                f"{y}-{m:02d}-{d:02d}",
                f"born {month} {d}, {y}",
                f"D.O.B. {m}/{d}/{y % 100:02d}",
                f"date of birth: {d} {month[:3]} {y}",
                f"dob={y}{m:02d}{d:02d}",
                f"b. {m}-{d}-{y}",
            ]
        )

    def ip() -> str:
        return rng.choice(
            [
                f"198.51.100.{rng.randint(1, 254)}",
                f"from 203.0.113.{rng.randint(1, 254)} port 22",
                f"192.168.{rng.randint(0, 255)}.{rng.randint(1, 254)}",
                f"2001:db8:{digits(4)}::{digits(2)}",
                f"2001:0db8:85a3:0000:0000:8a2e:{digits(4)}:7334",
            ]
        )

    def url() -> str:
        f = rng.choice(FIRST).lower()
        return rng.choice(
            [
                f"https://social.example.com/{f}",
                f"http://example.org/u?id={digits(5)}",
                f"www.example.com/{f}",
                f"see https://example.net/case/{digits(4)}",
                f"HTTPS://EXAMPLE.COM/{f.upper()}",
            ]
        )

    makers = {f.__name__: f for f in (ssn, phone, email, plate, address, coordinates, birth, ip, url)}
    names = list(makers)
    return [(names[i % len(names)], makers[names[i % len(names)]]()) for i in range(n)]


SENTENCES = (
    "Subject {f} {l} refused transport",
    "spoke with {f} {l} at scene",
    "Moved in with sister {f} {l}",
    "{f} {l} asked to leave the programme",
    "Per Ms. {l}, client relocated",
    "victim is {f} {l}, a neighbour",
    "THEFT FROM {F} {L} LESS THAN $1,500",
    "client's mother {f} {l} called",
    "transferred to case manager {f} {l}",
    "Warrant served on {l}, {f}",
    "{F} {L} FAILED TO APPEAR",
    "Declined by Officer {l} after search",
    "lives with {f} {l} since June",
    "ASSAULT ON {L}, {F} J",
    "Mr. {f} {l} completed treatment",
    "co-defendant {f} {l} released",
    "aka {f} {l}",
    "left with her boyfriend {f} {l}",
    "Dr. {l} referred to detox",
    "reports that {f} {l} is deceased",
    "arrested together with {f} A. {l}",
    "guardian: {f} {l}",
    "Client said he is {f} {l}",
    "per email from {f} {l} closed",
    "identified as {F} {L} by fingerprint",
)
FREE_OTHER = (
    "Client can be reached at {p} after five",
    "staying at {n} {s} {k} with family",
    "born on {m}/{d}/{y}, wants housing",
    "send letters to {n} {s} {k} please",
    "new number is {p}, old one is off",
    "moved to {n} North {s} {k} last week",
    "write to {e} about court date",
    "his social is {a}-{b}-{c} he says",
    "found near {n} {s} {k} by outreach",
    "car with plate {P} seen nearby",
)


def free_text(n: int, seed: int = 2) -> list[tuple[str, str]]:
    """``n`` (kind, sentence) pairs as a case manager or a clerk would type them: names, and identifiers within prose."""
    rng = random.Random(seed)
    out = []
    for i in range(n):
        f, l = rng.choice(FIRST), rng.choice(LAST)
        form = (
            (SENTENCES[(i // 3 * 2 + i % 3) % len(SENTENCES)], "name")
            if i % 3 < 2
            else (FREE_OTHER[i // 3 % len(FREE_OTHER)], "other")
        )
        text = form[0].format(
            f=f,
            l=l,
            F=f.upper(),
            L=l.upper(),
            p=f"{rng.choice([410, 443])}-555-{rng.randint(1000, 9999)}",
            n=rng.randint(10, 9899),
            s=rng.choice(STREETS),
            k=rng.choice(KINDS),
            m=rng.randint(1, 12),
            d=rng.randint(1, 28),
            y=rng.randint(1950, 2003),
            e=f"{f.lower()}@example.org",
            a=f"{rng.randint(100, 665)}",
            b=rng.randint(10, 99),
            c=rng.randint(1000, 9999),
            P=f"{rng.randint(1, 9)}AB{rng.randint(1000, 9999)}",
        )
        out.append((form[1], text))
    return out


# as extracts of Maryland, Illinois, Florida, Washington and programmes write them; none points to a person
CLEAN = [
    line.strip()
    for line in """
CDS: POSSESS-NOT MARIJUANA
CDS:POSS W/I DIST NARC
CDS: POSSESS PARAPHERNALIA
POSS CANNABIS <= 10 GRAMS
THEFT LESS THAN $1,500
THEFT: $100 TO UNDER $1,500
THEFT-SCHEME: $1,500 TO UNDER $25,000
RETAIL THEFT/DISP MERCH/<$300/1ST
720 ILCS 570/402(c)
720 ILCS 5.0/16A-3-A
CR 3-203(a)
CR.7.104
Md. Code, Crim. Law 5-601
893.13(6)(a)
F.S. 812.014(3)(a)
RCW 69.50.4013
RCW 9A.56.050
ORS 475.894
1-0573
2-9999
CJIS 1-1415
UCR 26
NIBRS 35A
ASSAULT-SEC DEGREE
ASSAULT 2ND DEGREE - LEO
Battery/Touch or Strike
BURGLARY-4TH DEGREE
BURGLARY/ROGUE & VAGABOND
TRESPASS-POSTED PROPERTY
TRESPASS: PRIVATE PROPERTY
DISORDERLY CONDUCT
DISORDERLY INTOXICATION
FAIL TO OBEY RSNBLE/LAWFL ORDER
HINDER/OBSTRUCT POLICE
RESIST/INTERFERE WITH ARREST
FALSE STATEMENT TO OFFICER
PROSTITUTION-GENERALLY
SOLICIT PROSTITUTION/2ND OFFENSE
LOITERING FOR PROSTITUTION PURPOSES
OPEN CONTAINER IN PUBLIC
DRINKING IN PUBLIC
URINATING IN PUBLIC
LITTER/DUMP UNDER 100 LBS
MALICIOUS DEST PROP/VALUE - $1,000
UNAUTHORIZED REMOVAL OF PROPERTY
MOTOR VEH/UNLAWFUL TAKING
DRIVING W/O REQUIRED LICENSE
DRIVING ON SUSPENDED LIC & PRIVILEGE
DRIVE WHILE IMPAIRED BY ALCOHOL
Driving vehicle in excess of reasonable speed
EXPIRED REG PLATES
FAIL TO DISPLAY LICENSE PLATE
NO TAGS ON VEHICLE
HANDGUN ON PERSON
CARRY CONCEALED DEADLY WEAPON
FIREARM POSS W/FEL CONVICTION
VIOLATION OF PROBATION
VOP - TECHNICAL
FAILURE TO APPEAR
FAIL TO APPEAR/MISD
FTA BENCH WARRANT
WARRANT - OTHER JURISDICTION
FUGITIVE FROM JUSTICE
OTHER CRIMINAL MATTER
OBTAIN FRAUD
Grand Theft in the 3rd Degree
Grand Theft (Motor Vehicle)
Poss Pyrrolidinovalerophenone
Possession of Cocaine
Possession of Methamphetamine
Poss of Heroin w/ Intent
Poss Alprazolam
Poss Oxycodone 30 mg
Possess Cannabis/20 Grams Or Less
Tampering With Physical Evidence
Unlaw Use False Name/Identity
Use of Two or More ID's
Crimin Mischief Damage <$200
Aggravated Assault w/Firearm
Child Abuse
Domestic Battery
Stalking
Harassment
Telephone Misuse
Electronic Mail Harassment
Central
Eastern
Southwestern
Northern District
District 7
Beat 1134
Sector K
Zone 4-A
Precinct 12
West Precinct
Downtown
Jackson Park
Lake View
Lincoln Square
Washington Heights
Capitol Hill
Pioneer Square
University District
St. Johns
Mount Vernon
Park Heights
Fells Point
Patterson Park
Carroll
Prince George's County
Anne Arundel
Harford
OF0024
OFFICER 1182
Badge 4471
Star 12345
Unit 3B12
CM-07
Team Blue
A12
Black
White
Black or African American
American Indian or Alaska Native
Native Hawaiian or Other Pacific Islander
Asian
Hispanic or Latino
Not Hispanic
Two or more races
Unknown
Declined to state
Female
Male
Non-binary
Moved out of county
Moved out of state
Lost contact after 90 days
Completed program goals
Completed
Graduated
Withdrew
Client request
Deceased
Incarcerated > 30 days
Transferred to another provider
Referred to drug court
Referred to mental health court
Referred to Housing First
Not eligible: violent charge
Not eligible: amount over 7 grams
Not eligible: prior arrest within 12 months
Ineligible - pending felony case
Outside catchment area
No capacity
Declined services
Did not complete intake within 30 days
Officer discretion
State's Attorney declined
Exceeds drug amount threshold
Under 18
Intoxicated at contact
Duplicate referral
Nolle Prosequi
Stet Docket
Dismissed
Guilty
Not Guilty
Probation Before Judgment
Adjudication Withheld
Nolo Contendere
Jury Trial Prayed
Abated by Death
Merged
Closed 2021
Convicted - 18 months
Sentence: 30 days susp.
10 days time served
$250 fine
Case Transferred to Circuit Court
Held in abeyance
18-00000001
2021-004512
AR-2019-000123
B1902341
21CR004512
1B02341122
5D00412345
0123456
1002003004
CC-1120-19
MC 2020 00123
20-07-1123
HZ345678
C-02-CR-20-000123
Possession of Controlled Dangerous Substance Not Marijuana
Manufacture/Deliver 1<15 grams Heroin
Retail Theft - $500 to $1,500 (Class B)
Obstructing and Hindering a Police Officer in the performance of duty
Violation of Protective Order
Violation of Exclusion Order - Park
Misuse of 911 System
False Alarm of Fire
Malicious Burning 2nd Degree
Animal Cruelty
Gaming/Dice
Peddling without License
Panhandling Aggressive
Camping in Public Space
Park After Hours
Curfew Violation
Pedestrian in Roadway
Jaywalking
Fare Evasion
Unpaid Transit Fare
Bicycle w/o Light
Noise Ordinance
Unregistered Vehicle
Texting While Driving
DUI .08 or Greater
DUI 2nd within 5 Years
Leaving Scene of Accident
Reckless Endangerment
Robbery
Carjacking
Arson 1st Degree
Kidnapping
Conspiracy to Commit Theft
Attempted Burglary
Accessory After the Fact
Forgery - Private Documents
Counterfeit Currency $20
Credit Card Theft
Identity Theft < $1,500
Unlawful Use of Recorded Sound
Bad Check Under $1,500
Welfare Fraud
Embezzlement
Receive Stolen Property
Possess Burglary Tools
Possess Shoplifting Device
Lane v. State exception
Johnson Act violation
Good Samaritan law applies
Baker Act
Marchman Act
Jessica's Law
Megan's Law registration
Miller Amendment
Schedule II
Schedule IV CDS
Fentanyl 4 ANPP
Suboxone strips
Xanax 2mg x 5
Crack cocaine 0.4 g
Heroin 1 gelcap
K2/Spice
2 vials
3 baggies, 0.6 grams
Value $45.00
Amount 1.25 g
12:30 hrs
2019
""".splitlines()
    if line.strip()
]

IDENTIFYING_HEADERS = (
    "ssn",
    "SSN",
    "Social Security Number",
    "soc_sec_no",
    "last_name",
    "LastName",
    "FIRST NAME",
    "full_name",
    "Defendant Name",
    "client_name",
    "dob",
    "DOB",
    "Date of Birth",
    "birth_date",
    "BirthDt",
    "phone",
    "PhoneNumber",
    "cell_phone",
    "telephone",
    "email",
    "E-Mail Address",
    "home_address",
    "Street Address",
    "ADDR1",
    "residence_address",
    "license_plate",
    "PlateNo",
    "drivers_license",
    "DL_NUMBER",
    "latitude",
    "LONGITUDE",
    "ip_address",
    "mothers_maiden_name",
    "alias",
    "AKA",
    "passport_no",
    "medicaid_id",
    "victim_name",
    "officer_name",
    "emergency_contact",
    "410-555-0134",
    "john.doe@example.com",
)
CLEAN_HEADERS = (
    "agency",
    "NameOfCharge",
    "offense_name",
    "program_name",
    "court_name",
    "statute",
    "zone",
    "beat",
    "case_type",
    "booking_reason",
    "charge_seq",
    "ucr_code",
    "arrest_hour",
    "bond_amount",
    "facility",
    "race_code",
    "age",
    "year_of_birth",
    "source_system",
    "file_date",
    "record_type",
    "address_type",
    "phone_contact_count",
    "email_sent_flag",
    "county",
)

# a second corpus of other people's sentences, held back while the gate was mended by the first
HELD_SENTENCES = (
    "Discharged: {f} {l} now in Ohio",
    "Case worker {l} notes no contact",
    "referred by Sgt. {l}",
    "{F} {L}",
    "{l}, {f}",
    "{f} {l}",
    "Client's son {f} {l} has custody",
    "Judge {l} dismissed",
    "No show, left word with {f} {l}",
    "probation agent {f} {l} informed",
    "POSS CDS - {F} {L}",
    "husband {f} {l} in jail",
    "Declined (told Ofc. {l})",
    "hospital says {f} {l} was discharged",
    "ID card of {f} {l} found",
    "Attorney {f} {l} entered appearance",
    "refused by Det. {l}",
    "nickname Red, real name {f} {l}",
    "roommate {f} {l}, see notes",
    "Mrs. {l} will testify",
    "TRESPASS AT HOME OF {F} {L}",
    "per PO {l} pending",
    "Patient {f} {l} seen in ED",
    "c/o {f} {l}",
    "engaged by peer {f} {l} twice",
)
HELD_OTHER = (
    "text him at {p}",
    "{p} (sister)",
    "resides {n} {s} {k}",
    "stays behind {n} {s} {k}, tent",
    "DOB is {m}/{d}/{y}",
    "ss {a}-{b}-{c}",
    "mail: {e}",
    "drives grey Honda, tags {P}",
    "dropped off at {n} E {s} {k}",
    "cell no longer {p}",
)
HELD_FIXED = (
    "{p}",
    "Ph {p}",
    "fax {p}",
    "{a}-{b}-{c}",
    "ID {a}-{b}-{c}",
    "{e}",
    "<{e}>",
    "{n} {s} {k}",
    "{n} S {s} {k} #4",
    "{m}/{d}/{y}",
    "DOB: {y}-{m:02d}-{d:02d}",
    "birthdate {m}/{d}/{y}",
    "plate {P}",
    "Tag# {P}",
    "license plate {P} MD",
    "39.{c}, -76.{c}",
    "loc 41.{c},-87.{c}",
    "10.0.{b}.{d}",
    "IP 203.0.113.{d}",
    "https://example.com/p/{c}",
    "www.example.org/{c}",
)


def held(n: int, seed: int = 3) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """``n`` texts with an identifier of a fixed form, and ``n`` sentences, of forms that were not used to mend anything."""
    rng = random.Random(seed)

    def fill(form: str) -> str:
        f, l = rng.choice(FIRST), rng.choice(LAST)
        return form.format(
            f=f,
            l=l,
            F=f.upper(),
            L=l.upper(),
            p=f"{rng.choice([301, 240, 773, 305])}-555-{rng.randint(1000, 9999)}",
            n=rng.randint(10, 9899),
            s=rng.choice(STREETS),
            k=rng.choice(KINDS),
            m=rng.randint(1, 12),
            d=rng.randint(1, 28),
            y=rng.randint(1950, 2003),
            e=f"{f[0].lower()}.{l.lower().replace(chr(39), '')}@example.net",
            a=rng.randint(100, 665),
            b=rng.randint(10, 99),
            c=rng.randint(1000, 9999),
            P=f"{rng.randint(1, 9)}CD{rng.randint(1000, 9999)}",
        )

    sentences = [
        (HELD_SENTENCES[i // 3 * 2 % 25 + i % 3 if i // 3 * 2 % 25 + i % 3 < 25 else 0], "name")
        if i % 3 < 2
        else (HELD_OTHER[i // 3 % 10], "other")
        for i in range(n)
    ]
    return (
        [("held fixed", fill(HELD_FIXED[i % len(HELD_FIXED)])) for i in range(n)],
        [(f"held {kind}", fill(form)) for form, kind in sentences],
    )
