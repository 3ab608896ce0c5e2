"""A tenth set, by an author who had read neither the gate nor a corpus: each text in the column of the extract in which it was met
in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed

Placed = tuple[str, str, str]  # extract, column, text


def _placed(text: str) -> list[Placed]:
    """Lines of texts below their place, ``[extract.column]``."""
    found: list[Placed] = []
    place = ("", "")
    for line in text.strip("\n").split("\n"):
        if line.startswith("[") and line.endswith("]"):
            extract, _, column = line[1:-1].partition(".")
            place = (extract, column)
        else:
            found.append((*place, line))
    return found


# fields of records that identify
STRUCTURED = _placed(r"""
[arrests.charge_description]
WASHINGTON-BELL, DEMARCUS T
POSS CS PENALTY GROUP 1 <1G - HOLLOWELL,MARCUS A
HOLLOWELL JR MARCUS A  B/M 041288
Szymanski, Kyle (aka "Ski")
PEOPLE VS DARNELL PETTWAY
State v. Ruthanne Oxendine
DEF: BEGAY,LEROY DEAN
THEFT 3 / VICTIM: KATARZYNA NOWICKI
VIC-Lindqvist, Per
SSN 519-48-2207
DWLS 3RD DEG OLN WDL7QH4KX92B
LIC/WA BKT4471
Lic Plate: 8RZX219 (CA)
plate TX  LKR-4482
VIN 1HGCM82633A004352
UUMV 2T1BURHE5JC063218
DOB 03/17/1984
POSS METH d.o.b. 9-2-91
FBI# 482917KC3
FBI NO. 771204RA9
SID WA20418837
SID#: OR14992017
CII A09482716
NYSID 08812746Q
ICN 2023-0419-7734
INTOX PED @ 1187 Alder Creek Rd
2214 NW 57TH ST APT 6B
CRIM TRESPASS 403 S MAPLE AVE UNIT 12
1500 blk lot, 1532 W Farragut Blvd
PO BOX 3381 TUKWILA WA 98168
47.60621, -122.33207
LAT 35.0853 LON -106.6056
N 39° 44' 21.2" W 104° 59' 25.1"
UTM 10T 550200E 5272748N
9q8yyk8ytpxr geohash
BOOKING NO 2300418827
INC# 23-117204
CASE 23-1-04418-7 SEA
Cause No. D-202-CR-2022-01877
DOCKET CR-21-0044718-S
CR2022-118204-001 DT
[arrests.charge_code]
678-31-9042
69.50.4013 ORTEGA-RUIZ J
H&S 11377(A) DOB 11/30/76
206-555-0148
KWOLANSKI
PV22-DUONG,TAM
33.44838,-112.07404
CA DL D4418207
A# 204 918 337
KRISHNAMURTHY, V.
[arrests.district]
318 Pike Pl
4th Ave S & Holgate, in front of 2401
Precinct 3 - Lt. Oyelaran
19 Wren Ct, Carbondale
RR 2 Box 118, Whitesburg
47.5480,-122.3870
Sector K (Ofc Brannigan)
10 W 35th St #1402
Beat 512 / reporting party 312-555-0177
HC 61 Box 2240
6701 S Cottage Grv
Apt 3F, 88 Linden Terrace
W3W ///filled.count.soap
Plus code 84VVJM4R+XQ
Tsosie residence, mile 4 Rte 7054
98104-2218
[arrests.officer_id]
Ofc. D. Marchetti #4471
TKOWALCZYK
Marchetti, Dominic
jmorales@rivertonpd.example
SGT PRUITT
DET. LASHONDA WICKES
brannigan_p
S.A. Oduya / badge 7719
Lieut. M Fa'alogo
Dep O'Shaughnessy
Tpr. Wm. Haskell
DPTY L. ECHOHAWK S/N 33812
PFC Quiñones, R.
Kell Thorsgard
cpl.vang
Arresting: H. Pappadopoulos
radio 3B12 Ofc Nakagawa
fweatherspoon@cityofhalden.example.gov
Ptl. Gutowski
OFFICER JOHN T. BLACKWATER JR
[arrests.person_id]
Jaramillo_Esteban_19790214
999-27-4418
mhollowell88@mail.example
PETTWAY^DARNELL^R^^
DOE/JANE/F/1981-04-02
(503) 555-0162
NMDL 504418829
SID-MN-22-004417
lakeisha.broussard
MRN:00448127
[arrests.arrest_id]
Bk#2023-00918 VANDERPOOL
360.555.0119
OCA 22-0417733
JACKET 118204 Tran, Minh
https://jail.example.org/roster/inmate/448172
[arrests.warrant_type]
FTA WARR - RENTERIA, GILBERTO S
Bench - Hon. Eliza Thornquist
Warrant No. 18-CRW-004417
FTA / bondsman 817-555-0133
PV - PO Hendershot
issued to D. Pettway DOB 5/6/1990
[arrests.disposition]
Released to mother, Carla Whitehorse
Bkd #448172 by Dep. Munro
CITED - CIT NO 7A0418823
ROR to 614 Birchwood Ln
Diverted - call Tomeka 404-555-0126
Booked under alias "Ricky Stamps"
released to Sgt Abernathy USMC
[arrests.offense_category]
drug - Hollowell
Prost (Jane Doe = Crystal Amundsen)
property; veh LIC 442-ZRK
[arrests.severity]
Misd/Pettway
F5 SSN: 400 18 7723
[arrests.race]
W - Anders Lindqvist
NATIVE (Enroll# 40417, Begay)
[arrests.ethnicity]
H, DOB 19740922
Hispanic - Esteban J.
[arrests.sex]
F (Crystal A. Amundsen)
M 6'2 210 hollowell
[arrests.birth_year]
1988-04-12
04121988
Dec 3, 1969
12MAR1977
[referrals.ineligible_reason]
Open case: State v Hollowell
sex offender reg # 0044182 - LeRoy Begay
Pending felony, DPA Kirsten Aldous objects
Prior diversion 2021 SSN ending 4418, Pettway
Refused by Mr. Alvarado
see e-mail from p.nwosu@prosecutor.example
active NCO, protected party Shawna Little Light
Warrant CR-19-4471 Yakima
victim = Tanisha Greer-Holt
Out of area: lives 7720 Rainier Vista Ct
No ID; DL# S530-4482-7719-03
DOC# 418827 on active supervision
IP 203.0.113.47
contact via t.me/ghostpine_44
ICE A204918337
[referrals.exit_reason]
Deceased - Wendell Ray Crutchfield, 2/9/61
moved in w/ sister Yolanda (505) 555-0171
Transferred to PO Hendershot
Incarcerated TDCJ #02204418
Graduated! -> Dre Bivens
moved to 1120 Fir St #4, Everett 98201
Relocated: c/o Rosalba Iñiguez
lost contact, FB: facebook.example/dre.bivens.92
phone off 2065550193
Passed away (decedent Lena Yellowtail)
transfer: MRN 7718204 Harborlight
case mgr Imani Okonkwo left
[referrals.officer_id]
Ofc Theo Lindgren
RLUPINSKI
lindgren.t@pd.example.us
Community Ofcr Maritza Peña
S/Sgt. Doyle-Whitfield
K. Abara (CPT)
[referrals.referral_id]
REF-Bivens-Andre-03
R-19920714-DB
425-555-0104
dre_bivens92@inbox.example
[referrals.district]
Belltown - in front of Crutchfield's shop, 2317 2nd
Tent 14, under I-5 @ 47.5931,-122.3225
1440 Okanogan Rd lot 7
Ward 7 (CM Delphine Artis)
[referrals.door]
Self - Lena Yellowtail
Community: Pastor Amos Greathouse
Soc contact by Ofc. Lindgren
business owner Hyun-woo Seo, 213-555-0188
mother Mrs. Crutchfield
ER social worker Beth-Ann Kulikowski
Ref'd by @southend_sal
[referrals.decision]
Accepted per Imani Okonkwo
declined (DPA K. Aldous)
Pend - Sgt Whitfield to call 253-555-0110
[referrals.offense_category]
Drug (Bivens, Andre)
[engagements.contact_type]
Home visit 3315 Delridge Pl
Call to 206.555.0135
txt (971)555-0122
Legal - atty Prudence Vancleave
Met @ Dr. Subramanian's office
Zoom https://meet.example.com/j/88204417?pwd=xK2
email lenay61@post.example
Housing: landlord Gus Theodorakis
Outreach w/ Lil' Marcus Hollowell
employment - boss Rigoberto @ tire shop 562-555-0144
PCP Dr. Anneliese Roth NPI 1447218830
Telehealth +1 505 555 0199
IG: @crys_amund
[engagements.outcome]
attended w/ brother Terrell Bivens
NS - left vm 480/555-0107
No show (Yellowtail, L.)
Cx by Mrs. Amundsen
Medicaid ID 104418827WA
Benefit card 5077 0812 4418 2207
SNAP case 00448127-3
CashApp $crysA44
EBT pin given to Lena Y.
ProviderOne 204418827WA
HMIS client 88204-Yellowtail
Acct # 4418-207-33 routing 125000024
Passport 548812047
Attended; DOB verified 07.14.92
Medicare 1EG4-TE5-MK73
[engagements.case_manager_id]
Imani Okonkwo
IOKONKWO
i.okonkwo@reachlead.example
CM-Priya Raghunathan
Okonkwo/Delacroix
Ms. Delacroix, LICSW
jp delacroix x4418
ray-ray (peer)
R. Tallchief, CPC
Hernández Soto, Belén
Supv: G. Stavros
[engagements.contact_id]
20230418_YELLOWTAIL_01
lena.y 06/02
[engagements.minutes]
45 w/ Lena
206 555 0135
[court_cases.case_id]
State v. Andre Bivens 22-1-0447
1:22-cr-00418-JLR USA v. Pettway
In re: Matter of L.Y., Lena Yellowtail
Szymanski K. MJ-05227-CR-0000447-2022
[court_cases.disposition]
Dismissed - Judge Marguerite Ostrander
PG; PD Leopold Finch appointed
NP per ADA Rosalind Achterberg
Sentenced, Hollowell M. 90d
Transferred; def addr 27 Quarry Hill Rd
Bond posted by Earline Hollowell
Nolle, cw Tanisha Greer failed to appear
Adj withheld, OBTS 1300447182
Guilty: DEANDRE L. McCLINTOCK
Capias (TN 0418827331)
DA file 22F04418 Bivens
[court_cases.severity]
Fel B / Pettway, Darnell
[custody.facility]
KCCF bed 9S-14 HOLLOWELL
Inmate # 220044182
Jail - bkg photo http://img.example.net/448172.jpg
Shelton, DOC 418827 Bivens
County jail (visitor: Earline Hollowell)
BOP Reg 44182-086
CDCR BK4418
Workender - employer Rigoberto Salas
MAC 00:1B:44:11:3A:B7
[custody.person_id]
BIVENS, A.  #220044182
SO# 00447182
booked_as=Ricky_Stamps
[custody.admit_date]
4/18/23 Bivens
[deaths.person_id]
CRUTCHFIELD WENDELL R 020961
ME case 23-00447 Yellowtail
533-20-8817
[deaths.death_date]
2/9/23 Wendell C.
[health_events.event_type]
OD - Crystal Amundsen
ED visit MRN 00718204
overdose @ 512 Yesler, rm 309
EMS run F230044182
narcan by Medic Hal Brubaker
Crisis; pt Amundsen,Crystal Acct 448172209
ED - 2001:db8:85a3::8a2e:370:7334
PT: YELLOWTAIL/LENA 61Y F
ePCR 3f2a-Lena-061261
naloxone given by roommate Tyesha
DEA BK4418273
Rx# 7718204 for C. Amundsen
overdose, seen by S. Venkataraman MD
CSN 100447182 HAR 60044718
[health_events.person_id]
pt_crystal_amundsen
C.A. 6/12/85
CIN 90447182A
[control_totals.measure]
people (per Jody Blankenship)
rows_read, ask bblankenship@county.example
""")

# sentences that do
SENTENCES = _placed(r"""
[arrests.charge_description]
Subj identified as Marcus Hollowell, found in poss of meth pipe behind the store, diverted by Ofc Lindgren.
POSS CS, SUBJECT BIVENS STATED THE PIPE BELONGED TO HIS COUSIN TERRELL
Theft 3, stole beer from market, clerk Hyun-woo Seo wants charges
Trespass at 1532 W Farragut Blvd apt 4, told to leave twice by manager
DWLS 3, driver of tan Camry plate BKT4471 did not have insurance
S/ was contacted at bus stop, gave name of Ricky Stamps, later ID'd thru prints
false reporting: gave DOB of 9/2/91 which returned no record
OBSTRUCTING, RAN FROM DET WICKES NORTH ON 3RD AND WAS CAUGHT BY OFC GUTOWSKI
Shoplift under 750, LP officer Dana Prochaska observed concealment on cctv
Poss of drug para, same defendant as case 22-0417733, released at scene
Prostitution, agreed to act for $40, undercover Det. Oduya, number texted was 213-555-0190
Assault 4 DV vs girlfriend Shawna L., scratches to neck, refused aid
Unlawful camping near 47.5931, -122.3225, third contact this week
Failure to ID, subj wouldnt give name but sister Yolanda at scene confirmed it
UUMV took his uncle's truck, VIN ends 063218, uncle is Leroy Begay Sr
Open container at park, also had wallet of a Per Lindqvist with 3 credit cards
POCS fentanyl pills (17) per ofcr Maritza Pena's report, booked her property bag
Crim mischief broke window of St Brendan rectory, Fr Echeverria declines to prosecute
Identity theft, used ssn 519-48-2207 to open cell phone acct
Harassment by phone, calls to ex wife's cell 817 555 0133 over forty times
viol of NCO, protected party Tanisha Greer was in the passanger seat
Loitering, known to officers as "Smoke", real name Tyrell Bivens
Theft of mail from 19 Wren Ct and two other boxes on that block
resist arrest, kicked deputy munro in the shin during cuffing
Posesión de sustancia controlada, el sujeto dijo llamarse Esteban Jaramillo
[arrests.disposition]
Cited and released to his grandmother Earline Hollowell at the scene
booked KCJ after Sgt Pruitt screened it, no LEAD slot available
Released from custody, ride home to 614 Birchwood Ln by patrol
Diverted to LEAD, warm handoff to Imani O. at the precinct lobby
RELEASED PENDING CHARGES PER DDA ALDOUS, EVIDENCE TO LAB
Refused by jail for medical, taken to ER under MRN 00448127
Cited, told to call caseworker Belen at 505-555-0171 by friday
booked on warrent for theft, says his name is Gilberto not Gilbert
[arrests.warrant_type]
FTA warrant out of Yakima, bond 500 cash only, judge Thornquist signed
DOC hold placed by CCO Hendershot, missed two UAs
warrant confirmed with dispatcher Jolene, number 18-CRW-004417
Bench warrant for no show on the Pettway matter, dept 4
[arrests.district]
In alley behind Crutchfield's Barber Shop, 2317 2nd Ave
Corner house on Okanogan Rd where the Yellowtail family stays
Encampment by the ramp, tent of a man called Big Lonnie
Cross streets Pine and Minor, in lobby of bldg 1440, unit 309
[arrests.officer_id]
Assisted by Ofc Brannigan while primary was on lunch relief
entered for Dep. Echohawk by records clerk M. Sloat
[referrals.ineligible_reason]
Client Andre Bivens has open felony assault out of Pierce County, not eligible
DPA says no because of the 2019 robbery, see State v Bivens
not elig, victim Tanisha wants prosecution and spoke to Sgt Whitfield
Ineligible: on DOC supervision with CCO Hendershot till next spring
SUBJECT HAS SEX OFFENSE HISTORY UNDER NAME RICHARD STAMPS JR
Out of area, ct gives address of 88 Linden Terrace in Renton
Could not verify identity; DL number D4418207 comes back to another person
Has been in program before as Crystal Amundsen-Pike, exited for threats to staff
Refused to talk w/ us, his lawyer Leopold Finch told him not to
Amount over limit, found 14 g, per narcotics det Lashonda Wickes
Under 18, born 6/12/2007 according to mother
no se pudo comprobar la identidad, dice ser Juan Carlos Renteria de Michoacán
El hermano, Gilberto, contestó el teléfono 562-555-0144 y dijo que no le interesa
Weapon found in bag, ofcr thorsgard did not approve
pt is under guardianship, guardian is Beth-Ann Kulikowski, did not consent
Immigration hold A204918337, ineligible until resolved
Protective order in place with ex-partner Shawna who lives in same bldg
LT Oyelaran overruled, says sales not possession
client told Priya he has a warrant in Oregon SID OR14992017
Gang flag, goes by Lil Dre, check w/ unit before contact
has been trespassed from 403 S Maple which is where our office is at
Domestic violence against his wife Rosalba last Nov so DPA excluded
[referrals.exit_reason]
Ct moved back to Whitesburg to live with his aunt Geneva Ison
Client passed away on the 9th, Wendell's daughter called us
Graduated, has own apt at 1120 Fir St and working for Gus
Closed, no contact in 90 days, last phone 206-555-0193 disconnected
exited due to threats against case manager Jean-Paul Delacroix
Incarcerated at Shelton, DOC 418827, may reopen on release
Transfered to drug court under Judge Ostrander
lost contct after she and Tyesha got evicted from rm 309
Per PO Hendershot he absconded and whereabouts unknown
cliente regresó a Guatemala con su esposa María Tzoc
Se fue a vivir con su hermana Yolanda en Las Cruces, tel 575 555 0128
Withdrew; emailed lenay61@post.example to confirm and she said she's done
Client hospitalised at Harborlight under Dr Subramanian, long term placement
CLOSED PER SUPERVISOR G STAVROS, DUPLICATE OF LENA YELLOWTAIL'S FILE
He died of OD, ME case 23-00447, family notified
Declined further help, wants to work only with Ray-Ray
moved to tribal housing, enrolled member Leroy Begay Jr
Reunified w/ kids, DCYF worker Hannah Osterhout closing too
arrested again by Officer Kell Thorsgard and charged, so removed
Client asked to be called Mx. Rowan Ashby and transferred to youth program
Sent certified letter to PO Box 3381 and it came back
[referrals.door]
Mom Carla Whitehorse walked in asking help for her son
Business owner Seo at the mini mart keeps calling about same guy
Ofc Lindgren met him on foot beat, no arrest, wants LEAD
Referred by nurse practitioner Anneliese after the third ED visit
pastor greathouse from mt zion brought her in on sunday
[referrals.decision]
Accepted after Kirsten at the DAs office ran his history
Declined, said "I dont trust that Delacroix guy"
pending, waiting on call back from sgt doyle-whitfield at x4471
Not found, Imani looked at 3315 Delridge Pl three times
[referrals.district]
Lives in van, gray Econoline plate 8RZX219, parks by stadium
Stays w/ his girl Keisha over off Rainier Vista
[referrals.officer_id]
Referral called in by Ofc. Peña for her partner Lindgren
[engagements.outcome]
Met Lena at shelter, she signed ROI, gave bus pass
ct no showed, called cell 206-555-0135 and left vm
Spoke with Marcus' mom Earline, he is sleeping on her couch
Attended appt with Dr. Roth, started bup 8/2, tolerating well
Drove C. Amundsen to DSHS to get her benefits card replaced
NO SHOW FOR MR PETTWAY, WILL TRY AGAIN AT THE MISSION
cx'd by client, his brother terrell got hurt at work
Ct texted from new # 971 555 0122, wants housing list update
Client reports he is living at 7720 Rainier Vista Ct with two roomates
went to court w/ dre, PD Finch got it continued 3 wks
Crisis visit, pt Yellowtail tearful, denies SI, safety plan done
attended, needs new SS card, number 678-31-9042 copied to file
Se presentó con su hija Marisol, pidió ayuda para renta
No vino a la cita, su vecina doña Chayo dice que está en el hospital
La clienta Belinda Iñiguez llegó tarde pero firmó los papeles
Cancelled as Imani was out sick, moved to thurs with Priya
Found him at the camp w/ Big Lonnie, gave socks and narcan
Client's boss Rigoberto called, he didnt show for shift
Ct says ex, Darnell, is following her again, helped w/ petition
Left note on tent at the 4th and Holgate lot for Wendell or his nephew
UA positive for fent; counselor Hal B notified
talked to P.O. re violation, Hendershot will hold off on warrant
Did SSI appl online, login crysamund85 pw reset at library
Attended, landlord Theodorakis agreed to waive late fee for the Bivens unit
Met ct at ER bed 12, charge nurse Tomeka let me in
client cried abt losing her son Jaylen last year
attended; wallet was stolen so made appt at DOL for ID WDL7QH4KX92B
Pt presents w/ wound L arm, hx IVDU, seen by S Venkataraman MD
Outreach only, gave Tyrell hygiene kit & he asked for his worker
rode w/ client to methadone clinic, intake done by Kulikowski
Missed 2nd time this wk; Ray-Ray thinks she went to Tacoma with Dwayne
Attended via zoom, https://meet.example.com/j/88204417, bad connection
No show. Sent FB message to Dre Bivens Jr account
Ct now goes by Rowan, legal name on file is Robert Ashby
Warm handoff from ofcr maritza at 2nd and Bell, client hungry
Got birth cert for Leroy, born Shiprock Feb 3 1971
Client gave me his sister's address, 27 Quarry Hill Rd, for mail
[engagements.contact_type]
Phone call with Esteban's probation officer about missed reporting
Court accompaniment, Judge Thornquist, client sentenced to time served
Home visit at the Farragut Blvd house number 1532, dog in yard
Housing search for Ms. Little Light and her two kids
Text to client at five oh five 555 0171, no reply
Legal consult w/ atty Vancleave abt old Bivens warrants
Transport to Harborlight w/ client Wendell C for dialysis
llamada con el señor Jaramillo sobre su cita de vivienda
Email to housing coordinator g.stavros@reachlead.example re voucher
Case conf with Imani, Priya, and Lt Oyelaran on high utilizers
[engagements.case_manager_id]
covering for Belen while she is on leave, J-P D.
Priya until March then transferred to Raghav Menon
[court_cases.disposition]
Dismissed w/o prej after DPA Aldous confirmed LEAD participation
PLED GUILTY TO AMENDED CHARGE BEFORE JUDGE MARGUERITE OSTRANDER
Def Darnell Pettway FTA, bench warrant ordered, bond forfeited
Continued for competency, Dr. Feldspar-Quinn to evaluate def
Nolle prossed, victim Per Lindqvist moved out of state
Deferred 12 mo on condition he stay away from 403 S Maple Ave
Charge reduced at request of ADA Rosalind A, time served
Defendant's motion granted, Finch argued, officer Gutowski did not appear
Case consolidated with MJ-05227-CR-0000447-2022, Commonwealth v Szymanski
Bond set 1000, posted by wife Rosalba, receipt no 0041882
restitution 240 to Hyun-woo Seo dba Lucky Mart ordered
Caso desestimado, el acusado Gilberto Rentería completó el programa
Transferred to mental health court, def. atty Prudence V to notify
dismised in interest of justice, ofc brannigan retired
Held to answer, victim T.G. testified along with her mother Alma Greer
[court_cases.severity]
Felony per info filed, but DPA Kirsten will amend to gross misd
[custody.facility]
Housed in 9 South, keep separate from inmate Tyrell Bivens
Transfered to Shelton w/ property, chain left 0400, Bivens DOC 418827
RELEASED TO DEP MUNRO FOR COURT, RETURN SAME DAY
Work release, employed at Salas Tire with Rigoberto Salas
med unit, seen by RN Brubaker for withdrawal, COWS 14
county jail, emergency contact mom Carla 509-555-0116
booked under brothers name Leroy, prints say Leon Begay
en la cárcel del condado, su madre Alma paga la fianza
[health_events.event_type]
Pt Crystal A found unresponsive by roommate, narcan x2 by Medic 10
OD in bathroom of 512 Yesler rm 309, refused transport
ED visit for abscess, Yellowtail, Lena, 61F, left AMA
43 yo M BIBA from Okanogan Rd lot 7, GCS 8, MRN 7718204
Crisis call from grandma Earline, he is hearing voices again
fatal overdose, decedent Wendell Crutchfield, NOK is daughter Paulette
Naloxone given by officer Lindgren prior to EMS arrival, pt alert
ED, dx opioid w/d, PCP is Roth, f/u call to 2065550135
Sobredosis, la encontró su novio Ramiro en el baño
MHP eval by S. Kulikowski, ITA not detained, released to sister yolanda
crisis contact, ct was yelling at neighbor Mrs. Theodorakis, deescalated
Pt seen, DOB 06121985, tox + fent and meth
narcan used twice on "Smoke" by peer ray-ray at drop in
[deaths.death_date]
found by landlord gus on the 9th, ME says 2 days prior
unknown, brother Anders thinks early February
[control_totals.measure]
people, counted by Jody on the county side before dedupe
""")

# what points to nobody
HARMLESS = _placed(r"""
[arrests.charge_description]
VUCSA - POSSESSION OF METHAMPHETAMINE
POSS CS PG 1 <1G
POSS MARIJ <2OZ
POSS CONTROLLED SUBSTANCE W/O PRESCRIPTION
CPCS 7TH DEGREE
CSCS 3RD-NARCOTIC DRUG
CRIM POSS HYPO INSTRUMENT
AGGRAVATED DWI - LEANDRA'S LAW
UNLAWFUL POSS DRUG PARAPHERNALIA
Possess Drug Paraphernalia (Non-Marijuana)
DRUG PARAPHERNALIA-USE OR POSSESS
DRUGS-POSSESS COCAINE, SECOND OFFENSE
HEROIN-SELL (SUBSQ)
PWIMSD SCH II CS
FELONY POSSESSION OF COCAINE
PWISD METHAMPHETAMINE
POSS W/I TO DIST SCH I/II
PWID
Int Poss Contr Subst By Per Not Reg
Manufacture, Delivery, or Possession With Intent to Manufacture or Deliver
Use/Poss Of Drug Paraph
Retail Theft-Take Mdse
Receiving Stolen Property
RETAIL THEFT/DISP MERCH/<$300
PCS - SCHEDULE I - 15<200 GR HEROIN
PCS<1G HEROIN/ANALOG (CL4)
CANNABIS-POSS 10-30 GM
SOLICIT UNLAWFUL BUSINESS
PROSTITUTION - PATRONIZING
Prostitution Loitering
SOLICITATION OF PROSTITUTION/JOHN
Patronizing a person for prostitution in the third degree
Prom Prost 4
COMMON NIGHTWALKER
Sexual Conduct For a Fee
LARCENY UNDER $1200
LARCENY FROM BUILDING
SHOPLIFTING BY ASPORTATION
SHOPLIFTING $250.00 OR LESS
Shoplifting-Remove Goods
PETIT THEFT-1ST DEGREE-$100 TO LESS THAN $750
PETIT LARCENY
PETTY THEFT/MERCHANDISE ETC
PETTY THEFT W/PRIORS
GRAND THEFT AUTO
GTA
Theft of Services (Transit Fare)
FARE EVASION
UUMV
UNAUTH USE VEH 3RD:NO CONSENT
Taking Motor Vehicle Without Permission 2
TMVWOP-2
PSP 3
POSS STOLEN VEH
Vehicle Prowl 2nd
BURG 2
BURGLARY-UNOCCUPIED CONVEYANCE UNARMED NO ASLT
Breaking and Entering - Building With Intent
B&E W/INTENT
HOME INVASION - 3RD DEGREE
Burglary of Habitation
BURGLARY OF A BUILDING (SJF)
THEFT PROP >=$100<$750
THEFT PROP <$2,500 2/MORE PREV CONV
CRIM TRESPASS 2
CRIMINAL TRESPASS/LAND OR PROPERTY
TRESPASS AFTER WARNING
DEFIANT TRESPASS ACTUAL COMMUNICATION TO
Trespassing: Occupied Structure or Conveyance
PARK EXCLUSION VIOLATION
Unlawful Camping on Public Property
SIT/LIE ORDINANCE
Pedestrian Interference
AGGRESSIVE PANHANDLING
OPEN CONTAINER
Drinking in Public
PUBLIC INTOXICATION
Disorderly Conduct/Unreasonable Noise
DISORDERLY INTOX
DOC - DISTURB PEACE
BREACH OF PEACE
Affray
OBSTRUCTING A LAW ENFORCEMENT OFFICER
RESIST OFCR W/O VIOLENCE
RESISTING/DELAYING PEACE OFFICER OR EMT
R/O/D PUBLIC OFFICER
OGA 2ND
OBSTRUCT GOVT OPERATIONS
False Info to Police Officer
FAIL TO IDENTIFY FUGITIVE INTENT GIVE FALSE INFO
Giving False Name, Address, or Birthdate to Law Enforcement Officer
GIVE FALSE NAME/ID TO OFFICER
ASSAULT 4 - DV
Assault in the 4th degree, DV, no prior
ASSAULT CAUSES BODILY INJURY FAMILY MEMBER
A&B
A&B ON POLICE OFFICER
ABDW
Simple Assault-Bodily Injury
BATTERY-TOUCH OR STRIKE
Domestic Battery by Strangulation
AGG ASSLT W/DEADLY WEAPON
CORPORAL INJURY SPOUSE/COHAB
MENACING W/ WEAPON
Harassment-Comm Lewd, Threatening, Etc Language
Stalking 2nd
ROBBERY 2
STRONGARM ROBBERY
CARRYING CONCEALED WEAPON
CCW - PISTOL
CPW 4TH
UPF-2
POSS FIREARM BY FELON
UNL CARRYING WEAPON
EXHIBITING DANGEROUS WEAPON
POSS WEAPON - DIRK/DAGGER
DWI
OUI-LIQUOR OR .08%, 2ND OFFENSE
OVI
DUI - HIGHEST RATE (BAC .16+) 1ST OFF
OWI 1st
Driving While Impaired-Per Se .08 of 1%
DUI 2ND W/IN 10 YRS
RECKLESS DRIVING
AUO 3RD
DWLSR 2
DWLS/R-3 (UNPAID TICKETS)
NVOL W/O ID
NO VALID OPERATORS LICENSE
Operate Vehicle w/o Ignition Interlock
EXPIRED TABS > 2 MONTHS
FLEEING OR ATTEMPTING TO ELUDE
HIT & RUN UNATTENDED
LEAVE SCENE ACC/PROP DAM
MALICIOUS MISCHIEF-3
CRIM MISCHIEF >=$100<$750
CRIM MISCHF 4:DAMAGE PROPERTY
Tagging / Graffiti
VANDALISM UNDER $400
Bad Check
Forgery 2nd
IDENTITY THEFT IN THE SECOND DEGREE
Unlawful Use of a Credit Card
UTTERING FORGED INSTRUMENT
Theft of Identity-Financial
FRAUD-ILLEG USE CREDIT CARDS
FTA - UNDERLYING: THEFT 3
BAIL JUMPING AND FAIL TO APPEAR
FAIL TO APPEAR ON MISD
FTC
PROBATION VIOLATION
VOP
PAROLE VIOLATOR
HOLD FOR OTHER AGENCY
FUGITIVE FROM JUSTICE
DOC DETAINER
ESCAPE 3 FROM CUSTODY
VIOL NO CONTACT ORDER
VPO - DVPA (PRE-TRIAL)
Violation of Order of Protection, 1st Off
CONTEMPT OF COURT
FAIL TO REGISTER AS SEX OFFENDER
FTR-MEGAN'S LAW
INDECENT EXPOSURE
LEWDNESS
Criminal Nuisance
Health & Safety Code 11364(a)(1)
11350(A) HS-POSSESS NARCOTIC CONTROLLED SUBSTANCE
HS11377(A)/M
PC 647(F) DRUNK IN PUBLIC
647(b)(2) PC - AGREE TO ENGAGE
459.5 PC SHOPLIFTING
496D(A) PC
BRING DRUGS INTO JAIL
PCS-METH
PCS-HEROIN (UNCLASSIFIED)
Unlawful Possession of Fentanyl
DANGEROUS DRUG-POSS/USE
NARCOTIC DRUG-POSSESS/USE
CRIM ATT: THEFT BY UNLAWFUL TAKING
Consp. to Commit Burglary
Solicit to Deliver VUCSA (Imitation)
Unauthorized Distribution of Look-Alike Substance
POSS OF LEGEND DRUG W/O RX
Inhaling Toxic Vapors
HUFFING
Poss. of Xanax / Alprazolam, Sch. IV
POSS BENZO'S
Maintain Dwelling for CDS
CDS: POSSESS-NOT MARIJUANA
CDS:DIST/POSS W/ INTENT
POSS OF CDS SCHEDULE II (LA RS)
TAMPERING W/ EVIDENCE
Littering
URINATING IN PUBLIC
DOG AT LARGE
CURFEW
DUMPING
ANIMAL CRUELTY 2
RAPE OF A CHILD 2
CUSTODIAL INTERFERENCE
CHILD ENDANGERMENT
Minor in Possession
CONTRIB DELINQ MINOR
UNLAWFUL TRANSIT CONDUCT
LYNCHING 2ND DEGREE
Grand Larceny - From the Person
PEEPING TOM
MISD OBSTR (SUBJ REFUSED TO LEAVE)
IMPERSONATING A PUBLIC SERVANT
[arrests.charge_code]
RCW 69.50.4013(1)
69.50.4013.1
9A.56.050
SMC 12A.06.010
HS 11350(A)
PC 484(A)/490.5
720 ILCS 570/402(c)
720 ILCS 5.0/16-25-A-1
18 § 3929 §§ A1
35 P.S. § 780-113(a)(16)
ORS 475.894
NRS 453.336.2A
13-3407A1
MCL 333.7403(2)(a)(v)
333.74032A5
893.13(6)(a)
TCA 39-17-418
G.S. 90-95(D)(2)
16-13-30(a)
HSC 481.115(B)
35990014
PL 220.03
PL 155.25 AM
2C:35-10A(1)
94C/34/A
CGS 21a-279(a)(1)
318-B:2,I
17-A 1107-A.1.A
58-37-8(2)(A)(I)
18-18-403.5(2)(a)(I)
30-31-23(E)
HRS 712-1243
AS11.71.050(a)(4)
CR.5-601
1-1119
NAR-3022-F5
40:967(C)(2)
579.015-001Y20203599.0
35-48-4-6.1(a)/F6
124.401(5)-A
152.025.2(1)
961.41(3g)(am)
218A.1415
0042200
41-29-139(c)(1)(A)
13A-12-212
63-2-402(B)(1)
5-64-419(b)(1)(A)
28-416(3)
45-9-102
37-2732(C)(1)
21-5706(b)(3)(A)
9001
3562
90Z
35A
[arrests.district]
Beat 512
K3
SECTOR MARY
Charlie 2
D-4
E-13
77th Street
Area 21 - Olympic
Hollenbeck
Rampart
Foothill
Pct 075
PSA 6
24th District
Ward 7
6D PSA 602
Zone 5 / Beat 504
Post 1-12
West Precinct
Southwest Pct - W1
North Command
Troop C Barracks
Reporting District 1245
RA 3
GRID 3316
Census Tract 91
Belltown
Pioneer Square
Pioneer Sq / Chinatown-ID
Capitol Hill
Rainier Beach
Lake City
White Center
Skyway-West Hill
Tenderloin
The Bottoms
Back of the Yards
Mission District
Old Town/Chinatown
Lloyd District
St. Johns
St John the Baptist Parish
Jefferson Parish
MLK Corridor
Martin Luther King Jr Blvd corridor
Downtown BID
Kensington & Allegheny
Kensington
East Baltimore
Penn North
Sandtown-Winchester
Fells Point
Hampden
Little Havana
Overtown
International Zone
Santa Fe Plaza
South Capitol
Agua Fria
Railyard
Las Soleras
Fayette Co. unincorporated
Lincoln Park
Garfield
Madison Heights
Franklin
Cleveland Circle
Hazelwood
Homewood-Brushton
Hill District
Upper Manhattan
St. George
121 PCT (SI)
Port of Tacoma
Out of county
Unincorporated
UNK
[arrests.officer_id]
ofc_7f31a09c
P-0418
U1002
8e1d4c22ab907f65
OFF000731
UNKNOWN
CBRT
Day shift bike unit
[arrests.warrant_type]
FTA
Bench Warrant - Misd
BW NO BAIL
DOC Secretary's Warrant
VOP - technical
ALIAS CAPIAS
Probable cause wrnt
Child support (civil)
Governor's Warrant
out of county hold
Parole retake
[arrests.disposition]
Cite & Release
BKD
ROR
Summons in lieu
DAT issued
849(b)(1) PC release
Citation in lieu of detention
LEAD - pre-book diversion
Turned over to other agency
Released - insufficient evidence
Declined by jail (medical)
NTA
released at scene, charges refered to city atty
unarrested
Warned/Advised
FIELD RELEASE
jail full, cited and released w/ court date
no case manager available so booked instead
[arrests.severity]
F5
GM
MA
Class C Misd
M-1
State Jail Felony
Wobbler
Infraction
SF
Violation (non-crim.)
[arrests.offense_category]
NARC - POSS
35B Drug Equipment
Part II - Vice
QUALITY OF LIFE
Larceny/Theft
[arrests.race]
BLACK OR AFRICAN AMERICAN
AI/AN
W
NHPI
Asian/PI
2+ races
U - officer could not determine
White Hispanic
Native Amer.
OTH
Guamanian or Chamorro
Middle Eastern/N. African
[arrests.sex]
F
Non-binary
X
TGNC
Male (M)
Transgender female
Declined to state
[arrests.ethnicity]
Not Hispanic or Latino
H
Mexican, Mexican American, Chicano
NHL
Puerto Rican
Refused
[referrals.ineligible_reason]
Pending felony case
Amount > 7 grams
prior violent conviction within 10 yrs
Under 18
Intent to sell for profit, not subsistence
Suspected of exploiting minors
On active DOC supervision
Not in catchment
Already enrolled
Did not complete intake within 30 days
Weapon involved
Victim requests prosecution
No drug nexus
DV related
Outstanding out-of-state extraditable warrant
Sex offender registrant
Too intoxicated to consent
in drug court already, not elig for 2 programs
Subject uncooperative with officer
Arrest outside of pilot hours
DA veto
medical emergency took precedence, went to ER
Program at capacity 3/2023
Offense not on the list (see MOU sec. 4)
gang unit flagged, sgt not comfortable w diversion
Does not live, work or use services in the area
Language barrier, no interpreter on shift
Officer discretion
Client has ct date in another county, waiting on that
No se presentó a la evaluación
no califica por antecedentes violentos
deceased before intake
Duplicate referral
Pregnant - sent to specialty prog
Federal hold
COMPLAINANT WISHES TO PROCEED WITH CHARGES
Held for competency restoration
refered in error, meant for co-responder team
officer called after the fact, no CM was available overnight
was already booked when the referral came in
[referrals.exit_reason]
Goals met
Graduated
Lost to contact > 90 days
Unable to locate
moved out of state
Deceased
Incarcerated more than 1 yr
Client request
Transferred to ACT team
Transferred to drug court
Administrative discharge
Threats toward staff
moved in with family in another county, doing ok
Aged out of grant
Inactive - can re-engage any time
Closed at 6 mo review, no engagement since intake
went to long term inpatient treatment
Stable housing + self sufficient
Higher level of care needed
ct asked to close, says he is good and has a job now
Nursing home placement
Grant funding ended 06/30
Dejó el programa por voluntad propia
se mudó a otro estado
Detained by ICE
not interested anymore
Merged with duplicate record
phone disconnected, no other way to reach
CLOSED - NO ACTIVITY 180 DAYS
reunited w/ kids, moved to be closer to them
Enrolled in Job Corps
lost housing, left town
has not been seen since the winter shelter closed in April
client says he will call when he is ready
completed 12 months, 2 goals of 3 met, aftercare plan in place
[referrals.door]
Arrest diversion (pre-booking)
Social contact
Soc. Cont. - LE
Community referral
BIA / Downtown Ambassador
Let Everyone Advance with Dignity
Neighborhood association
Fire Dept Mobile Integrated Health
ER social worker
self-referral
Walk-in
Public defender
City Attorney pre-file
Park ranger
Library security
Family member
Jail release planner
business owner complaint
911 / CAD alternative response
Crisis line 988
JustCARE
CoLEAD
St. Vincent de Paul outreach
Salvation Army shelter
Catholic Charities
Transit Police
[referrals.decision]
Accepted
Accepted - pending intake
DECLINED BY CLIENT
Not elig.
UTL
Screened out
Waitlist
Operational workgroup review
refused at scene, changed mind next day
DA hold
[referrals.severity]
Fel-C
PTY OFF
[referrals.district]
Aurora Ave N corridor
3rd & Pine/Pike
SODO
Burien - Downtown
Region 2
Zone 1
Wilmington Hilltop
Northside/Southside
Albany - Arbor Hill
West Hill
Five Points
Dupont
Lower Price Hill
[referrals.officer_id]
unit 3B bikes
ref_ofc_0092
[engagements.contact_type]
Street outreach
Intake assessment
Care coordination
CM - F2F
CM-phone
Collateral contact
Text msg
Voicemail left
Court accompaniment
Legal navigation - quash warrant
Warrant resolution
ID / birth cert assistance
SSI/SSDI app (SOAR)
SNAP recert
Medicaid enrollment
MAT - buprenorphine induction
Methadone dosing transport
Wound care
Detox bed search
Coordinated Entry VI-SPDAT
Shelter placement (hotel)
Lease signing
Housing search
Motel voucher
Job readiness
Peer support
Naloxone distribution
Harm reduction supplies
Jail visit
Hospital visit
H0006 HF
T1017
90791 Diagnostic Eval
Crisis de-escalation
bus pass / orca card
Clothing, hygiene kit
Clt. advocacy w/ PO
Group - Seeking Safety
Narcotics Anonymous mtg
Staffing / case conference
Family session
Dental
Tele-health
PCP appt escort
Food bank run
Visita en la calle
Entrevista inicial
[engagements.outcome]
Attended
A
NS
DNKA
no show - no call
Cancelled by provider
Client rescheduled
Kept
LWBS
Left VM
Attempted, not located
client missed appt, will try again next week
Met ct at shelter, completed housing application
Attended, picked up bus pass and socks
ct not at usual spot, checked tents along the river
Went to court with client, case continued two weeks
No show, phone goes straight to voicemail
Attended late, seemed tired, talked about detox options
client in jail, will visit monday
CX DUE TO SNOW
Ct in hospital, nurse says d/c tomorrow
UA neg x3, wants to talk about work
Started bup 8 mg, doing better
Declined services today but took narcan
Client wants to get ID, needs birth certificate from Texas
no vino a la cita
vino tarde, quiere ayuda para vivienda
se le entregó comida y un pase de autobús
attended intake, signed ROI, paperwork scanned
Attnded appt but fell asleep
clt upset about wait list, de-escalated, will follow up
waited 20 min at clinic, no show
Office closed for MLK Day
attended; PHQ-9 score 14, GAD-7 11
drove to DSHS for EBT card, 2 hr wait
Helped client call SSA about his claim
OUTREACH ATTEMPT 3 OF 3, NO CONTACT
Ct reports 2 wks sober, proud of herself
lost phone again, will check in at drop-in center on Friday
Client says mom is sick and needs to travel
sleeping in car near stadium, safe lot referral made
Gave wound care kit, refused ER
cm out sick
Not ready for tx. Rapport building, coffee.
Attended NA mtg w/ peer
wants dog license, vet clinic on Saturday
Landlord agreed to payment plan
Passed food handler test!!
attempted x2, camp was swept
Client relapsed over wknd, no judgement, re-engaged
d/c from detox AMA
Talked 5-10 min on sidewalk, gave water
missed bus, r/s to 2pm Thurs
PO says no violation if client reports by end of week
got keys to apt today
needs glasses, voucher given
Cancelled - staff training
Took client to Goodwill for interview clothes
court fees waived, license reinstated
voicemail full
Not seen this month
Clt. stable, no needs at this time
pt tolerating MAT, f/u 1 wk
Ct and partner fighting, offered DV resources
Completed VI-SPDAT, score 12
ROI expired, need new one
client asleep, left snacks and card
met at McDonald's, ate lunch, discussed goals
SSDI denied, will appeal w/ legal aid
ride to Harborview for xray
Will not meet w/ new CM yet
Warrant quashed
tried three times on 4/12 no luck
$40 gift card given for groceries
brief check in, client was w friends and did not want to talk
Wellington House has no beds until Tue
Attended - 1st visit since Feb
Client said the police took his tent
Rx ready at Walgreens, delivered
went to his old camp, neighbors say he moved a few days ago
Ct in good spirits, has interview at warehouse Wednesday morning
No answer at door, left flyer w/ office hours
client asked about methadone vs suboxone, gave info sheet
did not attend court, cm will ask PD to recall warrant
Rescheduled due to COVID exposure
Client hungry & cold, provided food card, blanket, hand warmers
attended group, left early to smoke, came back
CT LOST ID AND SS CARD AGAIN, WILL REAPPLY
housing app denied for bad credit, appealing
client pregnant, linked to OB clinic, very happy
Not able to locate in any of the three usual parks
no se encontró al cliente, se intentará otra vez el lunes
client does not want contact by phone, only in person
[engagements.minutes]
15-30
approx 45
1.5 hrs
[engagements.case_manager_id]
CM_04
cm-3fa7b2
vacant caseload
Team B
PEER03
[court_cases.disposition]
Dismissed with prejudice
DISM - INTEREST OF JUSTICE
Nolle Prosequi
NP
ACD
Adjourned in Contemplation of Dismissal
PG - Plead Guilty
Plea nolo, adj withheld
Guilty - Alford plea
CWOF
SOF
Stay of proceedings 12 mo
Deferred Prosecution
Pretrial diversion completed
No Info filed
Declined - DA reject
Stricken off leave to reinstate
SOL
Bound over to superior ct
Transferred to Mental Health Court
Merged w/ lead count
FTA - Capias issued
Time served
Withdrawn LOD
Held for Court
ARD - County
Not Guilty (bench)
Dismissed - speedy trial
amended to disorderly conduct, fine 100 suspended
Conditional discharge
Mistrial, hung jury
Abated by Death
prosecution declined, lab backlog
case is still open, next hearing in May
Dism. w/o cost; complied with LEAD conditions
Veterans Treatment Ct
Plead to lesser
def. appeared, bond reinstated, cont'd for treatment review
[court_cases.severity]
Unranked Felony
Gross Misdemeanor
Class A Misd - 2nd degree
S4
[court_cases.case_id]
c_000418
case-9f21e0b7
[custody.facility]
COUNTY JAIL
KCCF
MRJC
SCORE
Twin Towers Correctional Facility
Men's Central Jail
Century Regional
OBCC
Robert N. Davoren Center
Anna M. Kross Center
Monroe Correctional Complex
Washington Corrections Center for Women
Dallas Co. - Lew Sterrett
Cook CDOC Div 9
Work release
Electronic home monitoring
Booked & released same day
Boarder - other county
Prison (state)
TDCJ - Wayne Scott Unit
7 South - med unit
RCVD FROM OTHER JURIS
jail-weekender
[health_events.event_type]
Opioid OD - nonfatal
T40.411A
F11.20
ED - treat & release
ED visit, LWBS
Narcan x2 prior to EMS arrival
OD/POISONING 23-C-1
psych eval - voluntary
Crisis (988 transfer)
ITA hold 120 hr
Fatal OD, fentanyl + meth
NLX leave behind
Baker Act
Marchman Act petition
5150
Pink slip
found down, breathing, refused transport
Intox, sobering ctr
sobredosis no fatal
Alcohol withdrawal
found in restroom not breathing, 4mg IN given, woke up and walked off
pt c/o chest pain after meth use, d/c home
crisis team spent 40 min on scene, client agreed to go to respite
[control_totals.measure]
rows_read
distinct people
""")

HEADERS = _listed("""
LastName|first_nm|def_full_name|DEFENDANT_NAME|SubjNameLFM|PT_NAME|mid_init_nm|suffixed_name|alias_1|aka_list|moniker|
street_name_nickname|mother_maiden_nm|next_of_kin|nok_phone|emergContactName|victim_nm|complainant_name|witness1Name|
ArrestingOfcrName|ofc_last_nm|officer_badge_name|caseMgrFullName|case_worker_email|po_name|judge_nm|defense_atty_name|
guardian_name|landlord_contact|DOB|dt_of_birth|BirthDt|brth_dte|pat_dob|date_birth|SSN|ssn_last4|SocSecNo|soc_sec_num|itin|
home_phone|cellNum|ph_nbr|ContactTel|emailAddr|e_mail_1|SubjAddr1|home_addr_line2|res_street|street_no_nm|apt_nbr|MailingAddress|
incident_address|loc_addr|zip_plus4|lat|Longitude|geo_x_coord|y_coordinate|gps_point|mrn|PatientMRN|enterprise_mpi|medicaid_id|
medicare_hicn|providerone_id|insurance_policy_no|acct_number|fbi_num|SID_NO|nysid|state_id_no|OLN|dl_number|drvr_lic_no|LicPlate|
veh_tag_no|VIN|passport_no|alien_reg_no|tribal_enrollment_no|fingerprint_id|afis_number|mugshot_url|photo_path|smt_tattoo_desc|
face_template|ip_addr|device_mac|facebook_url|ig_handle|screen_name|inmate_no|doc_number|docket_no|booking_nbr|cad_incident_no|
rptNumber
""")
CLEAN_HEADERS = _listed("""
charge_class|charge_seq|statute_title|statute_name|ucr_code|nibrs_code|ncic_offense_class|offense_level_rank|attempt_code|
counts_filed|dv_flag|weapon_type|drug_type|drug_weight_grams|is_juvenile_charge|arrest_hour|arrest_dow|shift_watch|patrol_sector|
beat_no|precinct_cd|council_ward|census_tract_flag_urban|agency_ori|agency_name|court_name|program_name|districtName|unit_type|
arrest_type|stop_reason|force_used_yn|bond_type|bail_amt|bailSetFlag|release_type|releaseReason|custody_level|housing_unit_type|
sentence_type|sentence_days|fine_amount|plea_type|court_level|dismissal_reason|days_to_disposition|num_hearings|prior_conv_ct|
age_band|age_at_arrest|veteran_status|housing_status|homeless_flag|primary_language|interpreter_needed|edu_level|employment_status|
insurance_type|payer_class|asam_level|primary_substance|route_of_use|dx_group|icd10_chapter|triage_acuity|ed_los_hours|
transport_mode|naloxone_doses|contact_mode|contact_place_type|attempt_count|no_show_reason|service_units|cpt_code|billing_modifier|
goal_status|vispdat_score|phase_of_program|team_code|funding_source|grant_year|fiscalYr|reportQtr|record_status|is_sealed|
extract_batch|row_version|load_ts|src_system|last_update_dt|data_quality_flag
""")
