"""Two more sets of texts for the gate, written without a look at it or at the first corpus: the second to find what it
still misses, the third held back until that is mended. ``{...}`` in a template is filled by :func:`filled`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

STRUCTURED = {
    "second": {
        "social security number": [
            "{ddd}-{dd}-{dddd}", "{ddd} {dd} {dddd}", "SSN {ddd}{dd}{dddd}", "ss# {ddd}-{dd}-{dddd} verified",
            "Social Security no. {ddd}{dd}{dddd}", "soc sec {ddd} {dd} {dddd}", "ssn:{ddd}-{dd}-{dddd}",
        ],
        "phone": [
            "({area}) 555-{dddd}", "{area}-555-{dddd}", "{area}.555.{dddd}", "+1 {area} 555 {dddd}", "1-{area}-555-{dddd}",
            "cell {area}555{dddd}", "call {area} 555-{dddd} ext 12", "tel. {area}/555-{dddd}", "ph: 555-{dddd}",
        ],
        "e-mail": [
            "{first_l}.{last_l}@gmail.com", "{first_l}{dd}@yahoo.co.uk", "write to {last_l}_{dd}@hotmail.com for contact",
            "{first_l}@co.king.wa.us", "E-mail: {last_l}+lead@proton.me", "<{first_l}.{last_l}@outlook.com>",
        ],
        "plate": [
            "MD plate {d}{LL}{dddd}", "tag# {LLL}{dddd}", "LIC/{LLL}{dddd}/WA", "Vehicle reg. {LLL} {dddd} (VA)",
            "license plate {LLL}-{ddd}", "driving a blue Honda, tag {d}{LL}{ddd}", "WA LIC {LLL}{dddd}",
        ],
        "address": [
            "{ddd}{d} N Calvert St Apt {d}B", "{dddd} Eastern Avenue", "{ddd} W. 29th Street", "lives at {dddd} Rainier Ave S",
            "{ddd}{d} SW Morrison St #{ddd}", "PO Box {dddd}", "{dddd} Old Harford Rd, Baltimore MD 21234",
            "resides {ddd} Bolton Pl.", "{dddd} Martin Luther King Jr Blvd", "Apt {d}C, {ddd} Park Heights Ter",
        ],
        "coordinates": [
            "39.{dddd}, -76.{dddd}", "47.{dddd}{d},-122.{dddd}{d}", "lat 39.{dddd} lon -76.{dddd}",
            "39°17'{dd}\"N 76°36'{dd}\"W", "(39.{dddd}{dd}; -76.{dddd}{dd})", "N39.{dddd} W76.{dddd}",
        ],
        "birth date": [
            "DOB {mm}/{day}/{yyyy}", "born {day} {Month} {yyyy}", "d.o.b. {yyyy}-{mm}-{day}", "Birthday: {Month} {day}, {yyyy}",
            "DOB: {mm}-{day}-{yy}", "date of birth {mm}/{day}/{yy}", "b. {mm}/{day}/{yyyy}", "birthdate {yyyy}{mm}{day}",
        ],
        "ip": [
            "192.0.2.{dd}", "logged in from 198.51.100.{dd}", "IP 203.0.113.{ddd255}", "2001:db8::{hex4}:{hex4}",
            "10.{dd}.{dd}.{dd}", "fe80::{hex4}:{hex4}:{hex4}:{hex4}",
        ],
        "url": [
            "https://facebook.com/{first_l}.{last_l}.{dd}", "www.linkedin.com/in/{first_l}{last_l}", "instagram.com/{first_l}_{last_l}",
            "http://example.org/case?id={dddd}", "see casesearch.courts.state.md.us/inquiry?{dddd}", "twitter.com/{last_l}{dd}",
        ],
        "other number": [
            "VIN 1HGCM82633A{dd}{dddd}", "DL S-{ddd}-{ddd}-{ddd}-{ddd}", "driver's license {L}{ddd}{ddd}{ddd}{ddd}", "MRN {dddd}{dddd}",
            "medical record # {dddd}{ddd}", "passport no. {dddd}{dddd}{d}", "Medicaid ID {dddd}{dddd}{ddd}", "SID# {ddd}{dddd}",
            "FBI no. {ddd}{ddd}{LL}{d}", "inmate ID {ddd}-{ddd}",
        ],
    },
    "third": {
        "social security number": [
            "{ddd}.{dd}.{dddd}", "SSN: {ddd} {dd} {dddd}", "{ddd}-{dd}-{dddd} on file", "SSN#{ddd}{dd}{dddd}",
            "his social is {ddd}-{dd}-{dddd}", "S.S.N. {ddd}-{dd}-{dddd}", "social security card {ddd}-{dd}-{dddd}",
        ],
        "phone": [
            "{area} 555 {dddd}", "({area})555-{dddd}", "mobile: +1-{area}-555-{dddd}", "phone {area}555{dddd}", "T {area}-555-{dddd}",
            "reach at ({area}) 555.{dddd}", "contact no {area}-555-{dddd} (sister)", "text {area}.555.{dddd} after 5",
            "fax {area}-555-{dddd}",
        ],
        "e-mail": [
            "{last_l}.{first_l}@seattle.gov", "contact {first_l}-{last_l}@aol.com", "{first_l}{last_l}{yyyy}@icloud.com",
            "mailto:{first_l}@example.net", "e-mail is {last_l}@example.edu, ok to use", "{first_l}_{dd}@mail.example.com;",
        ],
        "plate": [
            "plate: {LLL}{ddd}", "tags {d}{LLL}{ddd}", "vehicle plate no {LLL} {ddd}", "MD tag {dddd}{LLL}",
            "lic plate # {LL}{d} {ddd}",
            "Registration {LLL}{dddd}, gray sedan", "CA plate {d}{LLL}{ddd}",
        ],
        "address": [
            "{dddd} Greenmount Ave", "{ddd} E Pratt Street, Unit {d}", "{ddd}{d} Liberty Heights Avenue", "home: {dddd} 23rd Ave NE",
            "P.O. Box {ddd}", "staying at {ddd} Druid Hill Dr", "{dddd} Reisterstown Road", "{ddd} St Paul Pl, Fl 2",
            "address {dddd} Lake City Way NE, Seattle", "{ddd} Cherry Hill Ct",
        ],
        "coordinates": [
            "47.{dddd}, -122.{dddd}", "39.{dddd}{d} -76.{dddd}{d}", "Lat: 39.{dddd}, Long: -76.{dddd}",
            "GPS 47.{dddd}{d}/-122.{dddd}{d}",
            "POINT(-76.{dddd} 39.{dddd})", "47°36'{dd}\" N, 122°19'{dd}\" W",
        ],
        "birth date": [
            "DOB={mm}/{day}/{yyyy}", "Born: {Month} {day} {yyyy}", "birth date {yyyy}/{mm}/{day}", "D.O.B {day}-{Mon}-{yyyy}",
            "client born on {mm}/{day}/{yyyy}", "dob {mm}{day}{yyyy}", "birthday {mm}/{day}/{yy}",
            "Date of birth: {Month} {day}, {yyyy}",
        ],
        "ip": [
            "from IP address 192.0.2.{dd}", "198.51.100.{dd}:8080", "host 203.0.113.{ddd255} port 22", "[2001:db8:{hex4}::{hex4}]",
            "172.16.{dd}.{dd}", "2001:0db8:{hex4}:{hex4}:{hex4}:{hex4}:{hex4}:{hex4}",
        ],
        "url": [
            "http://www.example.com/people/{last_l}", "fb.com/{first_l}{dd}", "tiktok.com/@{first_l}{last_l}",
            "https://example.org/{dddd}/file.pdf",
            "profile at www.example.net/{first_l}", "youtu.be/{LLL}{ddd}{L}",
        ],
        "other number": [
            "vin: 2T1BURHE0JC{dd}{dddd}", "license no. {L}-{ddd}-{ddd}-{ddd}-{ddd}", "DL# {L}{dddd}{dddd}{dddd}", "MRN: {ddd}{dddd}",
            "chart no. {dddd}{dddd}", "passport {L}{dddd}{dddd}", "Medicaid # {ddd}{dddd}{dddd}", "State ID {ddd}{dddd}",
            "FBI # {dddd}{ddd}{LL}", "DOC number {ddd}{ddd}",
        ],
    },
}

# people of the kind whom such programmes meet; the two sets share no name
FIRST = {
    "second": """Denise Tyrone Latoya Marcus Shanice Kevin Brandy Jamal Keisha Deshawn Crystal Raymond Tanisha Leroy Monique
        Darnell Rosa Miguel Guadalupe José Xiomara Luis Carmen Nguyen Hoa Minh Xiuying Wei Oluwaseun Chidi Amina Fatima Mohammed
        Priya Rajesh Siobhán Kathleen Patrick Bridget Heather Dustin Cody Misty Wayne Earl Agnes Gladys Ruby Walter Clarence""",
    "third": """Yolanda Terrence Ebony Andre Lakisha Reginald Tamika Dwayne Aaliyah Malik Jasmine Curtis Vanessa Hector Alejandra
        Juan Marisol Ricardo Esperanza Linh Tuan Mei Jin Kwame Adaeze Ibrahim Zainab Anjali Sanjay Sean Maureen Colleen Brian
        Tiffany Travis Amber Randy Brenda Lester Mildred Ethel Norman Stanley Irene Roberto Beatriz Omar Latisha Jerome Rhonda""",
}
LAST = {
    "second": """Watkins Booker Simms Carter Hernández-Ruiz Gutierrez Tran Zhang Adeyemi Okafor Hassan Patel O'Malley Kowalski
        Van-Buren Dubois McAllister Whitfield Jefferson Tolliver Pettway Barksdale Ogletree Dorsey Cromwell Bledsoe Yarborough
        Stanfield Villanueva Espinoza Delacruz Nakamura Redhawk Begay Schroeder Lindqvist Boudreaux Fontenot""",
    "third": """Gaines Holloway Mayfield Braxton Ransom Castellanos Quintero Montoya Pham Huang Mensah Abubakar Farah Chaudhary
        Gallagher Wojcik Thibodeaux MacDougall Prescott Winslow Broadnax Lattimore Spriggs Hairston Fauntleroy Gantt Vaughn
        Ellsworth Alvarado Zamora Cervantes Yamamoto Runningbear Tsosie Hoffmann Bergstrom Landry Guidry""",
}
NAMES = {
    "second": [
        "spoke w/ {First} {Last} re: intake", "{Last}, {First}", "{LAST}, {FIRST} M", "{First} {Last}", "{FIRST} {LAST}",
        "Client {First} {Last} moved to Delaware", "mother {First} {Last} asked us to stop", "def. {First} {Last} failed to appear",
        "c/o {First} {Last}", "Mr. {Last} did not return calls", "per Ms {Last}, no longer interested", "Officer {Last} on scene",
        "victim {First} {Last} declined to testify", 'aka "Peanut" {Last}', "transferred to Dr. {Last}'s clinic",
        "{First} {Last} refused services", "Ineligible: {First} {Last} has open case", "case closed, {First} {Last} deceased",
        "wife ({First} {Last}) reported relapse", "assigned to CM {First} {L}. {Last}", "girlfriend {First} says he left town",
        "{First} {L}. {Last} completed programme", "{L}. {Last} not eligible", "name: {First} {Last}", "signed, {First} {Last}",
        "theft from {First} {Last}, misdemeanor", "assault on {First} {Last}", "referred by Sgt {Last}",
        "client's brother {First} {Last} called",
        "met {First} {Last} at the shelter", "{first_l} {last_l} no show", "Exited; contact {First} {Last}",
        "neighbor {First} {Last} complained", "suspect: {LAST} {FIRST}", "judge {Last} dismissed",
    ],
    "third": [
        "talked to {First} {Last} by phone", "{Last}, {First} {L}.", "{LAST} {FIRST}", "{First} {Last}", "{FIRST} {LAST}",
        "Participant {First} {Last} relocated", "father {First} {Last} will pick up", "defendant {First} {Last} did not appear",
        "attn {First} {Last}", "Mrs. {Last} phoned twice", "according to Mr {Last} he is in treatment", "Det. {Last} requested hold",
        "complainant {First} {Last} withdrew", 'a/k/a "Smoke" {Last}', "seen by Dr {First} {Last}", "{First} {Last} declined",
        "Not eligible - {First} {Last} has a warrant", "closed: {First} {Last} passed away", "partner {First} {Last} reported relapse",
        "case manager {First} {Last} left agency", "sister {First} says she moved", "{First} {Last} graduated in May",
        "{L}. {L}. {Last} excluded",
        "patient name {First} {Last}", "entered by {First} {Last}", "stole from {First} {Last}", "harassed {First} {Last}",
        "referred by Lt. {Last}", "her cousin {First} {Last} answered", "saw {First} {Last} at the library",
        "{first_l} {last_l} lost contact",
        "Discharged, notify {First} {Last}", "landlord {First} {Last} evicted client", "arrestee: {LAST}, {FIRST}",
        "Magistrate {Last} released",
    ],
}
# beside names, sentences hold other identifiers
IN_SENTENCES = {
    "second": [
        "moved in with her aunt at {dddd} Harford Road last week", "left a message at {area}-555-{dddd}, no answer",
        "gave his birthday as {mm}/{day}/{yyyy} and then walked off", "can be reached under {first_l}{dd}@gmail.com most days",
        "stopped in a car with tag {LLL}{dddd} near the market", "says her social is {ddd}-{dd}-{dddd}, to be verified",
    ],
    "third": [
        "sleeping at his uncle's, {ddd} Edmondson Ave, until June", "new number ({area}) 555-{dddd} as of today",
        "told us he was born {Month} {day}, {yyyy} in Ohio", "asked that mail go to {last_l}.{first_l}@yahoo.com instead",
        "found in vehicle, plate {LLL}{ddd}, behind the store", "application lists SSN {ddd}-{dd}-{dddd} for the household",
    ],
}

CLEAN = {
    "second": """CDS: POSSESS-NOT MARIJUANA|ASSAULT-SEC DEGREE|THEFT: LESS THAN $100|RCW 9A.52.030 BURGLARY 2ND|FTA - Drug Court
        Driving while suspended 3rd degree|Trespass: private property|PROSTITUTION-GENERAL|CDS-UNLAWFUL POSS PARAPHERNALIA
        VIOLATION OF PROBATION|Open container|MALICIOUS DESTRUCTION < $1,000|Loitering for drugs, 2nd offense|CR 5-601(a)(1)
        Art. 27 Sec. 287|21-902(A1) DUI per se 0.08|1-0573|5 1111|Unlawful taking of motor vehicle|Robbery with dangerous weapon
        Alford plea, time served|Miranda waiver on file|Baker Act hold|Laura's Law evaluation|Amber alert hoax|Jessica's Law registrant
        Johnson County Jail|Jackson District|Lincoln Park|St. Elizabeth's referral list full|Martin Luther King corridor
        Capitol Hill|Madison Precinct|Washington County transfer|Mercy Hospital detox|Health Care for the Homeless
        Salvation Army shelter
        Graduated phase 3 of 4|Completed 8 of 12 sessions|90-day absence|Moved out of state|Lost contact after 60 days|Client withdrew
        Incarcerated more than 120 days|Declined by prosecutor|Outside catchment area|Prior violent conviction within 10 yrs
        Amount exceeds 3.5 grams|Exceeds 7 g threshold|Sold within 1000 ft of school|24/7 supervision required|Age under 18|No capacity
        Needs higher level of care|Transferred to Drug Treatment Court|Transferred to Mental Health Court|Deceased|Nolle prosequi
        STET docket|Probation before judgment|Guilty - suspended sentence 18 months|Not guilty by reason of insanity|Dismissed 03/2021
        Nolle pros 01/15/2022|Warrant dated 2021-03-04|Bench warrant, bail $2,500|Rent arrears of $1,240.50|Housed via Section 8 voucher
        Domestic Violence Unit|Northeastern|Sector 3 Post 312|Beat 24B|Zone 5|OF0113|Unit 7B21|Squad A|K-9 unit|Narcan given x2
        Fentanyl and xylazine|Methadone 80 mg daily|HIV clinic linkage|Hep C treatment|ED visit then detox|Bus passes issued (4)
        ID card obtained
        Social Security card obtained|Phone issued by programme|Birth certificate obtained|Driver's license reinstated
        Email account set up
        Address verified|Lives with family|Mail returned|Name changed by court order|No phone|No known address|DOB not given
        SSN not collected
        Fail to display plate|Driving without license plates|Display of altered registration plate|Plates suspended
        Tampering with vehicle
        False statement to officer|Giving false name to police|Obstructing & hindering|Resist/interfere with arrest|Escape second degree
        Identity fraud under $1,500|Credit card: steal another's|Counterfeit Rx|Bad check > $500|Telephone misuse: repeat calls
        Harass: course of conduct|Electronic mail harassment|Stalking|Peace order: fail to comply|Indecent exposure|Disorderly conduct
        Urinating in public|Sidewalk obstruction|Panhandling - aggressive|Fare evasion|Gambling: dice|Alcoholic bev/intox: endanger
        Handgun on person|Rogue and vagabond|Arson 2nd degree|Reckless endangerment|Contempt of court|Child support arrears
        Illegal dumping > 100 lbs|Animal cruelty|Fourth degree burglary - theft|Possess with intent: narcotic|Heroin|Cocaine base
        CDS: DIST ETC. W/FIREARM|Attempt: 1st degree assault|UNKNOWN|N/A|see code|Other|Pending lab result|Not applicable
        Referred to Bright Hope House|Intake at Franklin Square|Franklin Street outreach|Howard Center|Sheppard Pratt
        Johns Hopkins Bayview
        Interpreter needed: Spanish|Veteran - VA care|Tribal member|Hearing impaired|Pregnant, prenatal care|School enrollment""",
    "third": """POSS CDS NOT MARIJUANA (COCAINE)|ASSAULT - FIRST DEGREE|THEFT $100 TO UNDER $1,500|RCW 69.50.4013 VUCSA POSSESSION
    FTA Traffic
        DWLS 2|Trespass - posted property|PROSTITUTION LOITERING|Drug paraphernalia use|VOP technical|Liquor: minor in possession
        MDOP over $1,000|Loiter near ATM|CL 7-104|Sec. 4-203(a)(1)(i)|16-303(c) suspended|2-0480|4 3550|Motor vehicle theft/joyride
        Carjacking|Nolo contendere plea|Terry stop|Brady material pending|Marsy's Law notice sent|Megan's Law registry|Silver alert
        Montgomery County detainer|Jefferson District|Roosevelt Park|St. Agnes waitlist|Cesar Chavez Way area|Pioneer Square
        Franklin Precinct
        Howard County transfer|Harborview detox|Catholic Charities|Goodwill training|Phase 2 graduate|Attended 5 of 10 groups|60-day gap
        Relocated to Pennsylvania|No contact since 06/2022|Participant chose to leave|Jailed over 90 days|Prosecutor objected
        Lives outside county
        Conviction for crime of violence in last 5 years|Weight over 5 grams|More than 1 oz|Within 500 ft of park|7-day hold|Juvenile
        Caseload full|Requires inpatient|Moved to Veterans Court|Moved to re-entry docket|Death|NP - nolle prosse|Placed on stet
        PBJ|Suspended sentence, 2 yrs probation|NCR finding|Closed 11/2020|Nolle prossed on 06/30/2021|Warrant issued 2022-11-09
        Bail set at $5,000|Owes $860.00 in fines|Rapid re-housing slot|Special Victims Unit|Southwestern|Sector 1 Post 114|Beat 7A
        Region 2|OFC-221
        Car 12|Platoon C|Mounted unit|Naloxone kit given|Carfentanil suspected|Buprenorphine 16 mg|PrEP referral|Wound care
        Psychiatric ED hold
        Clothing voucher (2)|State ID obtained|Replacement Social Security card|Cell phone lost|Birth certificate requested
        License restored
        Set up e-mail|No fixed address|Staying with relatives|Returned mail|Legal name update|Phone disconnected|Address unknown
        DOB unknown|SSN withheld|Expired plates|Unregistered vehicle|License plate light out|Altered temporary tag|Vehicle break-in
        False report|False ID to officer|Obstruct police|Resisting arrest|Escape|Identity theft 2|Stolen credit card use
        Forged prescription
        Issuing bad checks|Phone misuse|Harassment - continuing|Cyberstalking|Violation of protective order|Lewd conduct|Breach of peace
        Public urination|Blocking sidewalk|Begging, aggressive|Failure to pay fare|Dice game|Drunk & disorderly
        Carrying concealed weapon
        Prowling|Arson threat|Endangerment - reckless|Contempt: civil|Non-support|Littering under 100 lbs|Cruelty to animals
        Burglary 4th: breaking
        PWID heroin|Crack cocaine|Methamphetamine|Conspiracy: CDS distribution|Attempted theft|Unclassified|none|not stated
        To be determined
        Awaiting lab|Not recorded|Referred to New Day House|Intake at Mount Clare|Light Street outreach|Lincoln Center
        Chase Brexton clinic
        Union Memorial ED|Needs Amharic interpreter|Military service|Deaf services|Postpartum care|GED class|Forklift certificate
        Black|White|Hispanic or Latino|Asian/Pacific Islander|Native American|Two or more|Male|Female|Transgender woman|Downtown
        Harbor East
        North Avenue|Penn North|Old Town Mall|Belltown|Rainier Valley|Aurora corridor|Third Avenue hot spot|Lexington Market area
        Hilltop""",
}
HEADERS = {
    "second": """LAST_NM FNAME Subject Name|def_name|VictimFullName|SSN_LAST4|soc_sec_no|Home Phone|cell_nbr|EMAIL_ADDR|Street Addr
    ADDR1
        mailing address|DOB|birth_dt|DateOfBirth|LIC_PLATE|veh_tag|VIN|driver_lic_no|MRN|MedicaidNumber|LATITUDE|x_coord|geo_long
        IPAddress
        mothers_maiden_name|alias|nickname|emergency_contact|next_of_kin|passport_no|fb_profile|photo_url|fingerprint_id""",
    "third": """SURNAME|first name|MiddleInit Name|ArresteeName|complainant_nm|SocialSecurityNumber|SSN|TelNo|mobile_phone|e_mail
        HomeAddress|res_street|apt_no|date_birth|BIRTHDATE|D.O.B.|plate_no|TAG_NUMBER|vehicle_identification_number|DL_NUM
        medical_record_nbr|LAT|LON|Longitude|ip_addr|maiden_nm|AKA|also_known_as|emerg_contact_phone|passport|instagram|website
        mugshot""",
}
CLEAN_HEADERS = {
    "second": """SUBJ_KEY|ARR_NO|CHARGE_DESC|CJIS_CD|LVL|WARR_IND|DIST|YOB|SEX_CD|RACE_CD|ETH|REF_DT|HOW_REFERRED|INTAKE_DT|UNIT_ID
    street_time_days
        facility_name|agency_name|program_name|case_type|contact_method|phone_contacts|mail_sent|birth_year|court_location
        disposition_date""",
    "third": """PID_HASH|BookingNo|OffenseText|statute|severity_cd|is_warrant|beat|BirthYr|gender|race_desc|hispanic_ind|ReferralDate
    door_type
        days_to_intake|officer_badge_key|clinic_name|offense_name|charge_name|county_name|contacts_by_phone|email_sent_flag
        license_status
        address_verified|plate_violation_flag|release_reason|latest_status""",
}
_MONTHS = "January February March April May June July August September October November December".split()


def _words(text: str) -> list[str]:
    return [w.strip() for line in text.splitlines() for w in line.split("|") if w.strip()]


def filled(template: str, rng: random.Random, which: str) -> str:
    """``template`` with its blanks filled by drawn digits, letters, dates and names."""
    first, last = rng.choice(FIRST[which].split()), rng.choice(LAST[which].split()).replace("Van-Buren", "Van Buren")
    plain = str.maketrans("áéíóúü", "aeiouu")
    month, year = rng.randint(1, 12), rng.randint(1950, 2003)
    values = {
        "First": first, "Last": last, "FIRST": first.upper(), "LAST": last.upper(),
        "first_l": first.lower().translate(plain), "last_l": re.sub(r"[^a-z]", "", last.lower().translate(plain)),
        "area": rng.choice(["410", "443", "667", "206", "301", "202"]), "mm": f"{month:02d}", "day": f"{rng.randint(1, 28):02d}",
        "yyyy": str(year), "yy": f"{year % 100:02d}", "Month": _MONTHS[month - 1], "Mon": _MONTHS[month - 1][:3],
        "ddd255": str(rng.randint(100, 254)),
    }

    def blank(found: re.Match[str]) -> str:
        name = found[1]
        if name in values:
            return values[name]
        if set(name) == {"d"}:
            return str(rng.randint(1, 8)) + "".join(str(rng.randint(0, 9)) for _ in name[1:])
        if set(name) == {"L"}:
            return "".join(rng.choice("ABCDEFGHJKLMNPRSTVWXYZ") for _ in name)
        assert name == "hex4", name
        return f"{rng.randint(4096, 65535):x}"

    return re.sub(r"\{(\w+)\}", blank, template)


@dataclass(frozen=True)
class Blind:
    """One set: (kind, text) of what must be refused, texts that must not, and names of columns of both kinds."""

    structured: list[tuple[str, str]]
    sentences: list[tuple[str, str]]
    clean: list[str]
    headers: list[str]
    clean_headers: list[str]


def corpus(which: str) -> Blind:
    """The ``second`` or the ``third`` set: 4 or so of each structured form, 8 of each sentence; the same at each call."""
    rng = random.Random(f"blind {which}")
    structured = [(kind, filled(t, rng, which)) for kind, forms in STRUCTURED[which].items() for t in forms for _ in range(4)]
    sentences = [("name", filled(t, rng, which)) for t in NAMES[which] for _ in range(8)]
    sentences += [("other", filled(t, rng, which)) for t in IN_SENTENCES[which] for _ in range(4)]
    return Blind(structured, sentences, _words(CLEAN[which]), _words(HEADERS[which]), _words(CLEAN_HEADERS[which]))
