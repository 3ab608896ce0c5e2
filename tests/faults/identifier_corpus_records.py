"""A sixth and a seventh set of identifiers: notes of patrol, booking desks, clinics and case managers, and fields of their systems.

Written before its author had read the gate or the texts of the earlier sets; the seventh was kept aside until the gate had been
mended by the sixth. Each template is filled from a fixed seed: ``{F}`` a given name, ``{L}`` a surname (``{f}``, ``{l}`` in
capitals), ``{I}`` an initial, ``{K}`` a nickname, ``{D}`` a date of birth, ``{#5}`` five digits, ``{X}`` a letter. Everybody is made
up; telephone numbers are of the range kept for fiction.
"""

from __future__ import annotations

import re

import numpy as np

from tests.faults.identifier_corpus_agency import Item, Set, _listed

GIVEN_6 = _listed("""
Guadalupe|Jesús|Xiomara|Yesenia|Rigoberto|Lupita|Concepción|Efraín|Marisol|Ignacio|Thuy|Bao|Nguyet|Abdirahman|Hodan|Fatuma|Yonas|Selam|
Tigist|Oleksandr|Svetlana|Bogdan|Wanbli|Shawndiin|Tsosie|Keisha|DeShawn|LaQuisha|Tyrell|Jamarcus|Precious|Destiny|Chase|Grace|Summer|
Hunter|Dawn|Faith|Melody|Ricky|Darlene|Earl|Wendell|Bobbie|Cletus|Mihail|Aurelio|Noemi|Santos|Milagros
""")
SURNAME_6 = _listed("""
Hernández-Ríos|Pacheco|Villaseñor|Zamudio|Ybarra|Quiñones|De la Cruz|Nuñez|Echeverria|Tran|Huynh|Abdi|Warsame|Tesfaye|Gebremedhin|
Kovalenko|Zhdanov|Begay|Yazzie|Standing Bear|Two Bulls|Washington|Broussard|Thibodeaux|Gaines|Pettway|Lockhart|Winters|Fields|Park|Stone|
Hayes|Whitlock|Mabry|Tillman|Ochoa|Cisneros|Del Toro|Arroyo|Kealoha|Fa'alogo|Tuiasosopo|O'Dell|St. Clair|McQuillan|Szymanski|Wojcik|
Delacroix|Nakai|Vang
""")
GIVEN_7 = _listed("""
Esperanza|Refugio|Maribel|Wilfredo|Altagracia|Heriberto|Dulce|Yadira|Minh|Linh|Pao|Mai|Khadija|Mohamud|Asha|Mekdes|Dawit|Iryna|Dmitri|
Zoran|Aiyana|Dakota|Kele|Shanice|Travion|Quanisha|Marquise|Ebony|Diamond|Heaven|Autumn|Mason|Rusty|Lonnie|Dewayne|Glenda|Twyla|Merle|Opal|
Jolene|Fidel|Graciela|Pilar|Ovidio|Leilani|Kaimana|Sione|Ansel|Bronwyn|Caoimhe
""")
SURNAME_7 = _listed("""
Maldonado|Bustamante|Olivarez|Zepeda|Montaño|Peñaloza|De los Santos|Urrutia|Xiong|Phung|Lor|Osman|Hersi|Haile|Bekele|Shevchenko|Petrovic|
Tsinnijinnie|Benally|Iron Cloud|Red Elk|Jefferson|Guidry|Fontenot|Bledsoe|Stallworth|Cheatham|Frost|Rivers|Banks|Woods|Price|Bright|
Dillard|Kimbrough|Saucedo|Trejo|Del Río|Valdovinos|Kahananui|Leota|Vea|O'Hara|St. Pierre|McElroy|Wisniewski|Nowak|Beauchamp|Tso|Moua
""")
NICK_6 = _listed("Lil Man|Pookie|Big Mike|Tre|Smokey|Güero|Flaco|La Huera|Peanut|Cadillac|Ju-Ju|Shorty|Dre|Bam|Red|Chuy")
NICK_7 = _listed("Lil Ced|Boo|Big Dee|Tay|Spider|Chato|El Oso|La Negra|Cupcake|Duke|Nae-Nae|Slim|Ro|Twin|Tank|Beto")

