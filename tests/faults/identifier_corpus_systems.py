"""A fourteenth set, by another author who had read neither the gate nor a corpus: each text in the column of the extract in which
it was met in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed
from tests.faults.identifier_corpus_places import Placed, _placed

# fields of records that identify
STRUCTURED: list[Placed] = _placed(r"""
[arrests.person_id]
GARCIA, MARIA L
SMITH, JOHN A JR
Nguyen, Thi Hanh
HERNANDEZ-LOPEZ,JOSE LUIS
O'BRIEN, KATHLEEN M
Washington, DeShawn T
washington, tyrell
KOWALSKI^STANISLAW^J
Vang, Pa Houa
ABDULLAHI, MOHAMED HASSAN
Begay, Lorraine
Kealoha, Keoni K.
SSN 533-48-2917
412-66-9038
SSN: 601442175
xxx-xx-4471 / RODRIGUEZ
SID WA14882035
SID#: OR-18873342
FBI# 482917KB3
FBI NO. 771204DA8
FBI UCN J7K4LX02M
WDL MARTIGL238QP
DL# D4482917 CA
OLN TX 22849103
SMITH_JOHN_19850314
GONZALEZ ROBERTO 1979-11-02
BROWN-TAMIKA-07221991
Robinson/Darnell/02-17-1988
DOC# 344182 PETERSON
JACKSON, LATOYA DOB 05/09/1983
NYSID 08841273Q
CII A22048817
MNI 448120 - CASTILLO, HECTOR
Yazzie, Delbert (AKA Bert)
[arrests.arrest_id]
20230412-TRAN,MINH
BKG 2022-118834 WILLIAMS, ANDRE
Martinez_Luis_2021-08-14
lewis.tiffany.20220903
JOHNSON, ERIC P / 22-10448
VIN 1HGCM82633A004352
2T1BURHE5JC048291
Plate WA BKX4471
LIC TX KRM-2284
22-10482 (Deandre Coleman)
SO#: 01184427 FLORES, JUANA
[arrests.charge_number]
542-18-7736
MILLER, CODY R
(503) 555-0148
09/23/1991
[arrests.arrest_date]
SANDOVAL, MIGUEL A
SSN 261-77-4038
[arrests.charge_code]
THOMPSON, KEVIN D
DOB 11/30/1976
571-20-8843
DL W300-7812-4417 WI
SCHMIDT, HEATHER ANN
FBI 239184TC1
[arrests.charge_description]
WALKER, JEROME
Alvarado Cruz, Ana Sofia
Sgt. Thomas Kirkland
1427 E MADISON ST APT 304
2218 NW Flanders St #12, Portland, OR 97210
830 W. Fayette St., Baltimore MD
4410 Peachtree Industrial Blvd Unit B
RR 2 BOX 118, HAZARD KY 41701
P.O. Box 2291, Gallup, NM 87305
DOB: 04/17/1990
D.O.B. 1-8-72
date of birth 06 Feb 1994
SSN 318-52-6640
206-555-0173
(312) 555-0119 x4
+1 505 555 0187
505.555.0126
cell: 4045550162
tamika.brown84@gmail.com
jhernandez@co.bernalillo.nm.us
VEH LIC OR 482KLM
TAG: GA RTX4419
VIN# 3FAHP0HA7AR228143
1FTFW1ET5DFC10312
192.168.44.17
73.225.118.64
https://www.facebook.com/darnell.wiggins.79
http://instagram.com/lil_rayray_503
@keke.morales98
IG: @bigmike_eastside
Snapchat: jaybaby.22
47.60621, -122.33207
39.2904N 76.6122W
lat 35.0844 lon -106.6504
IMEI 356938035643809
Passport C03005988
MEDICAID ID 104482917WA
EBT 5077 0812 3344 9016
VISA 4539 1488 0343 6467
ACCT 000482291763 RTG 125000024
ALIEN# A204-481-772
State v. Ramirez, Carlos E
VICTIM: PEARSON, LINDA
CHEN, WEI LING
Tyrone Jamal Biggs
SINGH, HARPREET
Al-Masri, Fatima
Katarzyna Nowak
Dmitri Volkov
OYELARAN, BABATUNDE
Makayla Running Bear
[arrests.severity]
Dixon, Marcus W
1983-07-19
[arrests.offense_category]
Ortiz, Yolanda
555-0144 / 206-555-0144
[arrests.is_warrant]
Patterson, Shawna
449-31-0287
[arrests.warrant_type]
Judge Patricia Hollingsworth
MCDONALD, RYAN SCOTT
[arrests.disposition]
ROBERTS, CHRISTOPHER L
Released to mother, Denise Faulkner
BKG#88124 / HOLLOWAY, TERRENCE
King, Alonzo
[arrests.district]
1915 2nd Ave, Seattle WA 98101
715 S WELLER ST
3300 block apt 5, 3318 Fulton Ave
118 Cordova Rd NE Albuquerque 87102
6042 S COTTAGE GROVE AVE 2ND FL
2400 N Charles Street Apt 9C
401 Calle Sombra, Santa Fe, NM 87501
12 Old Mill Ln
47.6097,-122.3331
45.52306 / -122.67648
-104.99025, 39.73924
41°52'41.1"N 87°37'47.4"W
POINT (-76.61219 39.29038)
1155 Dauphine St, New Orleans, LA 70116
9921 SE Holgate Blvd #17
1600 W Colfax Ave Rm 212
[arrests.officer_id]
Ofc. J. Ramirez
RAMIREZ, DANIEL #4412
Det. Susan Kowalczyk
SGT O'MALLEY P
Dep. Travis Bohannon
Ptl. Wm. Stackhouse
Tpr. Alicia Ferreira
d.nakamura@seattle.gov
mkowalski@baltimorepolice.org
SPD\martinezj
Lt Anthony DiNapoli Jr
GUTIERREZ, M. (7718)
Officer Brian Featherstone
Nguyen, Kevin T.
206-555-0191
[arrests.birth_year]
03/14/1985
1985-03-14
14-MAR-1985
Mar 14, 1985
7/4/76
11.08.1969
19790523
1992-12-01T00:00:00
May 5 1988
10-31-1995
08/19/63
1971/02/28
25 June 1980
[arrests.sex]
LOPEZ, F
Davis, Michelle
04/02/1981
388-90-1254
M / TREVINO, RAUL
[arrests.race]
Whitehorse, Emmett
06/15/1974
JENKINS, LASHONDA R
W / DOB 02-11-1967
717 Maple Ave
[arrests.ethnicity]
Delgado-Ruiz, Esperanza
SSN# 459-22-8106
[arrests.offense_date]
BAKER, TIMOTHY J
DOB 1990-08-27
[referrals.referral_id]
LEAD-Marcus Holloway-01
REF_OKAFOR_CHIDI
Sanchez, Rosa 2021
JWILSON_19880412
[referrals.person_id]
Brenda Castellano
CASTELLANO BRENDA
Tran Van Duc
St. Clair, Monique
De la Cruz, Ramon A.
VAN DER BERG, PIETER
McKenzie-Ford, Aaliyah
ROGERS, WM H III
Lee, Sung-Ho
MRN 00448217
MRN: HMC-2284519
Medicaid 2093847561 RODRIGUEZ
SSN=348-70-1925
dshawn.lewis22@yahoo.com
kristen_oneil@hotmail.com
(206) 555-0107
PROVIDERONE 102938475WA
Inmate # 1184-2290
TDCJ# 02184417
CDCR AK4471
BOP Reg. No. 48812-013
[referrals.referral_date]
HUGHES, DANTE
[referrals.door]
Friedman, Rachel
Ref by Ofc. Lamar Tisdale
[referrals.arrest_id]
ESPINOZA, CARLOS 02/22/1990
Tucker_Nathaniel
[referrals.offense_category]
Mendez, Javier O
[referrals.severity]
VASQUEZ, TANIA
[referrals.district]
2107 Aurora Ave N Apt 6
Camp at 12th & Jackson - Robert Lindqvist tent 4
35.08449,-106.65114
1822 Division St, Nashville TN 37203
530 W 27th St #4F New York NY 10001
[referrals.officer_id]
Ofc Lamar Tisdale
TISDALE, LAMAR
Jessica Van Houten
Cpl. R. Montoya #318
jessica.vanhouten@portlandoregon.gov
Dep. Chavez, Manuel
[referrals.decision]
Pending - Latisha Monroe
MONROE, LATISHA
[referrals.ineligible_reason]
GREEN, ANTOINE
SSN 227-14-9035
DOB 12/25/1998
404-555-0133
3115 Hermitage Rd Lot 22
SID 8844213 OR
[referrals.exit_reason]
Beaumont, Charlene
charlene.b71@outlook.com
(505) 555-0175
NM DL 108844217
[referrals.intake_date]
Fitzgerald, Owen
[referrals.exit_date]
COLE, SHANIQUA M
[referrals.birth_year]
1987-06-30
06/30/87
Jan. 2, 1969
DOB 19930416
30-Sep-1977
[referrals.sex]
ISHIKAWA, KENJI
Female - Hope Anderson
[referrals.race]
Native - Wilbert Tsosie
08-08-1982
[referrals.ethnicity]
Pacheco, Graciela
[engagements.contact_id]
Lamont Pritchard 2022-04-18
ABEBE_SELAM_0003
tel:+12065550136
[engagements.person_id]
PRITCHARD, LAMONT
Selam Abebe
Hoang, Linh
BLACKWOOD,  STACEY  L
Esquivel Mora, Jesus
Fa'asavalu, Sione
Kowalski-Reyes, Dana
Bui Thi Mai
Jean-Baptiste, Widline
Sokolova, Irina P.
MRN#7710438
HMIS Client: Torres, Vicente
SSN 600-51-2283
613-28-4407
(773) 555-0158
rubenq1979@gmail.com
DOB 1979-10-03 / QUINONES
EBT CARD 5076801122334455
Medicare 1EG4-TE5-MK73
MEDICAL REC NO 00-81-22-47
[engagements.contact_date]
REYNOLDS, ASHLEY
[engagements.contact_type]
Mom (Gloria Benavides) 505-555-0112
Text 206-555-0165
FB msgr: facebook.com/ray.tallbear
WhatsApp +52 614 555 0143
[engagements.outcome]
Crenshaw, Vernon
vernon.crenshaw@aol.com
2601 Elliott Ave #311
[engagements.minutes]
FULLER, DEXTER
(410) 555-0129
[engagements.case_manager_id]
Amanda Rutherford, LICSW
RUTHERFORD, A
arutherford@pdaseattle.org
Marisol Echeverria
Tanya W. Baptiste, MSW
DeAndre Simmons (CM)
Kim, Ji-Yeon
Brianna O'Shea
cm: Lucas Hartwell
b.oshea@reachprogram.org
Peer: Otis Farnsworth
[custody.person_id]
BOOKING# 202100448 GIBBS, RANDALL
Inmate No. 00881247
INMATE ID: K44829
DOC 918273 BURKE
SPN 01884429 WATTS, LEROY
GIBBS,RANDALL,E
Watts, Leroy
MENDOZA-GARCIA, ISRAEL
IDOC# R71822
FDC DC# M48812
JACKET 118273 / PRUITT
SSN 431-09-7755
Pruitt, Jolene Kay
CASTRO REYES, WILMER
[custody.admit_date]
STEVENS, GARY L
[custody.release_date]
Rel to Sandra Whitfield 503-555-0161
[custody.facility]
KCJ 10S UB 12 - HARMON, KEITH
Pod C / Bed 14 / Villarreal, Oscar
1910 Wyandotte St
[deaths.person_id]
SUTTON, BERNARD
Wheeler, Arlene (dec'd)
SSN 507-62-8841
ME CASE 22-0418 LOCKHART, DUANE
Chukwu, Emeka
LOCKHART DUANE M
[deaths.death_date]
RAYMOND PULASKI
DOB 01/19/1959
[court_cases.person_id]
STATE V. HARGROVE, DION
Hargrove, Dion
PEOPLE v Ernesto Zamora
COMMONWEALTH VS. BRIDGET A. MAHONEY
ZAMORA,ERNESTO
US v. Tyler James Whitcomb
Bar# WSBA 44821 Elaine Cho
SID:MN0884213
XREF 8844 / Lujan, Patrick
555-72-3316
Peltier, Rose Marie
[court_cases.case_id]
22-1-00418-4 HARGROVE DION
State v. Lashawn Pettigrew
CR-2021-0448 Zamora, Ernesto
In re M. Fitzsimmons, Colleen
PETTIGREW_LASHAWN_DUI
[court_cases.filed_date]
WINTERS, JODY
[court_cases.severity]
Pham, Quoc
[court_cases.disposition]
Atty: Elaine Cho, 206-555-0118
HON. MARGARET A. STEINBERG
Bond posted by Luis Zamora
echo@cholawgroup.com
Weinberg, Harold
[health_events.person_id]
MRN 1048827
MRN-0099-48812
Patient: Whitaker, Jolie
WHITAKER^JOLIE^M^^
Medicaid# AB12345C
MEDICAID CIN 90448812D
Epperson, Wayne
PCR 22-44817 Epperson, Wayne
SSN 218-64-0093
RIVERA, XIOMARA DOB 07/12/1996
Haroun, Idris
[health_events.event_date]
CALDWELL, PRISCILLA
[health_events.event_type]
Caldwell, Priscilla J
EMS to 4417 Kensington Ave
OD - 215-555-0184
Device 00:1B:44:11:3A:B7
[control_totals.extract]
arrests_sent_by_dkowalski@cityofmadison.com
[control_totals.measure]
people (contact Joan Pfeiffer)
""")
# sentences that do
SENTENCES = _placed(r"""
[arrests.charge_description]
Suspect identified as Marcus Bell by store security
poss meth, found on Jason Whitley during pat down
Theft 3 - victim Mrs. Eleanor Pruitt wants to press charges
Shoplifting at Safeway, subject gave name of Carla Benitez
subj ran from 1418 S Jackson St when ofc arrived
Trespass at 2231 Lake Ave, owner Mr. Hsu called it in
PCS heroin .4g - co-defendant Tyrell Mackey also booked
DUI stop, drove a silver Civic plate BRT4419
Assault on girlfriend Keisha Monroe in front of kids
warrant hit confirmed, DOB 04/11/1986
Criminal mischief, broke window of Diego Fuentes
Poss of stolen veh, VIN 1G1ZT53826F109149
Fail to obey; call wife at 503-555-0139 before release
SUBJ IS BROTHER OF DEPUTY LARRY KEENE
Pros. - responded to ad posted by phone 702-555-0147
gave false name, real name is Antwan Pickett
Forged check in the name of Dorothy Lindgren for $240
Viol of no contact order prot party Sheila Ocampo
theft from Walmart w/ juvenile son of Rosa Quintero
drugs in backpack belonging to Nathan Sorensen
Unlawful poss - see also case on Brandon Eubanks
littering near tent of Wanda Strickland
DWLS 3, license RAMOSJ*182KC returned suspended
used stolen Visa 4417 1234 5678 9113 at gas station
FTA on theft, lives with mother at 77 Birch Ct Apt 2
Disorderly at shelter, staff person Gwen Talbot witnessed
[arrests.charge_code]
see Ofc Pete Mahoney for charge
hold for Det. Carla Simms
[arrests.disposition]
Released to his sister Angela Whitmore
cited and released to father Hector Salinas
booked under alias Ronnie Tate
Diverted per Sgt Maldonado, LEAD called
transported to Harborview, mother Ruth Ellison notified
Booked, property held for Ms Joyce Abernathy
released at 5518 Fremont Ave N to roommate
not booked, jail nurse Cindy Palmer refused
ROR per Judge Nakagawa, ph 808-555-0122
[arrests.warrant_type]
bench warrant signed by Judge Thomas Ridley
hold for PO Danielle Cortez
DOC warrant, CCO is Matt Hendricks 253-555-0114
[arrests.severity]
Felony per DPA Karen Lindstrom
[arrests.offense_category]
Drugs, same as his cousin Luis Trujillo
[arrests.district]
behind 1220 Howell St by the dumpster
in front of 3901 Rainier Ave S apt 7
alley in back of Ramon Ochoa's house
at mothers house 442 Cherry Hill Rd
tent across from 815 Pine St, blue tarp
subject stays at 2714 Garrison Blvd 2nd floor
parking lot near 35.0853, -106.6056
[arrests.officer_id]
assigned to Ofc. Stephen Yoder
backup was Officer Natalia Ruiz
Yoder and Ruiz, call Yoder at 717-555-0181
covering for Sgt. Bill Hanrahan
[arrests.birth_year]
says he was born July 9 1984
born on 2/3/1990 per ID
[arrests.sex]
Male, goes by Tasha Rollins
female per mother Ines Cordova
[arrests.race]
B/M per brother Leon Hightower
says Navajo, enrolled, census no 448-217
[referrals.ineligible_reason]
Pending assault charge against Denise Carver
Victim Monica Reyes objected to diversion
Client Darius Foley already in drug court
active DV no contact order with Tiffany Krause
not eligible per ADA Rebecca Stein
Has open case with DOC, CCO Paul Vickers
Ofc Dunleavy says he sells to kids
under 18, mother is Patricia Nunez 505-555-0109
lives out of county at 611 Elm St Yelm
couldn't verify, SSN 539-11-2804 did not match
Sex offender registry lists Walter Grimes
exploited Ms. Beatrice Long, APS case open
previous LEAD participant under name Cheryl Dawes
amount over limit, see e-mail to mhughes@kingcounty.gov
promoting - runs girls with Dante Mosley
immigration hold A# 204881773
No show x3, phone 404-555-0117 disconnected
ineligible because he shot at Officer Grady Pruett in 2009
SID 18447219 shows prior robbery conviction
declined by sgt after talk with Pastor Willie Hodges
Too intoxicated to consent, sister Lupe Arroyo took her home
[referrals.exit_reason]
Client passed away, notified by daughter Crystal Hale
moved to Spokane to live with aunt Barbara Jeffers
Lost contact, last seen w/ boyfriend Rico Valdez
Sent to prison for 36 mo, DOC 418822
client Jerome Tibbs asked to be removed
Graduated! Now employed at shop owned by Frank Delvecchio
transferred to CM Olivia Hammond at REACH
Threatened case manager Priya Nair, barred from office
Arrested in Clackamas Co, inmate #881274
no response to letters sent to 1804 Fir St #6
housed at 905 Spruce St unit 512, no longer needs svcs
died of OD on 3/2, roommate Kyle Jansen found him
Moved back to rez, contact grandmother Bessie Tso
exited - duplicate of Shanice Poole
wants out, says Officer Tom Renner lied to him
Client aged out, dob 12/1/1957, now w/ senior services
emailed goodbye from lostboy_ricky@yahoo.com
violated agreement w/ landlord Mr Gustafson
referred to Dr. Anil Mehta for methadone
incarcerated, booking no. 22-00448, write to Lamar Sykes
[referrals.decision]
accepted, Ofc Bruce Tanaka will bring her
declined by DPA Jonathan Pierce
lost - gave wrong number 312-555-0153
pending call back from Judge Amy Wolcott
accepted after Marlon Tate's mom called
[referrals.door]
walked in with friend Denny Ocasio
social contact by Ofc Shelby Norwood at library
referred by business owner Yusuf Osman
community - neighbor at 3316 Oak St called
[referrals.district]
East pct, stays at 1702 E Union St
camp behind Ernesto's Auto, 2901 4th Ave S
wherever Sgt Cobb is posted
[referrals.officer_id]
Officer Renee Castellanos made the referral
ask for Sam Okafor at front desk
ref from Dep. Jill Hutchins, cell 360-555-0172
[referrals.offense_category]
theft from ex wife Marlene Boggs
[referrals.race]
white, per ID of Scott Brannigan
[referrals.arrest_id]
same arrest as Jamal Whitfield
see report by Ofc Corey Lindholm
[referrals.birth_year]
dob is 10-5-1991 acc to wife
[engagements.contact_type]
Met with Tonya Greer at McDonald's
called client's mom Evelyn Hatch, left msg
Court with client, Judge Ortega presiding
home visit 1133 Bonita Dr space 14
housing - toured 2020 Jackson St w/ landlord Pete Stavros
Phone call to 206-555-0182, no answer
legal - spoke to PD Hannah Goldberg re warrant
Outreach w/ Big Mike (Michael Dunphy) under bridge
Took Raymond to DSHS for EBT card 5077 1182 3344 0917
health appt w/ Dr. Susan Park, methadone dose up
texted client at (410) 555-0176
visit at jail, inmate 0088412 in pod 4
employment - resume w/ Deborah Sims
Intake done by Alvin and Ms. Carmen Figueroa
benefits appt, SSN 443-12-9087 given to SSA
facebook message to Joey Lightfoot
[engagements.outcome]
Client Robert Haskins did not show
no show, stayed w/ girlfriend Amber Lutz
attended, brought son Elijah Prentice
Cancelled by Dr Kaplan's office
rescheduled, new number is 505 555 0194
Attended; signed ROI for Theresa Blanchard
Left vm for Jolene, call back 971-555-0128
Met at her apt, 3520 Lyndale Ave S #9
refused - angry at CM Devon Ashby
Client was w/ Sheila Ruckman, both using
saw client at Nancy Ortega's tent, ok
no show - in hospital MRN 4418827
Attended. Email is tgreer1981@gmail.com
NS. Bus pass given to Alonso Mireles instead
cancelled bc uncle Clarence Yellowhair died
attended w/ peer Otis Farnham, DL W482-1190-3347 copied
[engagements.case_manager_id]
Shelly covering for Aaron Whitcomb
was Tim O'Dell, now Grace Lim
supervisor Renata Fuchs saw client
[engagements.minutes]
30 with Lisa Cardenas, 15 with PO
45 min drive to 918 Orchard Rd
[custody.facility]
moved to pod B with Alvin Stokes
County jail, cellmate Jorge Medrano
hold at request of Det Mike Sorrell
released to Pathway House, 1440 N 4th St
kept separate from Deon Hargett
jail - inmate no. 4418-77, med tier
transported by Dep Curtis Bohn to state prison
[custody.release_date]
released 3/4 to wife Irma Saldana
bailed out by Victor Nowak
[custody.person_id]
booked as Tommy Ray Skaggs
true name is Luis Alberto Peña
[court_cases.disposition]
Plea before Judge Harriet Coleman, 12 mo
dismissed, witness Paul Ferris did not appear
Restitution $300 to Mrs. Mei Chang
NCO w/ victim Jasmine Tolliver entered
continued, defense atty Greg Hollis ill
deferred, pay to 1200 Main St Rm 104 attn Gail Burke
Dismissed in interest of justice per DA Colin McBride
FTA, bond co. called 601-555-0135
convicted as Anthony Ruggiero aka Tony Rugs
stay away from 418 Pine Ridge Ln
sentenced w/ codef Malik Overton
[court_cases.severity]
reduced to misd by Judge Ellen Straub
[court_cases.case_id]
same cause as Kendrick Battle
see file of Nicole Hairston
[deaths.death_date]
found 2/14 by landlord Ed Kozlowski
per obituary of Glenn Tasker
[deaths.person_id]
decedent is Maryann Kilpatrick
[health_events.event_type]
OD in bathroom, narcan by Ofc Lyle Bennett
crisis call from mother Yvonne Shields
pt Hector Lozano refused transport
ED visit, MRN 20448817, left AMA
narcan x2 at 2116 Frankford Ave
suicidal, brother Tim Larkin on scene
overdose, friend Brandi Cutler did CPR
Medicaid no 48821773A billed for transport
called from 215-555-0166, no one there
[health_events.event_date]
night of 3/4 per nurse Kathy Dolan
""")
# what points to nobody
HARMLESS = _placed(r"""
[arrests.person_id]
6aaa700e001755909e93f4ee21f8d61928ff17217d919922ad68748b812f5cf3
24ebb2645880d4418b30c87f7d2347aa3d41c39368099a8005b63f0119cf4dc8
38005C07EE5BE3D0EB6DA4BBC3BBDA55862020C718639E3A02F7219FFA364004
7ba239cfef27c42680932a5164b2f0a2df003cc6
887f8d2e261fcdc1ab42889e0fc05dbe
40D29744D799366D52007111374A2F67
d2dc1d6a38e37db4
51563beb93525a31ec23
bea9fde9afa9c8bf6ecd4069
6f699706c53c
0xA7FD2ECDC0C5389DEB9F120F109DD7DAEBD0B37A
sha256:c0d75a7e2da60e48b13b3bd6c4a9d85cbb710186e8eaaa1ca443d6622a8227df
3b83a4c5-2e17-4c91-ab13-57a4b5434fa2
dc6ded4c-e842-46d7-b06c-db8bcf8801db
A416A634-ECB5-491B-B630-5A4D2BBBC9F1
{BCEDC536-2F64-4127-BAA6-F18992AF4966}
35a22c900d264633967e86e21c78c118
0HGAJpHfsZkM0SFkJ8keMfFizm+FvXUxL14jESLtj0M=
UFkSB7dkRB4fnU2dhj5vgQ==
xJ1b16wyBdi-Dv9OHkQfbQ
6iO4S1EwYkxFCqe0DAHhjAeBHmr6Ptk_
BP2MM7OTQ2FRABS5U7VF6FEXCU
5ASOPXJ5OJPCZDFL
01G7MXC917HEXMQZ4TWXM7B6H2
-7008365869711011614
6497219286241482872
28ff84bf8c98f5ad6be411d66a688a8340e586fc4699ec0d2e47afd98c791956ea05b3ed1d828f3d693eec889f41023f
P045122
PID-017039
DEID-08940
SUBJ1725
KC-P-40222
79283
00705793
781255.0
043149B
S9647763Y
LP-13321E
70606355
880-4814-E
x5773cd3
RMAG-BNDE-8ZM9
ID_1425
STUDY285
00000000
UNKNOWN
XXXXXXXX
[arrests.arrest_id]
2022-64229631
23-213302
20-0071400
JE467617
202000591326
SPD2019-395445
A19825998
ARR-2022-042602
B22-52024
LA2101-14778
APD220086042
19F25382
22I877400
C20-824737-01
23.936514
DR#2036266
1A58370
GO 2021-268729
2022-85110-1
2023-80778607
19-773983
21-0056955
JE064761
201900663363
SPD2019-818542
A20619137
ARR-2020-021177
B22-83542
LA2001-70242
APD190017315
22D71002
20I569474
C20-084788-01
22.218474
DR#2329717
07E29524
GO 2022-583293
2023-41033-1
a5a103630c75d02ebf61f341efe9548a95cbf5f1772bdae3a8e3fe9285e812ba
c147106312417ff839ba2c1f73031700
204aa1b8-9097-473b-a5f6-931fb4a6c1ed
BF321129-22E4-4732-ADB6-9AC2AD28E1DE
gqaiSiOMy6sJR4C_wSQFEQ
2B8C4FC3F912F126
923828
ARR0008310
A-62395
BK538451X
7555366.0
NO ARREST NBR
[arrests.officer_id]
f1411c9df35f4eb8f97145f11a0751ff3bd1db23a38a7e76c04aaf3e2e7e387a
29dcc307c2a7af5e
2c3740fa-edee-461d-b27e-51ba8490649f
IWZNEkPYAi6W
OFF36E8BA
0731
B4471
OFC-0231
OFC_118
Off0007
O-51
SGT-04
Officer B
Off. #2 of 3
Bike Squad 3
ACT Team
Unassigned
Reserve
Dispatch
SYSTEM
MIGRATED
DO NOT USE
OTHER AGENCY
XXXX
99999
-1
[arrests.charge_description]
POSS CONTROLLED SUBSTANCE
Unlawful Possession of a Controlled Substance - Sched II
PCS I - HEROIN
Possession of Methamphetamine (F Unclass)
POSS CS PG 1 <1G
POSS CS PG 1-B >=1G<4G
MAN DEL CS PG 2 OR 2-A >=4G<400G
11364(A) HS-POSSESS UNLAW PARAPHERNALIA
647(B) PC PROSTITUTION
CPCS 7TH DEG
CRIM POSSESSION STOLEN PROP-5TH
PETIT LARCENY
Theft of Services
Loitering for the Purpose of Engaging in a Prostitution Offense
Int Poss Contr Subst By Per Not Reg
Use/Poss Of Drug Paraph
Manufacture, Delivery, or Possession With Intent to Manufacture or Deliver
DUI: Gen Imp/Inc of Driving Safely - 1st Off
Terroristic Threats W/ Int To Terrorize Another
CDS:POSSESS-NOT MARIJUANA
CDS DIST-NARCOTICS
THEFT LESS THAN $100.00
THEFT: $100 TO UNDER $1,500
RogueVagabond/Vehicle
2C:35-10A(1) POSS CDS/ANALOG - SCHD I II III IV
2C:33-2A DISORDERLY CONDUCT
UNDER INFLUENCE OF CDS
WANDERING-OBTAIN/SELL CDS
Poss of Cannabis Under 20 Grams
RESIST OFFICER WITHOUT VIOLENCE
OPEN CONTAINER VIOLATION
OUT-OF-COUNTY WARRANT
VOP-PETIT THEFT
VGCSA - POSSESSION OF SCHEDULE II
Purchase, possession, manufacture, distribution, or sale of controlled substances or marijuana
THEFT BY SHOPLIFTING (MISDEMEANOR)
CRIMINAL TRESPASS
OBSTRUCTION OR HINDERING LAW ENFORCEMENT OFFICERS
FELONY POSSESSION OF COCAINE
MISDEMEANOR LARCENY
SECOND DEGREE TRESPASS
DWLR NOT IMPAIRED REV
720 ILCS 570/402(c) PCS <15 GRAMS COCAINE
MFG/DEL 01-15 GR COCAINE/ANLG
SOLICIT/PROSTITUTION ON PUBLIC WAY
ISSUANCE OF WARRANT
Possession of Narcotic Drugs
943.50(1m)(b) Retail Theft-Intentionally Take (<=$500)
Theft-Take/Use/Transfer Movable Prop-No Consent
Obstruct Legal Process-Interfere w/Peace Officer
CONTROLLED SUB-POSS OF METH/ECSTASY
2925.11A DRUG POSSESSION F5
AGG POSSESSION OF DRUGS
Petty Theft M1
POSSESSION OF SYRINGE
CONVERSION
Poss of Paraphernalia (C Misd)
POSS CONT SUB 1ST DEG, 1ST OFF (HEROIN)
TBUT OR DISP SHOPLIFTING U/$500
Simple Possession/Casual Exchange
THEFT OF PROPERTY - UNDER $1,000
POSSESSION OF SCHEDULE I, II
VA 18.2-250 POSS SCH I/II
Petit Larceny: <$1000 not from a person
Drunk in Public or Profane
Poss of Drug Paraphernalia (Use)
Shoplifting ($250 or Less)
Resisting, Evading or Obstructing an Officer (Fleeing)
DANGEROUS DRUG-POSS/USE
NARCOTIC DRUG-POSS/USE
DRUG PARAPHERNALIA VIOLATION
FAIL TO COMPLY-COURT ORDER
Controlled Substance-Possession Sched 1/2-Flunitrazepam/Ketamine/Cathinones
THEFT-$300-$1000
UNLAWFUL POSS/PURC/REC/USE OF DRUG PARA
POSS CS SCHED I,II W/O PRESC (NRS 453.336)
TRESPASS, NOT AMOUNTING TO BURGLARY
POSS/SELL DANG DRUG NOT FOR INTERST COMM
SIT/LIE ON PUBLIC SIDEWALK - WAIKIKI
MISUSE OF DRUGS BY POSSESSION
TRAFFICKING IN ILLEGAL DRUGS
UNLAWFUL POSSESSION OF CDS
LARCENY OF MERCHANDISE FROM RETAILER
RS 40:967(C) POSSESSION OF SCHEDULE II
Prostitution Generally
PROSTITUTION - SOLICITING (JOHN)
Prostitution Loitering (SMC 12A.10.010)
Pandering
Obstructing Pedestrian or Vehicular Traffic
Park Exclusion Violation
Transit - Fare Evasion
INTERFERING W/ PUBLIC TRANSPORTATION
UUMV
UUV
UPF 2
ASLT 4
DV Battery 243(E)(1)
Violation of No Contact Order
Stalking
Escape II
ESCAPE COMMUNITY CUSTODY
PV - POSS MARIJUANA
PAROLE VIOLATION (3056 PC)
Hold for Other Jurisdiction
Contempt of Court
Fail to Register
FTR - MEGAN'S LAW
Driving While License Suspended 3rd Degree
DWLS-3
NVOL
No Valid Operator License
Expired Tabs
Jaywalking
Reckless Endangerment
Criminal Impersonation 1
False ID to Peace Officer
Identity Theft 2
Organized Retail Theft
Defraud Innkeeper
Littering
Public Nuisance
Noise Violation After 10PM
Possess Burglar Tools
Poss. fentanyl, 2 blue pills
heroin 0.4 g
Sale of imitation controlled substance
Marijuana - Under 21
BATH SALTS - POSS
Khat Possession
Loitering - Known Drug Area
Possess Syringe/Hypodermic Needle
Custodial Interference 1
Felony Elude
Assault on Peace Officer
Throwing Missile
HARM TO POLICE DOG
TAMPER W/ EVIDENCE
INTRODUCING CONTRABAND 3
Smuggling Contraband Into Jail
21a-279(a)(1) POSS CONTROLLED SUBSTANCE
53a-125b LARCENY 6TH DEG
53a-181a CREATE PUBLIC DISTURBANCE
OAS 2ND
CRIMINAL POSSESSION OF DANGEROUS DRUGS - 1ST OFFENSE
PARTNER OR FAMILY MEMBER ASSAULT
PUBLIC INTOX/DRINKING IN PUBLIC
NAVAJO NATION CODE TITLE 17 - CRIMINAL NUISANCE
SCHOOL ZONE-DRUG LAW VIOL
Old Charge - See Amended
AGG DWI W/CHILD - LEANDRA'S LAW
[arrests.charge_code]
RCW 9A.56.050
SMC 12A.08.040
12A.10.010(A)
ORS 475.752(3)
PC 602(K)
14601.1(A) VC
PL1652503
VTL 05110001
893.13.6A
893.147-1
16-13-30(A)
O.C.G.A. § 16-8-14
CR.5.601.(a)(1)
4-1137
2C:35-10A(1)
35 § 780-113 §§ A16
18 § 3929 §§ A1
35990014
35990003
720-5/21-3
609.52.2(a)(1)
943.50(1m)
333.74032A5
333.7403(2)(A)(V)
750.356D4
2925.11
35-48-4-6.1(a)
IC 35-43-4-3
0042193
23030
39-17-418
TCA 39-14-105
I37-2734A(1)
13-3407A1
13-3415(A)
28-1381A1
712-1249
11.71.050(a)(4)
63 O.S. 2-402
40:967(C)(2)
21a-279a
45-9-102(4)
13A-12-212
13A-008-005
14-72(A)
2299
3562
7099
35A
35B
13B
90Z
UCR 18
18B1
DC 22-3211
48-904.01(d)
CH 13 1304
FTA
HOLD-OA
DWLS3
M1
GL0331
X9999
[arrests.district]
West Precinct
North Pct
East
K3
D4
11th District
DIST 3
Sector K
KING
EDWARD
DAVID
POST 0733
Zone 5
Area II
PSA 603
7D
Ward 8
Bur. of Central
Hollenbeck
Foothill
Hollywood
77th Street
Northeast
Ingleside
Bayview
Taraval
Park
PCT 023
MTN
Midtown South
Transit District 4
Region 2
RD 1247
Grid 44B
Capitol Hill
Lake City
White Center
Skyway
Old Town Chinatown
St. Johns
Lents
Downtown Core
Downtown/SE Heights
International District
Barelas
Canton
Little Five Points
24th
Northwest Det Div
Camden Yards
Cherry Hill
Jackson Ward
Washington Hts
Franklin
Martin Luther King Corridor
Cesar Chavez Corridor
Hill District
Mott Haven
Port Richmond
Faubourg
Albany - Center Station
South Station
Sta. 2
Troop B
Hwy Patrol Area 3
Tribal - Puyallup
Out of City
OOJ
City Hall Park
Dist. Unk.
SE2
W-13
12-34
zip3 871
#3
Not geocoded
MARY
QUEEN
CHARLIE
Newton
CT 53033008100
Chinatown-ID
Jefferson
Lincoln Park
[arrests.severity]
F
F1
F3
FB
Felony - Class 4
Class B Felony
SJF
State Jail Felony
MA
MB
MC
M
Misd
MISD - GROSS
Gross Misdemeanor
SM
Petty Misdemeanor
Infraction
I
Violation
Summary
Civil Infraction
F/M
Cite
[arrests.offense_category]
Drug/Narcotic Violations
Drug Equipment
NARC
Narcotics - Poss
Dangerous Drugs
Larceny
Shoplifting/Retail
Society
Part I
Part II
Vice
Traffic - Criminal
QOL
Quality of Life
Group B
90F
Sex Off (Excl. Pros)
UCR 26
[arrests.is_warrant]
Y
N
1
0
TRUE
False
yes
Warrant
On-View
OV
T
[arrests.warrant_type]
BW
Bench Warrant
FTA-Misd
Arrest Warr
AW
Parole
Governor's Warrant
Capias
Capias Pro Fine
NCIC Hit
DOC
VOP Warrant
Alias Capias
Escape
None
N/A
JOHN DOE WARRANT
[arrests.disposition]
Booked into jail
BKD
BKG-KCJ
Cited & Released
C&R
849(B)(1) PC
11-Cite
Summons
Release - Insufficient Evidence
Released on PR
Diverted - LEAD
Pre-Booking Diversion
Referred to Pros.
IAR
Investigate & Release
Transported to hospital
TOT USMS
Juv - Released to Parent
Bonded out
UTC
Nolle
Pending
Unk
[arrests.charge_number]
2
03
001
1 of 3
CT 1
Count 2
004.0
A
[arrests.arrest_date]
2022-03-14
03/15/2022
16-MAR-2021
20200317
2021-08-02T02:15:00
3/18/22 2:15 AM
2022-03-19 23:40:00.000
44634
0000-00-00
12/31/9999
Sun 10/02/2022
[arrests.offense_date]
2021-11-30
11/29/2021 1430
2021-11-28T00:00:00-08:00
1900-01-01
NULL
27NOV2021
[arrests.birth_year]
1987
1964.0
2003
1958
1900
9999
87
19--
c.1970
[arrests.sex]
Male
FEMALE
X
U
Non-binary
Trans Female
TF
MTF
Gender X
Not Specified
Unknown/Refused
01
Man
Genderqueer
[arrests.race]
White
BLACK OR AFRICAN AMERICAN
AI/AN
Asian/PI
NHPI
WHT
Amer. Indian
Alaska Native
Samoan
Filipino
Chinese
Other Asian
East African
Middle Eastern/North African
Multi-racial
Refused
White Hispanic
Not Reported
O
9
[arrests.ethnicity]
Hispanic
Non-Hispanic
Not Hispanic or Latino
NH
Latino/a/x
HISP ORIGIN
Mexican
Puerto Rican
Cuban
Spanish Surname
Ethn Unknown
Chicano
[referrals.referral_id]
REF-2023-7883
R64864
LEAD-2266
LEAD19-852
L-60290
ref_792124
SC-2019-081
CR1231
AD-0380
b732d64af2395c56efe50ad937c5e19def43a08b26d062755ea947fe7b1c5d9d
1a3c9034a8d62ab74ad72866
32a91952-97bd-4f6a-953d-dca172e91fda
XXnnL9BBkvyPVrZg
8945
0085516
a0B4EF8IBdD2HF43H3
RF84510J
2023/208
SEA-W-1328
Ref 631
PDX.19180
01HVRGPZRHRAPNSVW0F6EAPEGY
[referrals.person_id]
-2807908538119429794
13c0c506-1920-431a-87dd-608b66bd1bdf
8940DDC2B2F0729FB9395F0CB13B1BB5FF6F4AB314E4FECE42053CA16181D4F3
CE1497CB6C718B01C36621E63CB58A4C
OsJEvnBdDsRpBmLhz0RKMKtn5d6C-1qn
cf858d9573541a393720
7RJR26P57D5IYHG6YBSWKCIKBT
EhKDmXURB4zlJYPzP-SXwg
iddMo3xFnRcErexeSlXlVg==
6dd414f5fd269aff52db52610c8ea68cfe969b97
4EB40704-3D9D-40C2-9F28-3CEC026FA9A5
{4FBFF8D9-6031-42C3-ABCA-6D8BA1DA10C6}
VP7uFOzRHvaFRPwaESfFHdamqGIbdYytvLnjUOKWnDw=
649feb236ce2cd559253bea47185a27fcd2771252b4d5b45a8ef3a489185cf0d
33669
467-4934-E
00017141
GJ19-KACW-7Q1M
702257X
S1321917R
STUDY244
DEID-07438
LEAD-C-2646
CL85509
HMAC_bd17e888fb9b9695805f330b4958a609bd0d7d80
Client 1142
[referrals.arrest_id]
2020-79043-1
SPD2023-823795
21.284640
07D83627
2021-93206719
GO 2023-125441
19-148326
LA2001-63418
JD231374
9294428e7fa6a39b236f197fd578f568ebb03bc895ecc85fa39d9a5b12769998
59494484-f8c7-4a72-94e5-9206a5c96a3b
none
Social contact - no arrest
pre-booking
[referrals.officer_id]
b954f948b2ae8e11f58d02a0b1ebb1bf
a96999d447
316dac4d-eea0-49c9-92d4-43f28a482e50
3318
9021
off_hash_c41
Officer #41
POL0098
WO-114
BADGE-ENC-0092
Sheriff 22
DET-3
Foot patrol
CCT-2
No officer (community)
Not recorded
000
[referrals.door]
Arrest Diversion
AD
SCR
Social Contact
soc. contact
COMM REF
Pre-Booking
Self
Walk-in
911 Alternative
Business Improvement District
JustCare
Prosecutor
PO Referral
Hospital
[referrals.decision]
Accepted
ACC
Approved by OCG
Declined - client
Client declined
Decl.
Not Elig
Prosecutor veto
Unable to locate
UTL
Wait list
Pending intake
In review
Closed
Dup. referral
[referrals.ineligible_reason]
Amount over 3 grams
Amount > 7 g
Violent felony conviction in last 10 yrs
Prior conviction - robbery
Prior sex offense
Disqualifying criminal history
Current drug court participant
Pending felony case
On DOC supervision
Promoting prostitution
Exploits minors
Juvenile
Lives out of county
Outside catchment
Officer discretion
Sgt did not approve
Shift commander denied
DA objection
Victim did not consent
Restitution over $500
Did not consent to ROI
Refused to sign waiver
Too intoxicated to consent
Medical - transported to ED
Psych hold
Needed hospital care first
5150
5150 hold
Immigration detainer
Outstanding warrant - extraditable
Felony warrant
Charge not eligible
DUI excluded
Weapon at scene
Firearm present
No probable cause
Program at capacity
No case manager on duty
After hours, no screener available
Missed intake window
Did not complete intake within 30 days
Duplicate
Wrong person referred
Deceased
No drug use reported
Not eligible - see policy 4.2(b)
IR-12
.
Baker Act
[referrals.exit_reason]
Completed goals
Graduated
Successful completion
Client choice
Voluntary withdrawal
Moved out of state
Relocated to Tacoma
Moved to Las Cruces for family
No contact > 90 days
No contact since March
LTC
Sentenced to state prison
Arrested out of state
Died - overdose
Transfer to ACT team
Stepped up to FACT
Housed, no longer needs services
Permanently housed
Administrative closure
Admin discharge
Inactive
Violence toward staff
Behavioral
Barred from office
Noncompliance
Grant period expired
Program closed 6/30
Will return when ready
Grace period lapsed
Duplicate enrollment
Data entry error
Never engaged
Refused services
Trust not established with case mgr
Client hopes to stay sober w/ church group
Other - see case note
Unknown
99
N.A.
(blank)
[referrals.district]
Westlake
North Beat 2
Pct 4
SODO
U-District
Albina
Nob Hill
Dist 5 - Hartford
Fayetteville Central
Cross Creek
Campbellton
New Haven - Hill North
Charles Center
Charleston EMS Zone 2
Portland ME Bayside
Hilo
Waianae
Los Alamos
District N/A
[referrals.offense_category]
Drugs
Sex Work
Theft/Prop
Low-level drug
Prostitution Involved
PROP
No offense
[referrals.severity]
Fel
Misdemeanor A
None (social)
Class C
Level 3
Mis.
[referrals.referral_date]
2022-06-08
6/9/2022
20220610
10-Jun-22
2022-06-11 00:00:00
[referrals.intake_date]
2022-07-01
07/02/22
not yet
9/9/9999
44750
[referrals.exit_date]
2023-01-31
Open
Active
2023-02-01T16:30:00Z
1/1/1900
[referrals.birth_year]
1979
1991.0
72
Year unk
0000
[referrals.sex]
Female
MALE
Transgender man
2-Female
Not asked
Other gender
[referrals.race]
Black/AA
Caucasian
Native Amer
Somali
Pacific Isl.
Client doesn't know
Data not collected
R3
[referrals.ethnicity]
Hisp/Latinx
Non Hisp
Client refused
Eth9
[engagements.contact_id]
C8779793
CN-554069
SVC98563770
ENC-2019-41121
130976
note_43913
49948-85
e9f1f801b66fd3f26008ce09339dae3bb0442423632f3ee753081f32b241b7b8
5aaafaf4f591d217033438a8a7464abc
de3404f0-298d-4fbc-a7e0-c29d7636cd04
9AAEF364-B40E-4902-A88C-DD9D31846D8D
aXIHWxULKv5US90Tggo5jA==
a1C4128L3Lg8BH5aJ7
EVT386464A
K577153Q
CS/21/8209
085.0349
01JXWNSQ77WRY3Q4RJ5D1B12Q5
[engagements.person_id]
c2901836bafd1d7a08f7
B6261A8CA22ABE44E5283C83DF78836C
{2F30D98C-CE73-414A-8695-3A8DA33544C8}
XY7VC7SQ6KF7CH7YWIMF5RDAJ3
01GQ7279D3KPMKMV7TFQH4ND5V
8c459402b8494fb49bab89b472a4252e
ADHBYOPSENRYKABK
aabbc21a73f639633a8745722aa224499304afd75548b4493cca8cba742365fe
43ff9774-4092-4a4d-8aa0-a312dfda88f9
2886019706815666741
042fc825415f510c
d00392da-0bfa-4adb-8887-d06065cd13aa
LP-33379G
PID-016874
ID_689
x70956fa
429796U
208-7454-B
70583141
HMIS-E7F58EDAC1
PT40332
c_61a05100bccea1
[engagements.case_manager_id]
ea1bcd440c822b2c5c100dd245b06ce4c5d9d6a82f3290ee1e4682e5c0e46d3d
4ea38da6
228cc6fc-677a-43fb-8a3e-195f7fc2da63
xjqxksnxwrL4vyet
CM01
CM-07
cm_hash_9a
CM 12 (temp)
Staff 4
STAFF-0033
W-22
Worker 6
EMP_PSEUDO_318
Team B
Night shift
Intern 2
Peer 1
Former staff
LEAD-CM-3
REACH-18
[engagements.contact_type]
Street outreach
Intake
INTAKE-1
Case Mgmt
Phone
Text msg
Voicemail
Letter mailed
Home visit
Legal advocacy
Housing search
Hsg app
Section 8
Shelter bed
SUD assessment
MAT/MOUD
Narcan kit
Primary care
MH counseling
Wellness check
Employment
GED
Benefits
SNAP appl
SSI/SSDI (SOAR)
Medicaid enrollment
ID replacement
DMV trip
Bus pass
Food/clothing
Gift card $25
Peer support
OWG staffing
Treatment plan update
H0036
Other svc
[engagements.outcome]
ATT
NS
No Show
DNKA
Left VM
LVM
Cancelled by client
Resched
Rescheduled to next week
Not home
Seen at camp
Declined contact
Sleeping, did not wake
Intoxicated, ended early
Client in custody
Completed ROI
Signed consent
Housing app submitted
Ongoing
Partial
Unkn
[engagements.minutes]
30
45.0
1:15
90 min
1.5 hrs
<15
60+
15-30
0.25
2 units
5
480
[engagements.contact_date]
2022-09-01
9/2/2022 13:00
03SEP2022
2022-09-04T08:05:11.000Z
44810.5
[custody.person_id]
01GGKE5SHYDNTKV5DNNP69QVZE
7d4315ed6519d28801242107905b5dc51546d7d56b1c5a2127c2247b85cc98c3
88e3b603369327b3f7417ebb11bcce0e
GDUASNMRNELTXLRL
bdKoUHNNsVCTLssV1DbvqETrCCJ0HEB7NTwzpusBXQ0=
1520284460202530847
73b878df-535c-4b3d-b015-27fcd3cef63e
52792d5802b6
0xFD847AA82F17CF5F850CAFBE51F013173C7BB951
-7809137630612017883
C4ZIFGNVB5DMSW5UNWEKHFCN25
828092.0
Q2C9-CXWN-ZTTM
80214
SUBJ9026
70646716
KC-P-27897
JMS-69269c817f10
PSN400218
[custody.facility]
County Jail
SCORE
Multnomah County Detention Center
MCDC
EMTC
Men's Central Jail
MCJ
Twin Towers Corr Fac
Cermak Health
Orleans Justice Center
Bernalillo MDC
Curran-Fromhold
Riverside CF
Suffolk HOC
John E. Polk Correctional Facility
Robert Presley Detention Center
James T. Vaughn Correctional Center
Elayn Hunt Correctional Center
Edna Mahan CF
Monroe Correctional Complex
Coffee Creek
Snake River CI
SCI Phoenix
Huntsville Unit
State Prison
Jail
Work Release
WR
Community Confinement
EHD
Fac 03
STATE DOC
Holding cell 2
Unk facility
[custody.admit_date]
2021-05-05
5/6/2021 0430
2021-05-07T04:30
08-MAY-21
[custody.release_date]
2021-06-01
Still in custody
In custody
6/2/2021 11:59 PM
9999-12-31
[deaths.person_id]
e4bfe4e4c88753db5c1d36fb
6eHgMD665JHi51cBb7FvvQ==
36886717f425f1571bd7e9eb4c48d9fa20be87038f669d3f25785c54ce63c4b5
LAiYDfKn_jRc1HlmaA4Qw4PMaMrTuLxJ
FcU2QekG17MXtTaPzd6org
2c87fbce577c2125c46b
0x394438B8AF23152C68D6E41DE7413CC2EEE7AE62
1b99c6af-7418-402b-9ddb-5c730b9c0601
c0ddc51ac42418fe8aa797cfb406d688
KC-P-81465
19207
391-7617-F
455979.0
[deaths.death_date]
2022-12-18
12/19/2022
20DEC2022
2022-12
[court_cases.person_id]
07B9DF63D34C1138273CB45FE22966D3
o7lu8ATUvZ6PXHoc90NGTg
7607983086465949487
sha256:1f7b520e71d7bb6f9b0f06d9d0fae8ebccce285d13b7b0beb938809864551ff5
ae30650e7982c281a01b88a1989542d8422e3d53f22d56323f3f294fedf8fecf
0x6761A5C75629B46A2D4C830A5E523332D53F8DAE
f894f2c1ff995ab88fa3eaabcf2ed6b3c7367bf72748ba741c68f8fae2f06562
PYZTV3KMVJAN3TELGOCE2BAE7D
81548C71-E2AD-442F-83C1-CD860F111214
STUDY487
00240041
S8405404J
DEID-08723
DEF-969531
PARTY22245
[court_cases.case_id]
21-1-68216-8 SEA
22-1-03751-31
CR-2021-518496
2021CF000260
2019-CF-009396-A-O
CF-21-7326
MJ-05002-CR-0006248-2022
CP-51-CR-0000841-2021
1:22-cr-00289
20CR04343
F21-01344
22GS496-CR1848
D-202-CR-2022-03337
T-4-FR-2021-004127
27-CR-21-3961
49D30-2203-F6-003959
2022 CM 009704
CR-22-683674-A
IND-72160-22/001
CR-051141-21NY
W-2021-004295-0714
21CR002668-590
2022-DCR-00534
K1-2021-0686A
2101CR006009
BA482129
22FE009662
MCR064500
SCD288311
RIF2204414
C-02-CR-22-009606
1B03183882
D-252-CV/2022
C22-40473
JR 04260
Case 123031
22PDJ-17813
1CPC-21-0008106
3AN-21-04144CR
DC-21-4557C
STL 2023-4469
2222-CR08985
MM22-6963
7a57f0490489ea32cacc5b79c1aca0febf7784b269bbf1b4c33764a63e796fdc
80ffc9fd74ddd3e57466
90cd6d03-5e34-41d0-b5e7-d0ad6025f773
FhcpjR8X0V4c4tuama9v
CASE7813514
552998
CC264547B
[court_cases.severity]
Felony
MISD
F-C
Class A Misdemeanor
CF
CM
CT
Level F5
M-Gross
[court_cases.disposition]
GUILTY PLEA
Plea - Guilty as Charged
Alford plea
No Contest
Dismissed
DISM W/O PREJ
Dismissed w/ prejudice
DWOP
NP
STET
PBJ
Adjournment in Contemplation of Dismissal
CWOF
DEJ
Adj Withheld
Conditional Discharge - First Offender
Not Guilty
Found guilty - bench trial
NGRI
Not competent
Waived to Circuit
Held for Court
Bound Over
No Bill
No True Bill
Consolidated
Warrant Issued
BW Issued
Failed to Appear
Bond Forfeiture
Abated by death
Rejected - LOE
ARD
ADRR
Time Served
12 mos probation
$150 fine + costs
Fine only
Prayer for Judgment Continued
Code 22
Not avail.
Dismissed per Trueblood
Vacated (State v. Blake)
[court_cases.filed_date]
2022-02-02
02/03/2022
04-FEB-2022
2022-02-05 00:00
[health_events.person_id]
5f266906e3d995164f30bb795865fc3ecf9d4c999e8620717ec0071bc82fb6ffaaadd01c7bc7da0430ffdde61a71648a
0c52961a6397a32e898efcca02741311f2478d7b9cd95a4fd0d52f2002f53dc1
98d0987b474c491c
3696223986988995665
aa67e01267e69239d5f34e63
5V6jkZz2D06K2ZfBPavCgzH2B5Xm4qGm
18e2970258fa437f61cb4f9662e8937d34788f93c5a103c99d1751243dc1305b
f66829bad7a4d0712bb79aeb356ad9a300ddfa65
sha256:c7d1d277e44338ec5a5c689b9695a0373e515c78ac689f05b475a93d52c77b6c
xbd72478
LP-55664E
980-6895-B
ID_208
EMS_013d778dc7f56386
H482624
[health_events.event_type]
OD - nonfatal
T40.601A
F11.20
ED
ED Visit
ED - treat & release
Emergency Dept
Naloxone
Narcan 4mg IN
Naloxone admin by LE
Crisis
Crisis stabilization
Mobile Crisis
MCT
EMS run
ALS transport
26A1
23C7
Fatal OD
ME - accidental
Psych ED
[health_events.event_date]
2022-10-10
10/11/2022 22:15
2022-10-12T22:15:09Z
44846
[control_totals.extract]
arrests
referrals
engagements
custody
court_cases
deaths
health_events
Arrests_2022Q4.csv
[control_totals.measure]
rows_read
people
Row Count
distinct persons
N_ROWS
unique_ids
[control_totals.value]
1204
10,233
10234.0
7
1.2e4
88 412
""")
HEADERS = _listed("""
first_name|LAST_NM|LNAME|FNAME|mname|MIDDLE_INIT|full_name|SUBJ_NAME|DEF_LAST_NM|defendant_name|DefendantFullName|arrestee_nm|
ARRESTEE_LNAME|offender_first|inmate_name|InmateLastName|client_name|Client First Name|ClientLName|patient_name|PT_NAME|
participant_full_nm|NAME_LFM|nm_last|nm_first|surname|given_name|maiden_nm|mother_maiden_name|AKA|alias_1|ALIAS_NAMES|moniker|
nickname|victim_name|VIC_LNAME|witness_nm|officer_name|OFCR_LAST_NAME|arresting_officer_nm|case_manager_name|CM_FIRST_NAME|
judge_name|attorney_name|DEF_ATTY_NM|emergency_contact|EMERG_CONT_PHONE|next_of_kin|parent_guardian_name|SSN|soc_sec_no|SSN_LAST4|
social_security_number|DOB|date_of_birth|BIRTH_DT|SUBJ_DOB|dt_of_brth|birthdate|Date Of Birth|OLN|dl_number|DRIVERS_LIC_NO|DLN|
license_plate|VEH_LIC_NO|PLATE_NBR|VIN|veh_vin|SID_NO|STATE_ID_NBR|FBI_NO|fbi_ucn|CII_NO|NYSID|inmate_number|TDCJ_NO|alien_reg_no|
passport_no|tribal_enrollment_no|MRN|med_rec_no|PatientMRN|medicaid_id|MEDICARE_NBR|insurance_member_id|street_addr|HOME_ADDRESS|
addr_line1|RES_ADDR|residence_street|mailing_address|LKA_STREET|home_phone|CELL_NO|phone1|client_phone_nbr|email|E_MAIL_ADDR|
facebook_handle|instagram_user|home_lat|RES_LONGITUDE|ip_address|device_imei|ebt_card_no|bank_acct_no|mugshot_url|photo_path|
fingerprint_id
""")
CLEAN_HEADERS = _listed("""
arrest_dt|ARR_DATE|arrest_datetime|incident_no|INC_DATE|offense_dt|offense_name|OFFENSE_DESC|OFF_CLASS|charge_cd|CHRG_DESC|
charge_name|ChargeSeq|chg_lvl|count_no|statute|STATUTE_CD|statute_title|ucr_cd|NIBRS_CODE|nibrs_desc|ncic_off_cd|severity|
FEL_MISD_IND|offense_category|warrant_flag|WARR_TYP|warrant_issue_dt|disposition|DISPO_CD|Dispo Date|district|DIST_NAME|beat|
BEAT_NM|precinct_name|sector|post_no|zone|PSA|rpt_dist|census_tract|zip3|county_name|county_fips|state|jurisdiction|agency_name|
AGENCY|ORI|ori_no|court_name|CourtType|court_level|facility_name|FAC_CD|program_name|provider_agency|vendor|source_system|
file_name|file_dt|extract_date|load_ts|row_num|REC_ID|record_hash|batch_no|updated_at|LAST_UPD_DT|last_contact_date|
first_contact_dt|FirstAppearanceDate|first_arrest_flag|initial_charge_cd|person_hash|person_pseudo_id|deid_key|PersonKey|study_id|
client_pseudonym|officer_hash|ofcr_pseudo|staff_key|birth_year|YOB|age_at_arrest|AGE_GRP|sex|SEX_CD|gender_desc|race|RACE_CD|
ethnicity|hisp_ind|referral_date|ReferralSource|ref_decision|door|inelig_reason|INTAKE_DT|exit_dt|exit_reason_cd|contact_type|
contact_mode|contact_outcome|minutes|svc_units|service_name|housing_stat|homeless_ind|admit_dt|release_dt|REL_REASON|bail_amt|
filed_dt|sentence_days|PLEA_CD|event_type|icd10_cd|naloxone_given|death_dt|manner_of_death|drug_type|drug_qty_g|weapon_ind|
premise_type|arrest_hour|day_of_week
""")
