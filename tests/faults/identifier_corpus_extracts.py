"""A fifteenth set, by another author who had read neither the gate nor a corpus: each text in the column of the extract in which
it was met in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed
from tests.faults.identifier_corpus_places import Placed, _placed

# fields of records that identify
STRUCTURED: list[Placed] = _placed(r"""
[arrests.person_id]
HALVORSEN, DEREK JAMES
Okonkwo, Chidinma A
nguyen thi bich ngoc
GARCIA-MONTOYA, LUIS ALBERTO
MCELROY/TYRELL D
Abdirahman Warsame Farah
JOHANSSON_PETER_19780214
Whitehorse, Delphine R.
VANDERMOLEN, KRISTA L (AKA KRISTA BOONE)
532-88-1467
SSN: 541 07 3382
SID WA18734420
FBI# 738214XB4
DOC 842197
dtrujillo84@gmail.com
(206) 555-0143
PATEL RAKESHKUMAR B M/W 06-11-1979
Jr., Marcus Dewayne Tolliver
[arrests.arrest_id]
2021-118734 HOLLOWAY, TANISHA
22-04418_Esparza_Ramon
206-555-0178
BA# 221014882 / PURDY, SHANE ALLEN
OR SID 17720934
CII A31884702
WA DL WDLRV3B771QG
612 E YESLER WAY APT 4C
[arrests.charge_code]
O'DONNELL, KATHLEEN M
ODL 8830417 DOB 041283
SSN 442-88-0917
plate BKT4471 WA
DOB 11/23/1986
JIMENEZ,ROSA
[arrests.charge_description]
Brandon Keith Lusk
LUSK, BRANDON K W/M DOB 03/19/1988
SOLANGE DUVERNAY-PIERRE
Tran Van Hieu
5519 S GRAHAM ST SEATTLE WA 98118
1420 N Charles St, Apt 3R, Baltimore MD 21201
PO BOX 1184, GALLUP NM 87301
RR 2 BOX 77B, PINE RIDGE SD 57770
2211 W. Camelback Rd #118, Phoenix, AZ 85015
47.57218, -122.29164
35.06187 -106.69342
N47°31'12.6" W122°16'41.3"
VIN 1FAHP3F23BA598208
1FAHP3F25AC349251
VEH: 2011 HONDA ACCORD SIL LIC/7TRX291 CA
LIC/CDZ8841 LIS/WA
TX LP KHV-7714
FL DL H416-545-72-228-0
IL DLN L200-0717-8841
WI DL V535-4418-8091-06
CDL D7741902
NYS CID 448 913 207
MD DL S-530-460-848-171
OLN/HALVODJ224KM OLS/WA
Passport No. 561738824
MX passport G24418830
A# 087-441-920
matricula consular 11284470
FBI/441882VA9 SID/CA09917734
SOC/611-20-8834
SMT: TAT NECK "LATOYA" DOB/19910617
10.4.118.203 / 73.221.14.92
IP 98.247.61.133
2601:602:8c80:3f0:d4a1:77be:19c2:0e44
https://www.facebook.com/desiree.quintanilla.94
instagram.com/lil_smoke_burien
IMEI 352099001761481
EBT 5077 1900 4482 3317
VISA 4539 1488 0343 6467
acct 004418827731 routing 125000024
CashApp $MariahTee88
[arrests.district]
Gonzalez, Ismael
3814 RAINIER AVE S #6
118 Maple Ct, Dover NH 03820
41.88643,-87.71925
720-555-0166
lat 36.19427 lon -86.74058
[arrests.officer_id]
Sgt. William Pruett
BRANDVOLD, TERRY L #7412
m.castellanos@albanypd.example.org
Ofc Danielle Ruffin
kjamerson@cityofatlanta.example.gov
DET HUGHES, A.
[arrests.birth_year]
1984-03-17
07/22/1991
17MAR1979
10-4-68
Sept 9, 1990
DOB: 1975/12/01
[arrests.sex]
F - Ashley Renae Combs
M 08/14/1987
LEROY T WASHINGTON
413-555-0121
[arrests.race]
W DUNCAN, CODY R
Mireya Sandoval
B 02/27/1993 SSN 287-66-1904
mexican passport N09338471
[arrests.ethnicity]
Hernandez-Ruiz, Jose de Jesus
H / 503-555-0109
Chukwuemeka Obi
[arrests.disposition]
BOOKED - STALLWORTH, DEVONTE
cited; OLN S12883047
released to mother Paulette Grimes
[arrests.severity]
Felony - Kowalczyk, Piotr
MISD 602-33-9914
[arrests.offense_category]
Yolanda Baca
jtsosie@yahoo.com
[arrests.warrant_type]
BENCH - RIVERA, ANGEL L
Warrant for Quentin Mayfield
[arrests.charge_number]
1 SMALLS, IESHA
SSN 409-71-5526
[referrals.referral_id]
Theodora Blankenship
LEAD-2022-041 Ortega, Felipe
2023_03_Kaur_Harpreet
R-118 (Jamal Whitfield)
505-555-0187
thomasina.yazzie@outlook.com
SSN xxx-xx-4418 Nakai, Leland
[referrals.person_id]
Kealoha, Makoa
de la Cruz Mendoza, Maria Guadalupe
Le, Tuan Anh
AL-HASSAN, YASIR M.
Müller-Sandoz, Annelise
Siobhán Ní Dhomhnaill
BEGAY JR, HERMAN
Phommachanh, Khamphet
Smith, John Q 1/1/1980
J. R. Castaneda
LaShawnda Pettigrew
Xiong, Pa Houa
van den Berg, Joost
Ekaterina Vasilyevna Morozova
陈 美玲
Мельник Олександр
김영호
MRN 00483920
Medicaid ID 104882917WA
Medi-Cal CIN 91884420A
ssn=318552047
+1 (412) 555-0133
@jayb_206
[referrals.arrest_id]
PCN 22118 / OROZCO, DELIA
Case of Winston Achterberg
518-555-0114
[referrals.district]
907 Pine St Unit 1204
Camp behind 1511 NE 47th Ave, Portland OR
Geraldine Fontenot
39.99718, -75.12436
[referrals.officer_id]
Officer Leticia Munoz
rdelgado@santafepd.example.gov
Badge 3318 Ofc. Kyle Ostrander
McAllister, Sean P
[referrals.ineligible_reason]
DL# W7714-88320-41907
Hung Pham, DOB 5/5/1982
CDCR# BK4471
Inmate No. 20881-086
BOP Reg 41882-019
NCIC hit FBI 90218KC3
Cell: 919.555.0152
TDCJ 02118834
[referrals.exit_reason]
Augustin Jean-Baptiste
obit: Randall Scott Teague 1961-2022
tel 4125550190
reneeb1972@hotmail.com
snapchat: kush_queen.tay
2740 Fruitvale Ave, Oakland, CA 94601
EBT card 6004 8644 1902 7735
MBI 3HK8-CT4-WX51
[referrals.decision]
accepted - Crystal Dawn Hatfield
DECLINED/BOUDREAUX, ANTOINE
[referrals.sex]
Male - Nathaniel Osei
F DOB 19880412
[referrals.race]
White / Kimberly Ann Stroud
Native (Tohono O'odham) Enrollment No. 0011843 Juan, Verna
[referrals.ethnicity]
Latino - Efrain Zepeda
Not Hisp; 337-555-0117
[referrals.birth_year]
1992-11-30
2/3/1977
MAY 14 1985
[referrals.door]
Social contact: Tyrone Babineaux
[referrals.offense_category]
drug poss/Kaplan, Miriam
[engagements.contact_id]
Call w/ 360-555-0182
text from +12065550119
Marisol_Figueroa_20230412
zoom.example.us/j/88412207731?uname=Darnell+Hubbard
2023-05-02 Priscilla Nez
[engagements.person_id]
Rodriguez Vda de Lopez, Carmen
FITZGERALD,SEAMUS P.
Tesfaye Gebremariam
Lakshmi Venkataraman
Sunny "Spider" Malone
Ruth-Ann Kirkwood
HMIS 44817 Delacroix, Noel
Santos, Arnel B.
ProviderOne 300418827WA
Apple Health # 200771834WA
kiki.longoria@icloud.com
253-555-0104
[engagements.contact_type]
outreach - Dwight Eberhardt
legal (atty for Shanice Broussard)
[engagements.outcome]
Attended w/ sister Monique Trahan
no show, called 828-555-0139
left note at 77 Haywood Rd Apt 9
[engagements.case_manager_id]
Brianna Stallings, MSW
Esteban Quiroz
jfontaine@evergreenoutreach.example.org
Kincaid, Aurora
T. Manuelito 505-555-0162
[engagements.minutes]
45 - Lorenzo Pacheco
[custody.person_id]
HUTCHENS, DALE RAYMOND
SO# 0448821 CERVANTES, OMAR
Booking: Weatherspoon, Kiana M 10/02/1995
Perm# A0188342 Lockhart, Travis
DAVIDSON TRAVIS LEE
NYSID 04418823M
DIN 19-B-2271 MERCADO, HECTOR
SPN 02884417 TX
jail ID 118842 Leota, Sione
FDOC DC# T48831
GDC ID 1000884417
SSN 226-51-8807
Inmate 0044182 RAMSEY, COREY
[custody.facility]
King Co Jail - Bed of Hector Armendariz
jail (visitor: Loretta Sykes)
prison, inmate B-88417 Jacoby, Leon
[deaths.person_id]
Estate of Marguerite Pelletier
DECD: STONE, VERNON W 09/09/1949
Elijah Runningwater
ME Case 22-1883 Carla Denise Mott
SSN 517-40-2288
Cortez-Aguilar, Ivan
[court_cases.person_id]
Robideaux, Claudette
DEF: HARGROVE, JAMISON T.
Nwosu Ikenna
Bar# 41882 Atty Phyllis Garland
Sokolov, Dmitri A
MONIKER: LIL CREEPER / ROSALES, EDGAR
314-555-0171
DL MO V991447203 exp 2025
[court_cases.case_id]
State v. Darius Kimbrough
PEOPLE V HENDERSHOT, GARY
Commonwealth vs. Siegfried, Donna M.
22-1-04418-7 SEA (Amadou Diallo-Barry)
In re Guardianship of Opal Jennings
CR-21-8834 defendant DOB 07/30/1990
[court_cases.disposition]
DISMISSED AS TO GRETCHEN ALDERFER
Plea - Jermaine L. Oakes
restitution to Pawan Singh, 2214 Elm St
[court_cases.severity]
M1 - Sanchez, Lupe
[health_events.person_id]
MRN: 7718820
HMC U-number U4418820 Tidwell
Kwabena Asante-Mensah
CHAVEZ-RIOS, EDUARDO 1969-04-22
Patient: Francesca DiNapoli
Medicaid CIN AB44182C
Pt acct 0088417720 LANDRY, TREVOR
[health_events.event_type]
ED visit - Jolene Petersen
naloxone - pt Hassan Qureshi
overdose at 418 Lander St Apt 2
[control_totals.extract]
arrests (prepared by Valerie Ostrowski)
[control_totals.measure]
questions to wkline@countydata.example.gov
""")
# sentences that do
SENTENCES = _placed(r"""
[arrests.charge_description]
Contacted Derrick Malveaux at the bus shelter, he had foil and a straw on him.
Susp ID'd by WA DL as HENNESSEY, COLIN R and transported to KCJ w/o incident.
A/P gave false name of Tony Barrera, fingerprints came back to Antonio Beltran Cruz.
Poss of meth 0.4g, subj resides 2217 Harrison St NW #14.
Shoplift at Fred Meyer, loss prev agent Whitney Sorensen witnessed concealment.
R/O stopped a gray Nissan, TX plate LKM 4471, driver had an active warrant.
Victim Yesenia Camarillo states ex-boyfriend took her phone and fled.
Subject stated his social is 448-31-9027 and he has no ID.
Prostitution detail, deft texted the UC from 404-555-0158.
Trespass, owner of 118 W Marcy St wants him off the property, sub is Leon Trujillo.
PCS heroin; co-def Brittney Haag cited and released.
Stolen veh recovered, VIN 5NPEB4AC2DC946218, no prints.
DUI crash, driver Oluwaseun Adeyemi refused breath test.
FTA on theft 3, says he never got the letter at 4410 Cirrus Ct, Everett.
Disorderly - yelling at customers, known to us as Papa Smurf aka Melvin Crutchfield.
[arrests.disposition]
Booked under the name Shondra Lyles, true name pending prints.
Released to his grandmother Bernice Odom at the scene.
Diverted in lieu of booking per Sgt Kowalski, subject Alan Prudhomme agreed.
Cited and given court date, call him at 505-555-0126 to remind.
[arrests.district]
Camp under the bridge near 4th, tent belongs to Rusty Gilchrist.
Occurred in front of his moms house, 831 Delachaise St.
[arrests.officer_id]
Ofc Hernandez wrote it but Megan Tillery took custody.
[arrests.race]
Looks white but mother Rosalind Yellowtail says enrolled Crow.
[arrests.sex]
Goes by Destiny now, ID says Marcus Phelan.
[arrests.ethnicity]
Says he is from Oaxaca, consular card name Eleuterio Santiago Luis.
[arrests.warrant_type]
Bench warrant out of Bernalillo, deft Danny Archuleta missed pretrial.
[referrals.ineligible_reason]
Mr. Kowalczuk has a pending assault case and cannot be enrolled.
Ran Jasmine Weatherby in NCIC, hit for no-bail hold out of Clark County.
Has a DV no contact order protecting Tamika Burrell.
Victim Mrs. Hattie Lindqvist did not consent to diversion.
Subject is on fed probation, PO is Gregory Stamper 206-555-0160.
Under 18 per mother, DOB 4/19/2006.
Lives out of county, 1906 Cedar Hollow Rd, Yelm.
Prior conviction found under alias Raymundo Leyva.
Over the amount limit, had 11g on him; told Kev Sturgill he can reapply.
Declined because he is CI for Det. Paul Mancuso.
FBI 882174PB1 shows robbery 2 in 2015, excluded.
Prosecutor Anne Lindgren objected to diversion of Skyler Bates.
Too intoxicated to consent, ER wristband read Jodie Tremblay.
same guy as last week (Ferris, Wendell), already referred
[referrals.exit_reason]
Client Tammy Jo Riddle moved to Spokane to be with her daughter.
Passed away 2/11, brother Clifton Mayweather called to tell us.
Graduated! Now working at the bakery, reach her at latrice.monroe@gmail.com.
Kicked out of housing at 3501 Stone Way N, no forwarding address.
Lost contact, phone 412-555-0147 disconnected.
In custody at SCORE, inmate no. 0211884, expected release unknown.
Went to prison, DOC number 418827, will try again after release.
Robert no longer wishes to participate; last name Esquivel-Tran per file.
Transferred to Stephanie Oyelaran at REACH.
Incarcerated in Oregon, SID 22817704.
Mom (Dolores Ybarra) asked that we stop coming by the house.
Says he is done, see his post at facebook.com/big.ced.hollins
Withdrew, wants to be contacted only at PO Box 2214, Espanola.
Threatened staff member Naomi Feldstein, exited per policy.
Duplicate of Annabelle Roanhorse, merged.
moved in w/ bf Curtis Dang in Kent and is doing fine
[referrals.decision]
Accepted after Lt. Okafor spoke with Keisha Durant on scene.
Pending, waiting on DA Marcia Thibodeaux to sign off.
Lost - went to 922 E Cherry twice and nobody there knew Benny Salazar.
[referrals.district]
picked up outside Ms Trinh Hoang's nail salon on 12th
[referrals.officer_id]
Referred by Officer Jared Nakamura, West bike squad.
[referrals.race]
Client self identifies as Samoan, full name Faleolo Tuiasosopo Leavai.
[referrals.sex]
F, was listed M under old name Gerald Pinkney.
[referrals.door]
social contact, walked in with her friend Patrice Holcomb
[engagements.outcome]
Met w/ Carlos R. Benavidez at the library, signed ROI.
No show. Called cell 503.555.0191, straight to voicemail.
Attended; brought her son Micah Dufresne to the appt.
Cancelled by client via text from 7205550148.
Left food and socks at tent for Old Man Pruitt.
Took Janelle Kobayashi to DSHS for food stamps, card ends up being 5077 0812 4471 9036.
Attended court w/ client, PD Marcus Feinberg got the warrant quashed.
no show, neighbor at 1127 Aloha St says she moved
Attended. Medicaid renewed, ID 118440927WA.
Client attended by Zoom from tito.maldonado85@yahoo.com
spoke w Shawna (Begaye) on phone abt 10 min
Dropped off at detox, nurse Imelda Catacutan did intake.
[engagements.contact_type]
Housing - viewed unit 302 at 1533 Belmont w/ Gino Vitale
legal, met with public defender Rachel Sturtevant re Mr. Colbert
Outreach to Big Mike (Michael Tedrow) near the underpass
health: dr appt for Luz Elena, MRN 2284417
[engagements.case_manager_id]
Covering for Danica this week - Jerome Whitlock
CM is Hilda Montemayor, ext 4418, hilda.m@outreach.example.org
[engagements.minutes]
about 30, mostly on phone with his sister Charlene Vigil
[engagements.person_id]
not sure of last name, goes by Tweety, DOB 8/8/90
new client Salvatore Iannucci, needs ID number
[engagements.contact_id]
second visit same day with Otis Grandberry
[custody.facility]
Jail, pod C, housed with his cousin Rodolfo Amaya
Moved to Monroe Correctional, DOC 388417 Everett Sisk
held at county for ICE, A-number 209 441 887
[custody.person_id]
booked as John Doe, later printed as Kelvin Strother
see old booking under maiden name Tiffany Greathouse
[deaths.person_id]
Found deceased in apt 12 at 405 Alder, ID'd as Roy Castellano.
ME says the decedent is Winifred Aldana, 61.
[court_cases.disposition]
Deft Hollis Barrow pled to lesser, 24 mos deferred.
Nolle pros per ADA Simone Gauthier, witness Reggie Oakley unavailable.
Dismissed w/o prejudice; mail notice to 2618 Gravois Ave, St Louis.
Judge Hartsfield quashed warrant for Deandre Cobb.
Sentence suspended, restitution $412 to Farida Noorzai.
Competency raised, Dr. Lowell Pritchard to evaluate Mr. Zamora.
[court_cases.case_id]
companion case of his brother Ernesto Galvan, number unknown
filed under wrong name, should be Meredith Kang
[court_cases.severity]
GM reduced from felony, per email from a.rutledge@prosecutor.example.gov
[health_events.event_type]
OD in the restroom, narcan x2 by Ofc Pell, pt Lonnie Fuentes to HMC.
Crisis call from wife Adaeze Nwachukwu, he was off meds.
ED visit for abscess, Harborview MRN H3384172.
naloxone given at 1208 Bourbon St rear apt, female refused transport
mobile crisis went out to see Garth Lindemann again
[health_events.person_id]
pt gave name Cheyenne Wolfchild to medics
could not match, SSN on ePCR 601-22-8471
[control_totals.measure]
people - Gloria Vanek in records says two are missing, call 518-555-0136
[arrests.arrest_id]
no report number yet, ask Ofc Lindell about the Tavares arrest
[referrals.referral_id]
paper form only, client is Humberto Arce
[arrests.offense_category]
not sure if drug or trespass, deft Ignacio Belmonte was asleep in stairwell of 610 Clinton Ave
[arrests.severity]
Felony if lab comes back, otherwise misd for Katrina Poole
[referrals.arrest_id]
diverted on scene, no number, it was Malik Underhill from the Safeway
[referrals.ethnicity]
did not want to say, per Beatriz Olmedo he is Garifuna
[referrals.offense_category]
theft of bike belonging to Henrik Solberg
[referrals.birth_year]
thinks he is 44, mother Agnes Whitcomb says born 6/3/1979
[custody.facility]
transferred to prison 3/2, mail to Desmond Okoro #0772814
[court_cases.person_id]
victim and defendant swapped, should be Lorena Maestas
[control_totals.extract]
custody, resend after Brent Kowalewski fixes the export
[arrests.person_id]
refused name, tattoo says Bobby Rae Stokes, prints pending
""")
# what points to nobody
HARMLESS = _placed(r"""
[arrests.person_id]
204f8da780df960314f8f5d55f9fe70f2935aee420b53d42da8e4b7b7cb6ac2c
F64229D088AF9213B892D0F13914E0952434DB91DB6B018304E70E7F6414EFD6
bdd0c36149432274348b4e305215a1484c1de618
9981830ee7e3ebff6f55aa8e153c17d7
058343708F535A0DA07295861FC8DEE5
b4b98290edebff1c
36B088EEC6A6BE80
b3d995cf9d36
35f51d16-4f6f-41a4-8643-edd383a66895
1fcf986e-ee00-4416-9703-e5760c3dfa03
71BDC706-334C-4D68-99ED-D47C4C25C0BA
yMvT5iOhuBgKXyvMOB21UBEuGDdRLLC1CMPudmjwAHM=
1pDaqE4rwD_paZ0_QHWjlCbkwaE58jAP2-gtfNbCAKn
Q0nzLvov6ecWa87i7NJJLo
sha256:a62a1d942e9f98c8a4e898c95480f0c821813cfabc5b078e5ee374d9c3b51072
v1:1237f48a7f621309c43d59330ee86a0a
h$71426d22a3fdd9d0462b
01H5H5K578EKM8NWS06N0WPQGH
DHDZCXQQS2YUGXBCJPAR3KHO4C
hA35iX1XCvx4Cmet5qJJgy
P233066
P-4969417
PID13008460
PERS_49565
PER-104843-B6
IND9644403
SUBJ_004564
S38592X
6202818
00027953
68145
7341
DEID-888128
DID49931K
Kd6e9240f1a0
pseu-X3DBKP4P6Q
tok_wxLKo7uSrH2XohKLzNeXy5JJ
id_a2Lb54XjEfBCAaUD
STUDY-4201
LEAD-P-5005
AB-P36287
NM-32490
JAX160285C
person/122821
475|77870
PxdawCJoW9g
HASH7E5FB66E774233B36101
M2M-E4F5E3C6B245
RIN-72657-7
UNKNOWN
REDACTED
9999999
[arrests.arrest_id]
22-555284
20-10267
202195474170
GO#19-171774
A20-875887
AR-2023-73620
ARR69524767
BK-23-375139
C20-488934
E20629306
I-22-451101
23-1-92378-3
23B47780
19047758-02
JF-347120
RD HZ-979291
PD215454164
DR# 22-38082
DR20-413512-A
CAD P235089505
SPD-2021-233306
APD21124652
arr_1ba686c0eb901754
arr-3a867907-7996-4b98-8eb7-ff2a5d6d0683
6d670672-5ca5-4123-907d-d6b7b7e29e8a
EE90EF2C54AE54B258D685FC80465AC71B400796
1B9EaKMbvdVvvmW+ytd5B+A=
OCA 21-16529
20-4623-AR
NM001013:19-44206
[arrests.charge_number]
1
2
03
004
C1
CT 1
Count II
Chg 3 of 4
1-A
07/09
[arrests.charge_code]
RCW 69.50.401
9A.52.070
SMC 12A.20.050
NRS 453.336
11377(A) HS
11350 H&S
HS11364
PC 484/488
PC 853.7
PL 240.20 07
VTL 0511 01A
30-16-20
ORS 475.894
35990014
13990031
893.13(6)(A)
C.R.S. 18-4-401
CR.3-106
CJIS 1-1087
CDS-5-601
N.J.S. 2C:33-2
720-5/16-25
ILCS 5/11-14
16-13-30(a)
GS 90-95(A)(3)
NC 3526
ARS 13-3407
943.20(1)(a)
609.52.3(5)
LA R.S. 40:967
HRS 712-1243
16-01-0110
41-29-139
KRS 514.030
2925.11A
ORC 2913.02
94C/34
MGL c. 272 s. 53A
17-A 1107-A
76-6-602
63 O.S. 2-402
21-5706
195.202-001Y
22 DC 2701
UCR 18A
NIBRS 35A
35B
90Z
23C
5015
DRUG05
VUCSA-P
THFT3
FTA
CPCS-7
UPCS2
OFF-01184
LOC 148.22
[arrests.charge_description]
KNOWINGLY POSS CONTROLLED SUBSTANCE - FENTANYL
POSS CS PG 1-B >=1G<4G
MAN DEL CS PG 1 >=4G<200G
POSSESS NARCOTIC CONTROLLED SUBSTANCE
POSSESS UNLAWFUL PARAPHERNALIA
GRAND LARCENY-4TH: VALUE PROPERTY > $1000
UNAUTHORIZED USE VEHICLE-3RD
PATRONIZING A PROSTITUTE IN THE THIRD DEGREE
SOLICITATION FOR PROSTITUTION-2ND OR SUBSQ
KEEPING PLACE OF PROSTITUTION
STAY OUT OF DRUG AREA (SODA) VIOLATION
SOAP ORDER VIOLATION
THEFT-SHOPLIFT
Theft 3
TMVWOP 2
POSS STOLEN PROP-3
PSP 2
RECEIVING STOLEN PROPERTY
THEFT BY SHOPLIFTING - MISDEMEANOR
BURGLARY OF VEHICLE
BURGLARY OF HABITATION
Larceny After Breaking/Entering
POSS HEROIN
SIMPLE POSSESSION SCHEDULE II CS
PWIMSD SCHEDULE II
RESIST OFFICER-OBSTRUCT WO VIOLENCE
Consumption Of Alcohol In Public
URINATING IN PUBLIC
SIT/LIE ON SIDEWALK
Camping Prohibited - City Property
UNLAWFUL TRANSIT CONDUCT
FARE EVASION
FAILURE TO APPEAR ON A MISDEMEANOR CHARGE
FTA - BENCH WARRANT
CAPIAS
HOLD FOR OTHER AGENCY
VOP MISD
CONTEMPT OF COURT
BAIL JUMPING
FALSE STATEMENT TO PUBLIC SERVANT
GIVING FALSE NAME, ADDRESS OR BIRTH DATE TO LAW ENF OFFICER
UNLAWFUL ISSUANCE BANK CHECKS
CRIMINAL IMPERSONATION
FAIL TO REGISTER AS SEX OFFENDER - MEGAN'S LAW
FAIL REGISTER CHG OF ADDRESS
Violation of Jessica's Law residency restriction
CHILD ENDANGERMENT-LEANDRA'S LAW
EMERG PROTECTION - MARCHMAN ACT
BAKER ACT TRANSPORT
SULLIVAN LAW VIOL - CPW 4
CARRY CONCEALED PISTOL W/O LIC
UPFA 2
WEAPON LAW VIOL - DIRK/DAGGER
SIMPLE ASSAULT
HARASSMENT - THREATS TO KILL
MALICIOUS MISCHIEF 3
CRIMINAL DAMAGE TO PROPERTY (UNDER $1000)
ARSON 2
DWLS 3
DRIVE W/O LICENSE
NO VALID OPERATORS LICENSE
EXPIRED PLATE/NO REGISTRATION
OWI - 2ND
HIT & RUN UNATTENDED
RECKLESS DRIVING
POSS CDS/ANALOG - SCH I II III IV
POSS CONTROLLED SUBSTANCE SCH II (METH) 1ST OFF
UNLAWFUL DELIVERY HEROIN W/IN 1000 FT SCHOOL
Use/Poss Of Drug Paraph
MANUFACTURE/DELIVER 1<15 GR HEROIN/ANLG
POSSESSION OF DANGEROUS DRUG
DRUG PARAPHERNALIA VIOLATION
PROMOTING DANGEROUS DRUG 3
POSS OF SYNTHETIC CANNABINOIDS (SPICE, K2)
MARY JANE/POT 1-40 GRAMS
POSS OF A COUNTERFEIT NOTE
OBST GOVT ADM-2
THEFT OF SERVICES - TAXI
POSS BURGLAR TOOLS
WINDOW PEEPING
LEWD CONDUCT
INTIMIDATION OF WITNESS
VIOLATE PARK EXCLUSION
CRIMINAL TRESPASS WARNING VIOLATED
Criminal Trespass in the First Degree
2ND DEG MURDER
STALKING
NCO VIOLATION
KIDNAPPING
CONSPIRACY
SOLICIT UNDERAGE
NO CHARGE - MENTAL HOLD
CHARGE NOT LISTED
SEE NARRATIVE
Unspecified misdemeanor
ATT THEFT 2 (2 CTS)
METH 0.3 GRAMS
heroin, approx 1.2 g incl. packaging
shoplifted $38.97 of groceries
?
[arrests.district]
West
Central Bronx
Zone 5
M2
Sector King
MARY
George 1
WILLIAM
David Beat 2
Pct 075
079 PCT
Troop D
Dist. 11 - Harrison
016 Jefferson Park
Jefferson
Lincoln
Martin Luther King Corridor
Prince George's D3
St. Paul Western
San Juan Station
Thurston
Tri-Cities
Hamilton Co. - Dist 1
Lower Kensington
25th PD
ESD
Sub 4B
RD 1184
Grid 0417
Tract 53033008100
BELLTOWN
Skid Row
Tenderloin
Rampart
Out of jurisdiction
Central City Concern area
County unincorporated
Dist Unk
NOPD 8
Kalihi
Wahiawa
Leech Lake
ZZ-99
[arrests.officer_id]
OFC-9043
off50869
OID47655
PO-A397
Officer A
OFFICER_REDACTED
Squad 3
Unit 4F21
DAVID 14
CAR 512
BIKE-2
NSU
Anti-Crime Team
ACT West
Day Watch
Detective (unspecified)
OFCR#Hd6b83698
4a8a5a264b2e8440e04e6631
EMP-IFIQSKFU
not recorded
[arrests.sex]
M
Female
male
X
Non-binary
Trans F
MTF
F (self-reported)
1 = Male
[arrests.race]
B
White
BLACK/AFRICAN AMERICAN
A/PI
American Indian/Alaska Native
AIAN
Native Hawaiian
Two or more
W-H
Black African
E. Indian
Declined to state
[arrests.ethnicity]
N
Hispanic or Latino
NON-HISPANIC
Not Hispanic/Latino
H
Mexican/Mexican Amer.
Puerto Rican
Refused
Not collected
[arrests.disposition]
BOOKED
Cite & Release
cited in field
Booked - KCJ
RTC-Released
Desk Appearance Ticket
DAT
Summons
Exceptional clearance
Handled by other means
849(b)(1) PC
ARRAIGNED
Turned over to parole
Transported to hospital - no booking
[arrests.severity]
F
M1
Felony 4th
F6
SJF
State Jail Felony
MB
Class C Misdemeanor
Petty Offense
Infraction
UM
[arrests.offense_category]
Drug/Narcotic Violations
DRUGS - POSS
Narcotics
Quality of Life
Vice
Larceny-Theft
Prop. Crime
Weapons Law Violations
Group B
All Other Offenses (Except Traffic)
Part II
[arrests.warrant_type]
BW
Bench - FTA
FTP
FTC
Probation Violation
DOC Warrant
Alias warrant
Alias Capias
Secretary's Warrant
Governor's warrant
Arrest Warrant (new chg)
Warrant issued 2022-11-08
No bail
[arrests.birth_year]
1984
1971.0
c. 1990
[referrals.referral_id]
R-4290
REF-2023-3172
REF886183
L2022-475
LEAD-9834
LEAD20213384
LEAD_SC_9113
SC-20-762
DIV20-8198
ref_20639cf3f1
9305712e-0260-4602-b3cd-d3f75e57c76b
a0Fkwa0FNm7o9YeUhD
00Q5f0000aGMWDDZ0W
#6646
W-836-B
TBD
[referrals.person_id]
C-50155
CLT667051
CL_4008e2e9
client-3179
Participant 0417
PTCP-8214
LD11471
003nB1cAk2oLwxnGPm
0035f00000KM96XLIvAAI
42D51216-783B
HMISH-891af2a5187af275
AGY7-200135
HYpiL3PWx_yK-KkUbu1MoseQW5AFdRCz
amber-falcon-0317
<suppressed>
Name withheld
[referrals.arrest_id]
2020-00140123
LEAD 19-65623
PRE-BOOKING, NO NUMBER
No report taken
same incident
Pending CR#
23-637833 / 19-361063
[referrals.ineligible_reason]
>3g
Amount exceeds program limit (10.4 g)
Suspected of delivery for profit
Does not consent
Declined program
Violent criminal history
Disqualifying conviction within 10 yrs (Robbery 2)
Conviction for Assault 1 or Murder
Already enrolled
Juvenile
Under supervision - DOC declined
DV related
Victim did not agree
Not in catchment
Arrest location outside East Precinct
Promoting prostitution
Warrant - extraditable
ICE hold
Federal hold
Too intoxicated to consent
Medical emergency, taken to Harborview
Involuntary psychiatric hold
No case manager available on night shift
DA declined
Sgt approval not obtained
Charge not on list (THEFT BY SHOPLIFTING)
Value over $500
Missed 30-day intake window
Could not verify identity
Language barrier - Vietnamese interpreter not available
N/A
None given
[referrals.exit_reason]
Completed program goals
Client request
Voluntary withdrawal
Lost contact > 90 days
Moved out of county
Moved to Texas
relocated to be near family in Yakima
Deceased
Deceased - overdose
Deceased, natural causes, per ME
Incarcerated > 1 yr
Sentenced to prison
Transferred to Evergreen Treatment Services
Handed off to Catholic Community Services
Referred to St. Vincent de Paul
Entered Salvation Army ARP
Jackson House residential tx
Hospice
Admitted to Western State Hospital
Inactive
Admin closure
Safety concern - threats to staff
Non-compliance
Aged out of grant (BJA Byrne JAG)
Stable x 6 months, on Suboxone
went into methadone program and back at work part time
Never completed intake
Exit 2023-04-30
dup record
Reopened
(blank)
--
[referrals.decision]
Accepted
ACC
Enrolled - pending intake
declined by participant
Not eligible
INELIG
LTF
Lost to follow up
PEND-DA
Green light
[referrals.district]
West Pct - Pioneer Square
CID
Burien
White Center
South Park
SeaTac/Tukwila
Midtown Atlanta
Old Fourth Ward
Espanola
Rio Arriba Co.
Ward 3
Council Dist 6
Lake Charles
St. Bernard
[referrals.officer_id]
REF-OFC-304
PSU761
BIA-Agent-C9D5
CPT (Community Police Team)
Mobile Crisis Unit
ofc_unknown
Sheriff deputy, number withheld
1KkadW5xUueN0BbE
[referrals.sex]
Man
Woman
Genderqueer
T
Prefer not to say
[referrals.race]
Black or African American alone
Native American (tribe not stated)
Multi-racial
Middle Eastern/N. African
Samoan
Caucasian
[referrals.ethnicity]
Hisp - Yes
Non-Hisp.
Cuban
Client doesn't know (HMIS 8)
[referrals.door]
Pre-booking
Social Contact
SC
Community referral
Business Improvement District
Officer social referral
[referrals.offense_category]
VUCSA
Sex work
Shoplifting under $750
Poverty crime
[referrals.severity]
Felony C
Misd - B
[engagements.contact_id]
CN-265153
CT8958141
Note856881
ENC-201959563
SVC56725838
svc_B16dzdSXJn2s
f6622e47-f1b4-496a-92e0-f36599a9eae5
a1BdkAjgTL520uob07
E41416-02
20230412-6915
TS-840374.1
[engagements.person_id]
C4279-L
UCIVZA2SMQPJ
PK:127132
695ecb3689-20ce
[engagements.contact_type]
Street Outreach
Intake - Initial
CM - Office Visit
Voicemail
Text message
Court accompaniment
Food stamps (SNAP) application
Apple Health enrollment
Wound care
MAT - Buprenorphine Induction
Housing search
Shelter bed - Salvation Army
Motel voucher
H0023
90837 GT
OPS mtg
[engagements.outcome]
Attended
ATT
No Show
NS - no call
Cancelled by client
Rescheduled to 5/17
Left msg
Client asleep, will try tomorrow
Gave bus pass and water
Got ID card at DOL
Client in hospital
Warrant quashed
Attended, 2 of 3 goals met
Refused service
[engagements.case_manager_id]
CM-07
CM_292
CMGR-243CE9
Case Manager 3
CM B
staff_35bdd395
S-9116-LEAD
0050leDUQgm9DjqFGj
TEAM NORTH
Outreach team 2
Float
Vacant position
Intern
unassigned
[engagements.minutes]
15
45 min
1.25 hrs
90
0:30
[custody.person_id]
J-8AA8822C582C
jail-f5868e9209ce8040
B77511H
INMHASH-FO6QPAJHJ4HX
**REMOVED**
[custody.facility]
jail
Prison
KCCF
SCORE
County Detention Ctr
Metropolitan Detention Center
MDC
Fulton - Rice St
Work Release
Washington CC for Women
Elmira
Holman
Tutwiler
Jester III
Polunsky
Santiam
[deaths.person_id]
D-AA38439FEC
VR932632
dth_22cb836752243132b96f
DC2022-1875H
no match
[court_cases.person_id]
DEF-933192
PTY1031356
CIDXSE25N35Z
DTK6EGHOoERDyRY569fluDgpJ6w=
[court_cases.case_id]
22-1-07631-7 SEA
21-1-04269-4 KNT
18-1-05886-31
CR-23-65672
CR2022-007032-001
21-CR-9627
19CRS75348
22 CR 053809
2018-CF-008973-A
2018CF666846
F2229115
D-202-CR-2023-03531
M-147-MR-2021-00798
T-4-DV-2023003751
CP-51-CR-0002290-2019
MC-51-CR-0029282-2019
MJ-05003-CR-0006878-2021
2023-MM-528133-O
B-22053098
19-MR-1986
260187 SMC
Cause No. 300452
187540301010
DC-18-40727-M
SCR-23-9071
442-902029 (Sect. D)
CP-19-4164-K
1:19-cr-00605
Docket 19-7537
Indictment 05288-2022
21TR21190 consolidated
case_33258bac8778a7
NOT FILED
[court_cases.disposition]
Nolle Prosequi
NP - insufficient evidence
DISM - Int. of Justice
Adj. in Contemplation of Dismissal
Pled Guilty as charged
PG to lesser
GUILTY PLEA - ALFORD
North Carolina v. Alford plea
Newton plea
Deferred Prosecution
Conviction - 90 days susp 85
364 days, 360 suspended, $500 fine
ARD
Withheld adjudication
Nol Pros
BLAKE VACATED
Vacated per State v. Blake
Miranda suppression granted
Dismissed per Knapstad
Batson challenge - mistrial
Franks hearing pending
Incompetent - Jackson order
Faretta waiver accepted
PC 1000 diversion
Prop 47 reduced
Brady material - dismissed
Fail to prosecute
CTS 12 days
. . .
NONE ENTERED
[court_cases.severity]
Felony Class B
FD4
Misd. A
Ungraded
S
[health_events.person_id]
H-FAA72FE2AF45D9
EMSd68647e93973
cbo_eMrHQDmPnWDQqxcrrW
LINK6836144
[health_events.event_type]
ED visit
Emergency Dept - treat & release
EDV
OD nonfatal
T40.1X1A
T40.411A
Naloxone 4 mg IN x2
NARCAN - layperson
Crisis Line contact
988 call
5150 hold
Crisis - Designated Crisis Responder
Fatal OD (poisoning, accidental)
Medic One - Code Yellow
Unk / not documented
[control_totals.extract]
arrests
custody_jail
health events (EMS)
[control_totals.measure]
rows_read
people
distinct persons
Rows incl. header
[control_totals.value]
12418
1,204
4812 rows
""")
HEADERS = _listed("""
LastName|FIRST_NM|lname|fname|MI_NAME|SUSP_NAME|DEF_NAME|defendant_full_name|ClientName|arrestee_name_last|Arrestee Name|NAM_LST|
nm_first|offender_nm|subject_last|maiden_name|alias_1|AKA|MonikerTxt|nickname|preferred_name|NameSuffix|victim_name|VictNm|
complainant|witness_name|next_of_kin|EmergencyContactName|mother_maiden_nm|guardian_name|officer_name|ArrestingOfficerLastName|
case_mgr_name|CaseManagerFullName|judge_nm|defense_atty_name|DOB|d_o_b|birth_dt|DateOfBirth|BIRTHDATE|fecha_nacimiento|SSN|
soc_sec_no|ssn_last4|Social Security #|SOCSEC|home_addr|street_address|ADDR1|ADDRESS_LINE_2|res_street|HseNo|ResidenceAddr|
mailing_address|apt_no|Lat|longitude|X_COORD|y_coordinate|geo_point|phone|Cell_Ph|HomePhone|tel_no|contact_number_mobile|email|
E-mail Address|EMAIL_ADDR|dl_no|DLN|OLN|drivers_license_num|lic_plate|PlateNo|VIN|veh_tag|FBI_NO|fbi_nbr|SID|state_id_no|
StateIDNumber|NYSID|inmate_number|JailNameId|mugshot_url|photo_path|fingerprint_id|MRN|med_rec_no|medicaid_id|insurance_member_id|
passport_no|alien_reg_no|ANumber|ip_addr|FacebookURL|twitter_handle|bank_acct|EBTCardNo|tattoo_desc|scars_marks_tattoos|badge_no
""")
CLEAN_HEADERS = _listed("""
arrest_date|ArrestDt|ARR_DATE|offense_dt|incident_date|OffenseCode|CHRG_CD|charge_desc|ChargeDescription|charge_seq|chg_no|
statute|RCW_Code|ucr_code|NIBRS_CODE|ncic_offense_code|ibr_group|severity|felony_misd_flag|OffenseClass|offense_category|
is_warrant|WarrantFlag|warrant_type|fta_ind|disposition|DISPO_CD|disp_date|district|Precinct|beat|sector|zone|ReportingDistrict|
division|county_fips|sex|gender_cd|race|RACE_CODE|ethnicity|hispanic_ind|birth_year|YOB|age_at_arrest|age_group|referral_date|
ReferralType|ref_source|door|decision|ineligible_reason|InelRsnCd|intake_date|exit_date|exit_reason|enroll_status|program_name|
contact_date|contact_type|ContactMethod|outcome|minutes|duration_min|service_category|svc_cd|units_of_service|admit_date|BookDate|
book_dt|release_date|rel_reason|facility|facility_type|days_in_custody|bail_amount|bond_type|filed_date|CaseType|court_level|
court_name|plea_cd|verdict|sentence_days|probation_months|fine_amt|death_date|manner_of_death|event_date|event_type|
naloxone_doses|drug_schedule|drug_weight_g|housing_status|employment_status|primary_substance|veteran_flag|language|extract_date|
load_ts|row_no|record_status|person_hash|person_key|pseudo_id|arrest_key|hashed_officer_id|referral_key|contact_key|case_mgr_key|
agency_ori|agency_name|street_type_cd|offense_name|statute_title|name_of_program|license_type|address_verified_flag|
phone_contact_count
""")