STRUCTURED_6 = {
    "ssn": "SSN {#3}-{#2}-{#4}|{#3}-{#2}-{#4}|{#3} {#2} {#4}|SS# {#3}{#2}{#4}|soc {#3}.{#2}.{#4}|Last 4 SSN: {#4}|xxx-xx-{#4}|"
           "SSN ends {#4}",
    "phone": "410-555-01{#2}|(206) 555-01{#2}|505.555.01{#2}|+1 312 555 01{#2}|cell 5551{#2}0|ph#213/555-01{#2}|555-01{#2} x{#3}|"
             "tel:+1-415-555-01{#2}",
    "mail": "{f}.{l}@county.example|{F}{#2} at mail dot example|{l}{#2}@clinic.example.org|mailto:{f}@example.net|"
            "{f}_{l}[at]example[dot]com",
    "plate": "MD plate {#1}{X}{X}{#4}|LIC/{X}{X}{X}{#4}|tag {X}{X}{X} {#4} WA|veh reg {#1}{X}{X}{X}{#3} CA|Tx LP: {X}{X}{X}-{#4}",
    "vin": "VIN 1HGCM826{#2}A{#6}|1FTFW1ET{#1}DFC{#5}|VIN: JH4KA7{#3}PC{#6}|vin#5YJSA1E2{#1}HF{#6}",
    "address": "{#4} N Fulton Ave Apt {#1}B|{#3} W. Pratt St.|{#4} SW 14th Terr #{#3}|PO Box {#4}|{#5} Rural Rte 2|"
               "corner unit, {#3} Aurora Ave N|{#2} Calle Esperanza, Apto {#2}|{#4} E 31 st, 2nd fl rear|Lot {#2} Shady Acres MHP",
    "place": "39.{#5}, -76.{#5}|47°36'{#2}\"N 122°19'{#2}\"W|dqcq{X}9{#1}{X}|lat 35.{#4} long -106.{#4}|geohash 9q8y{X}k{#1}|"
             "18S UJ 2{#4} 0{#4}|37.{#6},-122.{#6}|filled.count.soap (w3w)",
    "born": "DOB {D}|born 3 May 19{#2}|dob:19{#2}-0{#1}-1{#1}|D.O.B. Mar. 1{#1}, 198{#1}|"
            "b. twelfth of June, nineteen eighty-{W}|birthdate 0{#1}/1{#1}/7{#1}|DOB 07{#1}{#1}1984|"
            "born on the fourth of July nineteen seventy-{W}",
    "host": "10.{#2}.{#2}.{#2}|http://portal.example.org/u/{f}|ip 192.0.2.{#2}|2001:db8::{#4}|www.example.com/{l}|@{f}_{l}{#2}|"
            "ig: {f}.{l}{#1}|fb.com/{f}.{l}|snap {f}{#2}{#2}",
    "medical": "MRN {#7}|MRN: 00{#6}|Med Rec # {#8}|MRN-{X}{#6}|Chart {#6}|Medicaid ID {#9}|MA# {#11}|Hosp no. {#7}|"
               "Medicare 1{X}G4-{X}E5-{X}K73|Rx# {#7}|NPI 1{#9}",
    "custody": "SID {#7}|FBI# {#6}{X}{X}{#1}|DOC# {#6}|inmate no {#7}|Booking #{#4}-{#6}|PCN {#9}|CIN {#8}{X}|JID {#7}|I/M# {#6}|"
               "BKG {#8}|Perm ID {#6}|OCA {#8}",
    "docket": "Case No. 24-CR-{#6}|Dkt {#1}B{#8}|Cause No. {#2}-1-{#5}-{#1} SEA|Docket: CR-20{#2}-{#5}|Warrant # W{#7}|"
              "Incident 2{#1}-{#6}|CFS# 22{#7}|RPT NO. 20{#2}-{#6}|CCN {#8}|citation {X}{#7}",
    "licence": "OLN {X}-{#3}-{#3}-{#3}-{#3}|DL {X}{#7}|D/L# {X}{#12}|CDL WA{X}{X}{X}{X}*{#3}{X}{X}|State ID {#9}|passport {X}{#8}|"
               "A# {#3}-{#3}-{#3}|EBT card {#4} {#4} {#4} {#4}|acct {#10}|gov't id no. {#8}",
    "name": "{l}, {f} {I}|{L}, {F}|{F} {L}|{f} {l}|{L} {F} {I}.|{l}/{f}|{F} \"{K}\" {L}|Mr. {L}|{I}. {L}|{F} {I}. {L}|{l} {f}|"
            "{l},{f}|AKA {K}|{F} {L} Jr.|Ms {F} {L}|{l} {f} {i}|{F} de {L}|{f} {i} {l}|Sra. {L}|a/k/a {F} {L}",
    "noise": "SM1TH, J0HN|R0DR1GUEZ MAR1A|H3RNANDEZ  J0SE|W ashington, Den zel|J0hns0n, Tyr0ne|D0B O7/l4/1982|55S-22-1l34|"
             "G0NZALEZ,LUZ",
}
SENTENCES_6 = {
    "patrol": """
R/O made contact with {L}, {F} {I} seated in the driver seat of veh|{l} ADV OFC HE HAD METH ON HIS PERSON|
Subj ID'd himself as {F} {L}, no ID on him|S1 ({l}) TRESPASSED FROM STORE PER LP|V-{l} ID'D SUSP BY PHOTO|
SPOKE W/ RP {f} WHO SAID HER EX TOOK THE CAR|Susp known to me from prior contacts as {K}|ARR {l} {f} W/M {D}|Miranda read, {L} invoked|
{l} WAS ADVISED OF CHARGES AND TRANSPORTED TO CENTRAL BOOKING|his girlfriend {F} picked him up from the scene|
Off. {L} #{#4} searched the backpack and found a pipe|UPON ARRIVAL I OBS {l} SLUMPED OVER IN DOORWAY|
Juv sister of {F} was left with grandmother|Dispatched to disturbance, {F} {L} (suspect) had left prior|per Sgt. {L}, cite and release|
{f} {l} STATED SHE USED FENTANYL TODAY|A/S {l} HAD 2 BAGGIES IN SOCK|Veh stopped, {I}{X}{#5} plate, driver {L}|
Complainant {L} declined to prosecute|Located {F} under the bridge, agreed to talk
""",
    "booking": """
I/M {l} #{#6} MOVED TO B POD|Inmate {L} refused classification interview|NOK: {F} {L} (mother)|Released to {F} {L} on PR bond|
{l} KEEP SEPARATE FROM {l}|Property: ring, wallet, phone; signed {F} {L}|Visitor {F} {L} denied entry|
{F} placed on suicide watch by RN {L}|Bail posted by {L}|per Judge {L} release forthwith|TOT {l} TO ICU|Keefe acct {#6} opened for {L}|
Bunkmate {F} reported the seizure|Hold placed by Agent {L}
""",
    "clinic": """
Pt {F} seen in follow-up, cravings down|Dr. {L} started bup 8 mg SL|{F} reports no use since Tuesday|Mr {L} no-showed x2|
Rx by {F} {L}, NP|Ms. {L} relapsed after eviction|contacted mom ({F}) re appt|{F} {I}. housed at the motel this week|
Pt (MRN {#7}) refused labs|UDS pos, d/w {L}|Spoke with pharmacist {F} about early refill|Sees Dr {L} for methadone|
{I}.{I}. came in with partner|Discharged to care of {F} {L}|Intake done by {F}, needs ID and food stamps|Called 410-555-01{#2}, LM w/ {F}|
Emerg contact {F} {L} 206 555 01{#2}|Hx per wife {F}
""",
    "case management": """
Met {F} at the library, signed ROI|called {F}, VM full|{F} texted that she is at detox|CM {F} closing file|
Client's PO {L} wants weekly calls|{F} got keys to her apartment on 8th!|Ct mother {F} {L} called asking for update|
dropped off tent for {K}|{F} and {F} split up, needs new plan|Warm handoff to {F} at Recovery Works|Left card with {F}'s cousin|
Lost contact w/ {L}, last seen at {#4} Aurora Ave N|Transport {F} to court for {L} hearing|birthday visit, {F} turned 40 on {D}|
Client {F} {L} declined services today|{K} says hi, still at camp|Outreach: {F}, {F}, {F} given kits
""",
    "court": """
State of Maryland vs {F} {L}|State v. {L}|Def {l} FTA 3/4, BW issued|Counsel {L} for defendant|In re {I}.{L}.|{L} pleads guilty to ct 2|
PD {F} {L} appointed|Hon. {F} {L} presiding|Restitution to {L} of $450|Nolle pros per ASA {L}|Victim {F} {L} to be notified|
Commonwealth vs. {l}|Cont'd, {L} in custody elsewhere
""",
    "spanish": """
La cliente {F} {L} no llegó a la cita|vive con su tía {F}|Sr. {L} pidió comida y ropa|hablé con {F}, quiere tratamiento|hijo de {F} y {F}|
su esposo {F} está en la cárcel|nació el 3 de mayo de 19{#2}, se llama {F}|llamar al 505 555 01{#2} preguntar por {F}
""",
}
CLEAN_6 = _listed("""
11377(A) HS POSSESS CONTROLLED SUBSTANCE|11364 HS POSS UNLAW PARAPHERNALIA|647(B) PC DISORD CONDUCT:PROSTITUTION|
602(M) PC TRESPASS: OCCUPY PROPERTY|PL 220.03 CRIM POSS CONTRLD SUBST-7TH|PL 155.25 PETIT LARCENY|PL 240.20 DISORDERLY CONDUCT|
VTL 511.1A AGG UNLIC OPER 3RD|RCW 69.50.4013 VUCSA POSSESSION|VUCSA-POSS W/O PRESCRIPTION|THEFT 3|MAL MISCH 3 DV|CRIM TRESPASS 1|
ASSAULT 4|DWLS 3RD|OBSTRUCT LEO|FAIL TO OBEY|POCS PG1 <1G|UNL CARRYING WEAPON|EVADING ARREST DET W/PREV CONVIC|
CRIMINAL MISCHIEF >=$750<$2,500|THEFT PROP>=$100<$750|DRIVING WHILE LICENSE INVALID|893.13(6)(A) POSS OF COCAINE|
PETIT THEFT 100 LESS THAN 750 DOLS|RESIST OFFICER W/O VIOLENCE|DRUG EQUIP-POSSESS AND OR USE|NO VALID DL|VOP-FELONY|VOP-MISDEMEANOR|
FTA-THEFT-MISD|BATTERY TOUCH OR STRIKE|LOITERING OR PROWLING|OPEN CONTAINER|DISORDERLY INTOX|CDS:POSSESS-NOT MARIJUANA|
CDS: POSS PARAPHERNALIA|CDS-UNLAWFUL POSSESSION ETC|ROGUE AND VAGABOND|FOURTH DEG BURGLARY|TRESPASS: PRIVATE PROPERTY|
THEFT: $100 TO UNDER $1,500|MAL DEST PROP/VALU - $1000|RECKLESS ENDANGERMENT|HANDGUN ON PERSON|SOL/PROSTITUTION|PANDERING|
LOITERING FOR PURPOSES OF PROSTITUTION|INDECENT EXPOSURE|HOLD FOR OTHER AGENCY|FUGITIVE FROM JUSTICE|PROBATION VIOLATION|CONT OF COURT|
DUI 1ST OFFENSE|HIT/RUN UNATTENDED|FALSE STATEMENT TO OFFICER|GIVING FALSE NAME|IDENTITY THEFT 2|FORGERY 3RD|COUNTERFEIT GOODS|
SHOPLIFTING-CONCEALMENT|ORGANIZED RETAIL THEFT|VEH PROWL 2|TMVWOP 2|PSP 2|BURG 2|ROBB 2|ARSON 2|HARASSMENT|STALKING|VIOL NO CONTACT ORDER|
Possession of Schedule II, second or subsequent|Sale of a controlled substance within 1000 ft of school|Maintaining a drug dwelling|
Simple possession|Possess Meth W/I to Deliver|Unlawful use of drug paraphernalia|Criminal trespass in the second degree|
Urinating in public|Camping prohibited|Sit/lie ordinance|Unlawful transit conduct|Pedestrian interference|Jaywalking|
Panhandling, aggressive|Public nuisance|Noise violation|West Precinct|East Pct|Sector K|Beat 512|District 3|Zone 4-B|Area IV|
Central Business District|Capitol Hill|Belltown|International District|SODO|Pioneer Square|University District|Rainier Valley|
White Center|Skid Row|MacArthur Park|Fells Point|Mount Vernon|Federal Hill|Penn North|Upton/Druid Heights|Downtown|Lexington Market|
Lincoln Heights|Jefferson Park|Washington Highlands|Martin Luther King Jr Plaza area|St. Paul corridor|Santa Fe|Las Cruces|
Los Alamos County|Española|South Valley|San Miguel County|Albany|Troy|Bangor|Portsmouth|Madison|Fayetteville|Atlanta Zone 6|
Nolle prosequi|Nol pros|Stet|PBJ|ACD|Adjourned in contemplation of dismissal|Dismissed w/o prejudice|Dismissed - interest of justice|
Convicted - time served|Deferred adjudication|Pre-trial diversion granted|Pled to lesser|Not guilty|Guilty - fine only|Mistrial|Bind over|
Held for grand jury|Nolo contendere|Transferred to circuit court|Transferred to drug court|Bench warrant|Case sealed|Pending|
Consolidated with lead case|Completed program goals|Graduated|Moved out of state|Moved out of county|Lost to follow-up|
No contact for 90 days|Client declined further services|Deceased|Incarcerated more than 60 days|Transferred to another provider|
Withdrawn by client|New violent charge|Administrative closure|Needs higher level of care|Ineligible: prior violent felony|
Open felony warrant|Outstanding warrant in another jurisdiction|Amount over threshold|Promotes prostitution|
Exploits minors in drug dealing|Lives outside service area|Declined at booking, wants own attorney|No capacity this month|
Too intoxicated to consent|Victim did not consent|Not interested|Already enrolled|Prosecutor objected|On probation elsewhere|
Language barrier, interpreter not available|Not amenable to diversion|Suspected dealing for profit over subsistence|
Medical emergency, taken to hospital|Under 18|Gang unit hold|Referred to inpatient treatment and then to sober living|
Client asked to pause services until after surgery|Case manager left agency, client reassigned|Client met all goals and is stably housed|
Client was told that intake must happen within 30 days and did not return|Could not locate after three attempts|
Patient stabilized on buprenorphine and transferred to primary care|Court ordered residential treatment|Refused drug test|
Staff could not reach client by phone|Outreach made but the client was asleep|Released before intake could be done|
Shelter bed found, follow up next week|Needs state ID and birth certificate|Diverted at scene by patrol|
Diverted after consult with LEAD sergeant|Property returned, no charges|Naloxone given, refused transport
""")
HEADERS_6 = _listed("""
LNAME|F_NM|SUBJ_NAME|DefFullName|MIDDLE_INIT_NM|ALIAS1|MONIKER|NOMBRE|APELLIDO_PATERNO|DOB_TXT|BIRTH_DT|BRTHDTE|SOC_SEC|SSN4|TAX_ID|
HOME_TEL|CELLPHONE|E_MAIL_ADDR|STREET1|RES_ADDR|ADDR_LN_2|ZIP_PLUS4|GPS_X|LATITUDE|LONG_DD|MRN|MEDICAID_NO|DOC_NUMBER_INMATE|FBI_NBR|
STATE_ID_NUM|OLN|DL_NUMBER|PLATE_NO|VIN|IP_ADDR|FACEBOOK|NEXT_OF_KIN|EMERG_CONTACT|EMPLOYER_NAME|SCARS_TATTOOS|PHOTO_PATH|FINGERPRINT_ID|
OFFICER_NAME|JUDGE_NAME|CASEWORKER_NM|NARRATIVE|NOTES|COMMENTS
""")
CLEAN_HEADERS_6 = _listed("""
CHG_DESC|OFFENSE_NM|STATUTE_NAME|AGENCY_NAME|PROGRAM_NAME|FACILITY_NM|DRUG_NAME|UNIT_NAME|ARREST_DT|FILED_DATE|ADMIT_DTTM|RELEASE_REASON|
DISPO_CD|BEAT|PRECINCT|DISTRICT_NM|RACE_DESC|SEX|ETHN_CD|YOB|BIRTH_YEAR|AGE_AT_ARREST|COUNTY|STATE|CHARGE_SEQ|NIBRS_CODE|SEVERITY_LEVEL|
BOND_AMT|CONTACT_MODE|MINUTES_SPENT|SERVICE_TYPE|REFERRAL_DOOR|INTAKE_DT|EXIT_RSN|PERSON_HASH|CASE_KEY|OFFICER_KEY|SHIFT|WEEKDAY|
UCR_CATEGORY
""")

STRUCTURED_7 = {
    "ssn": "social {#3}-{#2}-{#4}|{#3}{#2}{#4} (SSN)|ssn={#3}-{#2}-{#4}|S.S.N. {#3} - {#2} - {#4}|***-**-{#4}|SOC/{#3}{#2}{#4}|"
           "ITIN 9{#2}-7{#1}-{#4}|ss no {#3} {#2} {#4}",
    "phone": "212 555 01{#2}|(503)555-01{#2}|PHN 6025550{#3}|1-800-555-01{#2}|c: 702-555-01{#2}|"
             "home 615-555-01{#2} / work 615-555-01{#2}|TEL/9195550{#3}|303 . 555 . 01{#2}",
    "mail": "{f}{l}@treatment.example|{I}{l}@jail.example.gov|e-mail: {f}.{l}+lead@example.com|{f} (at) example (dot) org|"
            "<{l}@example.edu>",
    "plate": "NY REG {X}{X}{X}{#4}|TAG# {X}{#2}-{X}{X}{#1}|FL tag {X}{X}{X}{X}{#2}|lic plate {#3}-{X}{X}{X}|OR LIC {#3}{X}{X}{X}",
    "vin": "2T1BURHE{#1}JC{#6}|VIN/3VWDX7AJ{#1}BM{#6}|vehicle id 1N4AL3AP{#1}DC{#6}|WBA3A5C5{#1}DF{#6}",
    "address": "{#3} Maple Ct|apt {#2}C, {#4} Liberty Heights Avenue|{#4} NE MLK Blvd|{#5} Hwy 61 S|General Delivery, {#5}|"
               "{#3}-{#2} 37th Rd, Flushing|{#4} Camino del Sol NW|Rm {#3} Aloha Inn {#3} Aurora|"
               "Mile post {#2}, house w/ red door, {#3} County Rd {#3}",
    "place": "N 45.{#5} W 122.{#5}|(33.{#4}, -84.{#4})|geohash: c23n{X}b{#1}|10T ET {#5} {#5}|40°26′{#2}″N 79°58′{#2}″W|"
             "POINT(-77.0{#4} 38.9{#4})|x=-76.{#4} y=39.{#4}|plus code 87G2+{X}{X}Q",
    "born": "DOB/{D}|birth: 1{#1} Nov 196{#1}|d.o.b. 2{#1}.0{#1}.1979|born in nineteen sixty-{W}, ninth of March|"
            "BD 4-1{#1}-8{#1}|DOB: August the 2nd 198{#1}|FN 1{#1}/0{#1}/1990|"
            "date of birth April twenty-first nineteen ninety-{W}",
    "host": "172.16.{#2}.{#2}|https://example.com/profile?id={#6}|198.51.100.{#2}|fe80::{#4}:{#4}|tiktok @{f}{l}|"
            "cashapp ${f}{l}{#2}|example.org/~{l}|MAC 00:1B:{#2}:{#2}:{#2}:{#2}",
    "medical": "med rec no. {#7}|MRN#{#8}|EMR {#8}|patient id {#6}|PT# {#7}|Medi-Cal {#8}{X}|HIC {#9}A|MR {#6}-{#2}|"
               "Subscriber {X}{X}{X}{#9}|RX {#8}|acct/visit {#10}",
    "custody": "Jacket# {#7}|ODRC {X}{#6}|CDCR {X}{X}{#5}|B/A {#7}|SO# {#6}|Jail ID {#8}|NYSID {#8}{X}|SPN {#8}|TDCJ {#8}|"
               "reg. no. {#5}-{#3}|ARN {#9}|booking no {#10}",
    "docket": "CR{#2}-{#5}|No. {#2}CR{#6}|Index {#6}/20{#2}|Cs# 0{#1}-K-{#2}-{#6}|BWID {#8}|complaint no. {#2}-{#5}|EVENT {#9}|"
              "DR# {#2}-{#7}|Summons S{#9}|tkt {#10}",
    "licence": "driver lic {X}{#3}-{#4}-{#4}|ID card {#8}|OLN/{#8}.MD|Alien no A{#9}|visa {#8}{X}|tribal enrollment {#3}U{#6}|"
               "debit {#4}-{#4}-{#4}-{#4}|GA DL 0{#8}|library card 2{#13}|voter id {#9}",
    "name": "{L} {F}|{l}, {f}|{F} {L}|{f} {l}|{l} {f} {i}.|{F} {I} {L}|{l};{f}|{F} ({K}) {L}|Mrs. {L}|{F}. {L}|{L},{F} {F}|"
            "street name {K}|{f} {i} {l} JR|Miss {F}|{F}_{L}|{l}-{f}|Don {F} {L}|{F} {L} III|moniker: {K}|{L} (mother)",
    "noise": "MART1NEZ, JU4N|W1LL1AMS TYR0NE|J. 0'Br1en|Gar cia, M aria|K0wa1ski|D0B l2/3O/1979|4l0-555-0l23|HUYNH,TH1",
}
SENTENCES_7 = {
    "patrol": """
Contacted {F} {L} sleeping in stairwell|{l} GAVE VERBAL CONSENT TO SEARCH|DEF {l} THEN RAN N/B ON FOOT|Susp. later ID'd as {L}, {F}|
WIT {l} POINTED OUT THE MALE|{F} admitted the pipe was hers|BOLO {f} {l} B/F 30S RED JACKET|K9 Ofc {L} alerted on vehicle|
I recognized {L} from a previous arrest|ofc placed {l} in cuffs w/o incident|R/P {l} WANTS HER REMOVED|suspect goes by {K} on the street|
DRIVER {l} HAD SUSPENDED LIC|Field test pos, {L} cited and diverted|trespass warning issued to {f} {l}|Owner {F} {L} pressed charges|
Det. {L} notified|passenger {F} had small baggie|JUV {f} TURNED OVER TO PARENT|{f} {l} ADMITTED TO SHOPLIFTING|
Vic {L} had minor cut on hand
""",
    "booking": """
{l}, {f} HOUSED IN M2|Intake screen of {L} done, detox protocol|Mother {F} will post bond|{L} signed for property|
Cellmate {L} assaulted him|COMMISSARY FOR {l} SUSPENDED|bunk 12 {f} {l} needs insulin|CO {L} found contraband|Attorney {F} {L} visited|
Discharge {l} to self|medical cleared {L} by Dr. {L}|Parole officer {F} {L} lifted hold
""",
    "clinic": """
{F} doing well on 16 mg|saw {L} today for wound check|Pt. {L} c/o withdrawal|{F}'s labs back, hep C pos|Therapist {F} to call|
pt's brother {F} OD'd last month|RN {L} gave naloxone kit|Mrs. {L} missed group again|{L} referred by Dr. {F} {L}|d/c'd AMA per {F}|
{F} {L} 35yo F with OUD|Consent signed by {F} {L}|New pt: {L}, needs PCP|ED called re: {F}|Sponsor {F} attended session
""",
    "case management": """
{F} did not answer the door|Bought {F} a bus pass|visited {F} in jail, upbeat|Texted {L}, no reply|{F} moved in with {F} {L}|
Helped {F} with SSI forms|Landlord {L} agreed to lease|probation ofc {L} emailed|{F} is pregnant, due in June|
{K} found by outreach near tracks|reunited with son {F}|Per {F}, client is using again|Court date for {F} moved|
Handed case over to {F} {L}|{L} family asked for help|{F}: "I want to go home"|Took {F} to DMV for ID
""",
    "court": """
People v. {F} {L}|{l} ORDERED TO PAY COURT COSTS|Magistrate {L} set bail at 500|Def atty {L} requests cont|State vs. {l}, {f}|
Matter of {F} {I}.|Judge {L} denied motion|Witness {F} {L} failed to appear|DPA {L} objects|{L} to report to jail by noon|
Co-def {L} already sentenced|City of Seattle v {L}
""",
    "spanish": """
{F} dice que ya no usa|la señora {L} necesita vivienda|cita con {F} mañana a las 3|el Sr. {F} {L} fue dado de alta|
su mamá {F} llamó otra vez|acompañé a {F} a la corte|conocido como {K}|nombre: {F} {L}, nacido en agosto
""",
}
CLEAN_7 = _listed("""
HS 11350(A) POSS NARC CNTL SUB|PC 484(A) PETTY THEFT|PC 148(A)(1) OBSTRUCT/ETC PUB OFCR|PC 653.22 LOITER FOR PROSTITUTION|
PC 459 SHOPLIFTING|VC 10851 TAKE VEH W/O OWN CONSENT|PL 230.00 PROSTITUTION|PL 165.15 THEFT OF SERVICES|PL 140.05 TRESPASS|
PL 221.05 UNLAW POSS MARIHUANA|AC 10-125 CONS ALCOHOL IN PUBLIC|35 780-113(A)(16) SIMPLE POSSESSION|18 3929 RETAIL THEFT|
18 5901 OPEN LEWDNESS|18-18-403.5 CONTROLLED SUBSTANCE-POSSESS|ORC 2925.11 POSS OF DRUGS F5|ORC 2911.21 TRESPASS M4|
ORC 2925.14 DRUG PARAPH|720 ILCS 570/402 PCS|PCS <15G|RETAIL THEFT/DISP MERCH|CRIM TRESP TO REAL PROP|MANU/DEL CANNABIS|
GS 90-95 PWISD SCHED II|MISD LARCENY|FEL POSS COCAINE|INJURY TO PERSONAL PROP|RESISTING PUBLIC OFFICER|2ND DEG TRESPASS|
COMMUNICATING THREATS|AFFRAY|DRUNK & DISRUPTIVE|CCW|ADW|AWDWIKISI|B&E|OBT PROP FALSE PRET|MOTOR VEHICLE THEFT|UUMV|
CARRYING CONCEALED FIREARM|PUBLIC INTOXICATION|MINOR IN POSS|CURFEW|TRUANCY|RUNAWAY|CHINS|HARBORING|ESCAPE 2ND|BAIL JUMPING|CONTEMPT|
FAIL TO REGISTER|PAROLE HOLD|US MARSHAL HOLD|ICE DETAINER|OUT OF COUNTY WARRANT|CAPIAS PRO FINE|MUNICIPAL WARRANT|FTA - SHOPLIFTING|
FTP FINES|Possession of methamphetamine (over 2 grams)|Possession with intent to distribute heroin|
Unlawful delivery of imitation substance|Theft of mail|Theft of lost property|Theft by receiving|Financial card fraud|Bad checks|
Vandalism under $500|Graffiti|Loitering near an ATM|Obstructing sidewalk|Unlawful camping in park|Drinking in public|
Smoking in prohibited area|Fare evasion|Riding w/o fare|Bicycle w/o light|Disregard pedestrian signal|Northern|Northeastern|
Southwest Patrol|Metro Division|Bureau 2|Car 41|PSA 104|Ward 8|7D|Pct 75|Sub-station North|RD 1123|Grid 44-C|Tract 101.02|Harlem|
East New York|Hunts Point|Tenderloin|Mission|Bayview|Kensington|Fairhill|Garfield Park|Humboldt Park|Washington Park|Douglas Park|
Roosevelt Row|Hamilton Heights|Franklin Park|Grant Circle|Monroe County|Jackson Ward|Carver Terrace|Johnston Square|Harlem Park|Rosemont|
Irvington|St. Louis County|San Bernardino|Santa Rosa|El Paso|Corpus Christi|Port Angeles|Walla Walla|Coeur d'Alene|Burlington|Charlotte|
Raleigh|Marietta|Augusta|Helena|Closed by arrest|Exceptional clearance|Prosecution declined|No papered|Screened out|Information filed|
Indicted|Waived to adult court|Juvenile referral|Plea in abeyance|Withheld adjudication|Suspended imposition|Continued without a finding|
Sentenced: 30 days|Unconditional discharge|Community service ordered|Acquitted|Quashed|Remanded|Merged|Vacated|Expunged|Extradited|
Civil citation|Warning only|Summons issued|Released on recognizance|Cash bond|No bail|Reached maximum benefit|Graduated with honors|
Relocated|No longer eligible|Voluntary exit|Non-compliant|Program violation|Hospitalized long term|Aged out|
Reunited with family, left area|Returned to work full time|Entered residential program|Sentenced to prison|Passed away|Unable to locate|
Refused contact|Quantity too large|Prior sex offense|Pending homicide case|Domestic violence involved|Firearm present|Officer discretion|
Not a resident|No ID available|Declined: did not want case management|Wanted to speak to a lawyer first|Did not meet criteria (weapon)|
Under influence, will try again tomorrow|Client stable in housing and working with a new team|Client chose another program closer to home|
Group attendance was poor, discharged by staff|Client went to detox, then left against medical advice|
Referred for psychiatric evaluation, hold placed|Phone disconnected and letter returned|Completed intake, waiting for bed|
Officer did not complete the form|Duplicate referral, see earlier one|Enrolled by mistake, removed|Naltrexone started; counselling weekly|
Suboxone continued, urine screen clean|Patient transferred to nursing facility|Food, clothing and tent provided|
Assisted with Medicaid application|Bus tokens given|Court reminder call made|Warrant quashed after client appeared|
Housing voucher approved
""")
HEADERS_7 = _listed("""
LAST_NM|GIVEN_NAME|FULLNM|Arrestee Name|MAIDEN|STREET_NAME_ALIAS|APODO|PRIMER_NOMBRE|DATE_OF_BRTH|DOB_DT|BDAY|SS_NO|SOCIAL|PHONE_NBR|
MOBILE|EMAIL1|ADDRESS_LINE1|HOUSE_NBR|HOME_ZIP|X_COORD|Y_COORD|GEOCODE_LAT|CHART_NO|PATIENT_MRN|INSURANCE_ID|INMATE_NO|NYSID_NO|SID_NBR|
PASSPORT_NO|DRIVERS_LIC|TAG_NBR|VEH_VIN|USER_IP|INSTAGRAM|MOTHERS_NAME|SPOUSE|GUARDIAN_NM|EMPLOYER|TATTOO_DESC|MUGSHOT|PRINTS_REF|
ARR_OFFICER_NM|PROSECUTOR_NM|COUNSELOR_NAME|INCIDENT_NARR|CASE_NOTES|REMARKS|FREE_TEXT
""")
CLEAN_HEADERS_7 = _listed("""
CHARGE_TITLE|LAW_DESC|COURT_NAME|CLINIC_NM|PROVIDER_ORG|SUBSTANCE_NM|TEAM_NAME|BOOK_DATE|DISPO_DATE|RELEASED_ON|EXIT_CAUSE|OUTCOME_CD|
SECTOR|PATROL_AREA|REGION_NM|RACE|GENDER_CD|HISPANIC_FLAG|BIRTHYR|AGE_GRP|STATE_CD|COUNT_NO|NCIC_CD|CLASS_LVL|BAIL_AMOUNT|CONTACT_KIND|
DURATION_MIN|PROGRAM_TRACK|DOOR_CD|SCREEN_DT|DECISION_RSN|SUBJECT_HASH|ARREST_KEY|CM_KEY|TOUR|MONTH_NAME|OFFENSE_GROUP|WEAPON_TYPE|
HOUSING_STATUS|INTERPRETER_YN
""")

# towns, shops, houses and reasons, written when the gate had been mended by both sets: of the first it refused 17 at first sight, then
# of the second 1
TOWNS_AND_SHOPS = _listed("""
Client refused to provide urine sample|Defendant pled guilty|Failed to comply with program rules|Referred to Mercy Hospital|
Transferred to St. Mary's|Case transferred to Judge|Officer unavailable|Will return next week|May re-enroll|
Charges dropped by State's Attorney|Violation of Probation|Theft of Services|Possession w/Intent to Dist|Assault on Law Enforcement|
Hope Academy|Grant Street Corridor|King County|Martin County|Prince George's County|Johnson County|Warrant issued in Montgomery County|
Moved to Texas|Moved to Austin|Relocated to Jacksonville|Moved to Spokane with family|Lives in Yakima now|Returned to Guatemala|
Deported to Honduras|Hold from Fresno|Transferred to Tulsa program|Went home to Puerto Rico|Client incarcerated in Cumberland|
Sent to Hagerstown|Warrant from Howard County|Arrested in Towson|Referred to Bon Secours|Referred to Sheppard Pratt|
Transferred to Springfield Hospital|Sentenced to DOC|Placed at Helping Up Mission|Found bed at Weinberg house|Joined AA and NA|
Needs Spanish interpreter|Speaks Amharic only|Client is Deaf, needs ASL|Court date in Rockville|Driving under influence of Xanax|
Sale of Oxycodone|Possession of Alprazolam|Poss of Psilocybin mushrooms|Theft from Walmart|Trespass at Safeway|Shoplifting at Macy's|
Stole from Target|Disorderly at McDonald's|Fare evasion at Metro station|Trespass Amtrak property|Uber driver refused|
Burglary of Habitation|Battery of a Peace Officer|Unlawful Taking of a Vehicle|Failure to Identify|Evading Detention|
Open Container in Park|Camping in Right of Way|Suspended License 2nd|No proof of Insurance|Criminal Mischief in the 4th|
Petit Larceny from Store|Obstructing Highway|Prostitution in School Zone|Patronizing a Prostitute|Marihuana possession under 50g|
Misuse of Cards|Petty Larceny under 1000|Aggravated Harassment in the Second Degree|
Criminal Possession of a Controlled Substance in the Seventh Degree|Resisting Arrest without Violence|Unlawful Possession of Marijuana|
Attempted Burglary of a Dwelling|Conspiracy to Distribute|Solicitation of Prostitution|Failure to appear on felony charge|
Probation revoked by court|Successful discharge from MAT|Stable on Methadone|Completed IOP at Kaiser|Enrolled in Job Corps|
Got SSI approved|Section 8 voucher issued|Housed through Rapid Rehousing|Awaiting bed at Pathways|Refused services at Harborview|
Graduated from Drug Court|Moved in with sister|Deceased (overdose)|Died in March 2023|Closed per supervisor|Closed per policy|
Discharged AMA|Aged out at 25|Transferred to Veterans Court|Entered Job training|Warrant served by Sheriff|Detained by ICE|
Hold by US Marshals|Client moved with boyfriend|Mother requested closure|Per officer discretion|Per DA policy|Declined by prosecutor|
Denied by State|Not eligible per statute|Lives outside of Catchment|Victim refused|Juvenile at time of offense|
Has pending case in Superior Court|Open case in Federal court|On supervised release|Sex offender registrant|Too many priors|
Prior failure in Diversion|Already in Mental Health Court|Suspect in robbery|Witness only|Wrong person|Duplicate of earlier referral|
Entered in error|Test record|Unknown to staff|Phone number disconnected|No valid address|Homeless, no contact|Client in hospital|
Client in rehab|Inpatient at Cedar Ridge|Psychiatric hold|Baker Act hold|Marchman Act petition|Section 12 evaluation|5150 hold|
Naloxone administered|OD reversed|Overdose, transported by EMS|ED visit|Crisis team responded|Western State Hospital|Eastern District|
North Precinct|Beat 23|Zone 5|Downtown Core|Third and Pine|Pike/Pine|12th and Jackson|MLK corridor|Rainier Beach|Chinatown|Georgetown|
Ballard|Fremont|Queen Anne|Lake City|Sandtown|Cherry Hill|Park Heights|Pigtown|Canton|Brooklyn|Curtis Bay|Remington|Hampden|Waverly|
Greenmount West|Oliver|Barclay|Middle East|Poppleton|Franklin Square|Harbor East
""")
REASONS = _listed("""
Possession of Fentanyl with Intent|Trafficking in Heroin 4-14 grams|Possession of Buprenorphine without Rx|Delivery of Methamphetamine|
Theft of Utilities|Theft by Deception|Larceny of a Firearm|Larceny after Breaking|Uttering Forged Instrument|
Obtaining Property by False Pretenses|Unauthorized Use of Motor Vehicle|Habitual Misdemeanor Larceny|Second Degree Trespass at Belk|
Shoplifting from Dollar Tree|Larceny by Employee|Soliciting Alms|Begging in Median|Impeding Traffic|Intoxicated and Disruptive|
Open Container on City Property|Consuming on Unauthorized Premises|Misuse of 911 System|False Report to Police Station|
Assault on a Female|Communicating Threats|Simple Affray|Resist/Delay/Obstruct|Injury to Real Property|Graffiti Vandalism|
Failure to Work after Paid|Worthless Check|Driving While License Revoked|Expired Registration|Fictitious Tag|Window Tinting Violation|
Speeding 85 in a 65|Open Burning|Animal Cruelty|Dog at Large|Fishing without License|Littering under 15 lbs|Violation of Park Rules|
Curfew Violation|Sleeping in Vehicle|Aggressive Panhandling near ATM|Obstruct Ingress/Egress|Jumping Turnstile|Smoking on Platform|
Vending without Permit|Gambling with Dice|Client asked for help with Section 8 application|
Participant reported doing well in Sober Living|Participant relapsed and was referred to Outpatient|
Staff assisted with Social Security card|Discharged due to lack of engagement|Moved to another state for work|
Transferred to LEAD team in the north county|Completed 6 months of case management|Completed treatment at Turning Point|Graduated Phase 3|
Lost housing, will re-engage|No longer meets criteria because of new felony|Assaulted staff, trespassed from office|
Reincarcerated on prior sentence|Opted out after 2 contacts|Wants inpatient only|Not ready to stop using|Did not return calls|
Left before assessment was finished|Hospital discharge to skilled nursing|Guardian refused consent|Court ordered to other program|
Eligibility expired|Funding ended|Case transferred to Pierce County team|Client relocated to Snohomish County|
Served at Union Gospel Mission|Resides in Tacoma|Working full time at warehouse|Found job as cook|Reunified with children|
Pregnant, referred to Swedish|Sent to Evergreen Treatment Services|Declined due to work schedule|Declined by Captain|
Declined by Felony Unit|Rejected: violent history|Rejected: exceeds 3.5 grams|Rejected: DUI|Too high on risk score|
Missing signature on consent|Officer forgot to offer|Diversion offered after booking|Warrant check positive|
Extraditable warrant from Oregon|No space in program|Waitlisted|Language needs: Tigrinya|Interpreter (Somali) not available|
Hearing impaired|Cognitive impairment, unable to consent|Intoxicated, will retry|Under arrest for DV|Co-defendant in robbery|
Cooperating with narcotics unit|School resource case|Transit police referral|Self referral at Pike Market|
Referred by hospital social worker|Referred by Public Defender|Referred by Downtown Business Association|Case Dismissed with Prejudice|
Dismissed per 995 motion|Nolle Prosequi entered|Guilty Plea - Suspended Sentence|Guilty Lesser Charge|Not Guilty by Reason of Insanity|
Deferred Prosecution|Conditional Discharge|Transferred to Juvenile|Held to Answer|Remitted to Lower Court|Bond Forfeiture|Charge Amended|
Merged into Count 2|Superseded by Indictment|Warrant Recalled|Abated by Death|Closed - Inactive|Veterans Docket|
Redirected to Community Court|Prosecutor Declined to File|Sentence: Time Served plus Fines|Probation 12 months unsupervised
""")

ONES = "one two three four five six seven eight nine".split()


class _Filler:
    """Fills templates from one stream of random numbers."""

    def __init__(self, seed: int, given: list[str], surnames: list[str], nicknames: list[str]) -> None:
        self.rng = np.random.default_rng(seed)
        self.pools = {"F": given, "L": surnames, "K": nicknames, "W": ONES}

    def one(self, pool: list[str] | str) -> str:
        return pool[int(self.rng.integers(len(pool)))]

    def _value(self, what: str) -> str:
        if what[0] == "#":
            n = int(what[1:])
            return str(int(self.rng.integers(1, 10))) + "".join(str(int(d)) for d in self.rng.integers(0, 10, n - 1))
        if what in ("f", "l"):
            return self.one(self.pools[what.upper()]).upper()
        if what in ("I", "X", "i"):
            return self.one("ABCDEFGHJKLMNPRSTVWYZ")
        if what == "D":
            return f"{self.rng.integers(1, 13):02d}/{self.rng.integers(1, 29):02d}/{self.rng.integers(1955, 2004)}"
        return self.one(self.pools[what])

    def fill(self, template: str) -> str:
        return re.sub(r"\{(#\d+|\w)\}", lambda m: self._value(m[1]), template)

    def items(self, forms: dict[str, str], each: int) -> list[Item]:
        """``each`` texts of each template of each kind (a text without a placeholder once)."""
        return [(kind, self.fill(t)) for kind, texts in forms.items() for t in _listed(texts) for _ in range(each if "{" in t else 1)]


def sixth(seed: int = 61_126) -> Set:
    """The sixth set: the gate was mended by its misses."""
    m = _Filler(seed, GIVEN_6, SURNAME_6, NICK_6)
    return Set(m.items(STRUCTURED_6, 3), m.items(SENTENCES_6, 4), CLEAN_6, HEADERS_6, CLEAN_HEADERS_6)


def seventh(seed: int = 71_126) -> Set:
    """The seventh set: other people, other forms."""
    m = _Filler(seed, GIVEN_7, SURNAME_7, NICK_7)
    return Set(m.items(STRUCTURED_7, 3), m.items(SENTENCES_7, 4), CLEAN_7, HEADERS_7, CLEAN_HEADERS_7)
