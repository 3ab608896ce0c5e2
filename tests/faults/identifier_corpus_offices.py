"""A twelfth set, by another author who had read neither the gate nor a corpus: each text in the column of the extract in which
it was met in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed
from tests.faults.identifier_corpus_places import Placed, _placed

# fields of records that identify
STRUCTURED: list[Placed] = _placed(r"""
[arrests.person_id]
Delacroix-Obi, Thaddeus
OYELARAN, FUNMILAYO A
Marisol Etcheverry
hernandez quiroga, luz
SSN 418-55-7702
531-68-0947
527904418 (SSN)
TX DL 28841973
WA DL# WDL4KQ72R19B
DOB 04/17/1986 T.J.
RKM 1991-11-23
jd_03121979
FBI# 772146KD9
FBI No. 48 210 WA7
SID WA18822471
SID: OR-20914487
A-File A 204 887 316
inmate #0088412 VONGSAVATH
Booking no. 2021-00018842 (Pruett)
MRN 00417726
MRN: 5583-20-11
Medicaid ID 104472881WA
trang.dinhle@fastmailer.example.com
(360) 555-0148
509.555.0177
P00418 Kowalczyk
P00933/Abernathy, Lucille
"Nakagawa, Emi"
O'Shaughnessy, Brigid M. (b. 7/2/68)
Xiong, Pao Lee
ST. CYR,JEAN-BAPTISTE
Tsosie^Wilmer^B
MCALLISTER JR, DWIGHT
aka "Lil Peanut" Broussard
[arrests.arrest_id]
A000417 - Petrosyan
22-004118 BANERJEE, RISHI
Wojtowicz 3/14/22
A001882 DOB 12-09-1974
PCN 880214476 Redfeather, Alonzo
Bkg for Guadalupe Arriaga-Soto
A002219 SSN 602-41-9938
Lopresti_Vincent_arrest
ROBINETTE KAYLA 2020 #2
SID NJ662104D
[arrests.charge_code]
9A.36.041 Halvorsen, Greta
69.50.4013 / J. Whitehorse
DV - vs Anna Kirschbaum
PL 220.03 Okonjo
plate CKP4471
11364(a) HS - Ngo, Thuy
[arrests.charge_description]
THEFT 3 - VIC: DOLORES PANKRATZ
Assault 4 DV (victim Shanice Womack)
VUCSA POSS METH - ORTEGA-VILLALOBOS, RENE
Crim Trespass 2, 1418 E Larkspur Ave #6
POSS STOLEN VEH VIN 1HGCM82633A118402
TMVWOP WA LIC BKR7719
Violation no contact order - protected person Heather Lindqvist
DUI REFUSAL / OPR LIC D4471882910
VEHICLE PROWL 4TDR882 (CA)
Burglary 2nd - 77 Cottonwood Ln, Apt 3B
Identity theft of SSN 339-72-4410
Telephone harassment to 206-555-0193
HARASSMENT (facebook.com/tamika.delgadillo.92)
Malicious Misch 3 - owner Yusuf Abdirahman
Theft from Mrs. Edna Vandermolen
FTA - SUSPECT KEKOA MAHELONA
WARRANT/BENCH/SKOGLUND, ERIK R/DOB 09-30-82
Obstructing Dep. Marcus Tillery
Cust. interference - child A. Bautista DOB 6/11/2014
UNLAWFUL ISSUANCE CHECK ACCT 4410027718 BIANCHI
Poss. meth, veh. 2011 Nissan plate AB-4471-K
Criminal impersonation of Lamar Kingsbury
ASSAULT ON OFC J. DELUCA #4418
Cyberstalking @rosalind_vee
PCS<1g Def: Tran, Minh-Anh
Fail to register - 2207 NW Pettibone St, Unit 14
[arrests.severity]
Felony - Castellanos
M (Deb Ostrowski says reduce)
[arrests.offense_category]
property / victim Imogene Tatum
drug - see Jamal Weatherspoon
[arrests.warrant_type]
bench (Judge Ruth Ellerby)
PO: Lance Trujillo 541-555-0120
Supervision - CCO Brenda Macatangay
[arrests.disposition]
Released to mother, Consuelo Peralta
booked under alias Ricky Dale Stamper
diverted - call Nadia at 253-555-0136
cited Whitcomb, Jos.
ROR to sister Amparo
Booked - jail # 00221874 MONTAÑO
[arrests.district]
1823 Harborview Terrace
412 S. Mulberry St., Apt 9
Pine & 3rd, 305 Pine St
47.60921, -122.33307
N 35°06'22" W 106°38'11"
9900 block, home of Earl Thibodeaux
5611 Camino del Sol NE
PO Box 881, Winnemucca NV 89446
RR 2 Box 117B
lat 39.768403 lon -86.158068
Unit 12, 340 Wetherby Ct
8402 Lake City Wy NE & NE 84th
128 W. Fifth/Elm
Central (Sgt. Omar Haddad)
16 Rue Ste. Catherine, Lafayette LA 70501
[arrests.officer_id]
Ofc. Brandon Kuykendall
SGT R. VILLASEÑOR
Kuhn, P. #2217
Dep. Latoya Merriweather
b4471 Hightower
OF0031 - Szymanski
Det. Nguyen-Price
TROOPER A. BERGSTROM 881
mkoslowski@lakecountysheriff.example.gov
CPL DUBOIS, ANTOINE
Officer Park Ji-hoon
schultz_d
Lt Carmela Fusco
J.T. Applewhite / 1042
OF0118 (Reyna)
KAPOOR,ANIL
Off. Mick O'Dowd
[arrests.birth_year]
07/19/1983
1990-02-28
DOB: 12 Mar 1977
19641105
[arrests.sex]
M - "Big Tony" Calabrese
F / Keisha Ramsaran
Male DOB 8/3/95
[arrests.race]
W (Gundersen)
Asian - Phetsavong, Khamla
B / 5-4-1988
[arrests.ethnicity]
Hispanic - Maria Elena Zubiate
NH Terrell Boykins
[referrals.referral_id]
R0042 Baptiste, Evangeline
Sandoval-Ruiz referral
R0117 / 971-555-0162
LEAD_Ferrante_Gino_2021
R0209 DOB 1/30/1980
Ref from Tumelo Dlamini
email: wendell.stroud@inboxly.example.net
[referrals.person_id]
Kaufmann, Liesl
DARNELL T. GREENLEE
SSN: 221 47 8830
Ramirez-Cuellar J 05/05/93
Client: Siobhan Mulcahy
Soto, Ma. Luisa
HMIS 448201 - Wanda Pickett
Medi-Cal 91144207C
Bao Vang (Pao's cousin)
p00066 nee Dombrowski
DL NV 1604471882
Farrukh M. Saidov
TSINNIJINNIE LORETTA
member id WLP882A44190
Mr. Abelardo Funes
425/555-0114
[referrals.arrest_id]
A000922 (Lockridge)
Arrest of Hussein al-Jabouri 2/9/21
OCA 2103344 HOLLOMAN, T
A001004 SSN ending full 447-20-1183
[referrals.district]
803 Sycamore Ave, Bremerton 98337
under the I-5 bridge w/ Skip Mahaffey
East - 2210 Tamarack Dr lot 41
Shelter bed, Jolene Crabtree
33.44838,-112.07404
[referrals.officer_id]
Ptl. Desmond Akintola
Sheriff's Dep Kristin Haugland
OF0044/Pacheco
hwilkes@metropd.example.us
BADGE 771 MARCHETTI
Ofc Tuan Le x4418
Sgt. Lorna Begay
[referrals.decision]
accepted per Dana Rasmussen
declined - Mr. Ochoa-Blanco
Accepted/ADA Priyanka Deshmukh
[referrals.ineligible_reason]
Victim is spouse, Tonya Wetzel
Active NCO - Carlita Espinal
prior robbery, State v. Lavonte Crittenden
ADA Michael Brannigan objects
Holds in King Co. under SSN 540-18-7726
Out of area: 77120 Hwy 2, Monroe
Same as Jorge L. Maldonado
immigration hold A# 098-441-227
[referrals.exit_reason]
moved to 118 Birchwood Cir, Yakima
Deceased - obit https://www.valleyherald.example.com/obits/melvin-standingbear
Incarcerated DOC# 418827 Ledbetter
whereabouts unknown, ph 503-555-0181
Graduated! congrats Nichelle P. Hairston
Transferred to Bev Sorensen, CM
Client withdrew (attorney Saul Rabinowitz)
joined spouse Tomás Iriarte in Reno
[referrals.sex]
T-F legal name Marcus Bellweather
Female (Xochitl)
[referrals.race]
AI/AN enrolled #4418-0227 Yakama
Black, Ebony Stallworth
[referrals.ethnicity]
Latino / Efraín Barrientos
Hmong, family Moua Chue
[engagements.contact_id]
C000311 Villaruz
C001472-Esperanza Duarte
contact w/ Leroy Hutchings
C000890 tel 7755550133
Zoom https://zoom.example.us/j/88231447201?name=CarolynFisk
2022-05-06 Goldfarb, Ira
[engagements.person_id]
Quintanilla, Beto
NJERI WAMBUI KAMAU
P00017 = Chad Ellsworth
Rosenbaum/Hannah/1972-08-14
MRN#7714402
Medicare 1EG4-TE5-MK73
Lady D (Deanna Purcell)
CHIN 33127784F
phone 4155550119
kdubs_420@webpost.example.org
SMITH-OYAMA, KENJI D.O.B. 3/3/1969
Suzette LaFontaine
ABEBE TESFAYE G.
Insurance: BCBS XYP882144170
Jaspreet k. dhaliwal
203.0.113.47
[engagements.contact_type]
call to mom Philomena Stokes
outreach - Jimmy Two Hats
legal (PD Rebecca Thornquist)
home visit 655 Alder Pl
text 206 555 0107
Health - Dr. Venkataraman
housing/landlord Gus Papadakis
IG: @tiny.tay.tacoma
[engagements.outcome]
attended w/ Ramona
No-show (Cleveland Boggs)
cancelled by Aunt Verna Tillman
rescheduled, txt 919-555-0155
left vm for Mr. Zakarian
Attended; RX# 7714028 Hollis
[engagements.minutes]
45 Fatuma
30 min w/ Curtis Yellowtail
[engagements.case_manager_id]
Jenna Vasquez-Holt, LICSW
CM003 Tobias
bmurphy@reachforward.example.org
Aisha Rahman
Case Mgr: Dolly Pendergrass
K. Thorvaldsen
HUNG PHAM (temp)
Ms. Odette
Cm Tyrell J.
L. Quispe-Mamani x 221
Renee B. (cell 564-555-0129)
CM011/Stephanie Wolfchild
[custody.person_id]
Inmate 00731142 SALCIDO, HECTOR
JID 220418 - Crenshaw
VANDERBILT-REYES, DESIREE N
DOC# 390117 Purvis
ADC #188204
Dob 10/10/00 Keith L
TDCJ-ID 02214418
BOP Reg No. 41882-086
Sergei V. Kolesnikov
LaShawnda Petty
FBI/UCN 9K2LT4RM7
Booking Name: ESCAMILLA, JUAN DE DIOS
CDCR# BK4471
[custody.facility]
jail (cell B-14 with Donnie Raye Cobb)
Prison - inmate Hallgrimsson
St. Lucia Hosp. guard: Dep. Ruben Ayala
EHM at 2914 Plover St
[deaths.person_id]
Decedent: Arturo Bencivenga
Ruth Ann Stubblefield
ME Case 21-1187 / Yazzie, Harrison
SSN 118-30-5529 (SSDI)
McNamara, Colm 1959-04-04
Shabazz, Malika I.
Late Mr. Tuiasosopo
DC# 2020-041887 HOANG, VINH
P00238 wife Gloria Sepulveda
[deaths.death_date]
2021-06-30 Annette Grubb
5/4/2020 per son Delroy
[court_cases.person_id]
Def. Kristoffer Lundquist
STATE v. QUENTIN MABRY
Ivanov, Lyudmila P (interp)
OLN OH RT884127
d.o.b. 21-Jan-1985 / A.W.
TORRES NIEVES, WILMARIE
People v Zhang Xiuying
Respondent: Hattie Mae Crowder
JUV# 08-J-221 In re D. Fontenot
Atty for Rutherford, WSBA 41882
[court_cases.case_id]
K00012 State v. Ainsley Burgoyne
21-1-00418-7 SEA VAN HOUTEN
CR2020-118842 Ríos, Amadeo
K00093 / Petitioner Wilhelmina Stott
City of Fircrest vs. Dashawn Ivory
PD file - Mukherjee
22CR04471 DOB 06/24/1998
K00210 (co-def Raul Tinoco)
[court_cases.severity]
Felony C / Prosecutor Glenn Whitaker
Misd. Ballesteros
[court_cases.disposition]
Dismissed - Hon. Francine Oduya
Guilty plea (atty Louis Marchbanks)
DSS for J. Castaneda
Restitution to Bernadette Kroll, 90 Fern Way
Conv., NCO w/ Shelby Dunaway
Nolle pros. cmplnt wit. Priscilla Adeyemi
Transferred; phone (907) 555-0126
[health_events.person_id]
MRN HMC 4471-8829
PT: STEINHAUER, OTTO
Nguyen Thi Hoa
Medicaid 882104471A
CSN 300418827 Bellamy, Roxanne
EMS pt Lonnie Sturgill 5/18/63
Subscriber no. 77-4410-288 Ahmadzai
Jane Doe = Paulette Rigby
Amerigroup ID 728814407
[health_events.event_type]
OD at 611 Juniper #204
ed_visit Dr. Farzaneh Moradi
naloxone by Ofc. Whitlatch
crisis - caller Nelda Brinkman
overdose (GPS 45.5231,-122.6765)
[control_totals.extract]
arrests (from Priya in Records)
referrals - Bob Lundeen's copy
[control_totals.measure]
people incl. Mr. Dobbins
rows_read, ask t.ngata@county.example.gov
[control_totals.value]
1204 / Marge Fitzhugh
""")

SENTENCES = _placed(r"""
[arrests.charge_description]
Shoplifting from the corner market, clerk Manoj Adhikari identified him.
Subject gave name of his brother Terrance Goolsby when contacted
Poss of heroin found in purse belonging to Kimberly Strand
Trespass, was told to leave by owner Mr. Papanikolaou twice
defendant punched roommate Cody Fairweather after argument over rent
Theft of bicycle reported by Ingrid Solheim of 1407 Beechnut Rd
Warrant served at his moms house 22 Quail Hollow Dr
VUCSA - suspect's girlfriend Monique Trahan was also in the car
prostitution sting, UC Det. Alvarado made the deal
Disorderly, yelling at Rev. Clarence Muldrow outside the church
shoplift by juvenile w/ uncle Phuong Lam present
Criminal mischief: keyed the Camry (lic. 7XKR204) of his ex
DUI, BAC .14, stopped by Trooper Lindholm near milepost 88
harassing calls from 720-555-0139 to the victim
ARRESTED AFTER WIFE DANIELLE CALLED 911
False statement, said she was Beatriz Camarena DOB 2/2/90
burglary of garage, homeowner is Walt Hendrickson
Threats made on twitter by @realdirtydan88
Possession, admitted to Ofc Mbeki it was meth
Assault, bit Deputy Sorrell on the forearm during booking
Forgery of a check drawn on the account of Opal Jean Whisenhunt
FTA on 2019 theft, bondsman is Ricky Lafleur
Resisted when Officers Tam and Guidry tried to cuff him
Violation of order protecting Yolanda and her two kids
stole package addressed to D. Krishnamurthy at 5150 Cedar Crest
[arrests.disposition]
Booked after nurse Joan Pelletier cleared her at intake
Released because Capt. Rosales said the jail was full
Diverted in the field, ofc Bellows called LEAD hotline
cited and given a ride to his cousin Nestor's trailer
booked, would only answer to the name Prince Jericho
Released with property to her daughter Simone Achterberg
[arrests.district]
Corner by Maggie Ferris's laundromat on Delmar
behind the residence at 940 Old Mill Road
North sector, in front of Javier's mother's house
sleeps in a blue van plate KLT 0882 by the marina
Downtown, at the apartment of Pastor Gaines
[arrests.warrant_type]
supervision warrant requested by PO Heidi Castleberry
Bench, Judge Abrams-Whitley issued it herself
[arrests.officer_id]
Not sure, I think it was Garrison or Petrie
ask Lt. Monahan who had the beat that night
[arrests.person_id]
same guy as P00311, real name Eustace Bramble
goes by Cricket, legal name Amanda Sue Holloway
no id yet, said his name was Dmitri and born 6/6/66
[arrests.race]
Mother Lillian Tso says enrolled Navajo
[arrests.sex]
now goes by Jessica, formerly Jesse Lambright
[referrals.ineligible_reason]
Has open DV case with Teresa Macklin as the victim
Robbery conviction in 2012, see State v. Orlando Peebles
Prosecutor Hal Greenbaum would not sign off
Lives at 4410 Wren Ct which is outside the boundary
He is already in drug court with Judge Naidoo
Selling to support himself according to Det. Kwiatkowski
Exploits a minor, his niece Brianna is the victim
mother Fay Dunphy has a restraining order against him
client is the son of Councilwoman Arlene Struthers
Ineligible since Mr. Tavares has a hold out of Oregon
Violent history toward staff (hit Kendra at front desk)
Family court matter, child is Micah Prudhomme age 4
over the amount limit, Sgt Pickering weighed it at 8 grams
DOB on ID was 11/12/2004 so he was a minor
ICE detainer, alien number 077-218-904
Refused by victim Sung-min Yoo
Victim Agnes Pomeroy (elder) objects to diversion
arrested with Shawn Bickford who is the main dealer
She told Marlene no and walked out
Not elig, promoting prostitution of his gf Destiny
[referrals.exit_reason]
Moved in with sister Carmelita in Fresno
passed away on 3/3, family contact is Ronald Eberhardt 559-555-0172
Lost touch, last number we had was 208-555-0110
Got job at the warehouse, supervisor Vince Palermo
Went to prison for the Hutchinson homicide
Left the program after dispute with Alicia his CM
relocated to tribe's housing, auntie Norma Whiteplume took him
Completed all goals with case manager Bethany Oakes
He asked us to mail the certificate to 31 Linden St Apt 2
Closed by Trevor because of 90 days no contact
client's husband Ahmet won't let her come
Exited to detox then to his dad Lowell Kittredge's farm
aged into the VA program, Dr. Sabharwal accepted him
was hit by a car, see news story on Desmond Poole
new identity, now known as Celeste Arceneaux
moved; email is roadrunner_mikey@postbox.example.com
threatened peer worker Julio C. and was terminated
transferred to Snohomish team c/o Gretchen Ihde
jailed on the Petersen stabbing
family reunification with kids Aaliyah and Jaden
[referrals.decision]
accepted after Wes Tolliver at the PA's office agreed
Declined, told Officer Ruiz she has her own counselor
pending until we reach him at his grandma Ernestine's
lost, Nate never showed up to the handoff
[referrals.district]
Camps behind 2600 Foundry Way with Bobby Joe
Stays at the motel, room 117, under the name Faulkner
[referrals.officer_id]
referred by community member Mrs. Okafor not an officer
Ofc Dempsey did the handoff, Ofc Lau wrote it up
[referrals.referral_id]
this is the second referral for Gabriel Monteith
dup of the one Shira put in for Roscoe
[referrals.person_id]
dont know the P number but it is Anastasia Wojcik
twin sister of Jolie Marquardt, check the birth date
new client, Kwame something, born May 9 1987
[referrals.arrest_id]
no number yet, arrest of Simon Ferreira last Tuesday
[referrals.race]
says white but dad Leonard Lonetree is Native
[engagements.outcome]
Attended with his mother Dorothea, both in good spirits
No show, I called Rhonda's phone and left a message
met with Felix at the library and worked on his resume
client told me Officer Bannister took his tent
Cancelled, she had court with Judge Pfeiffer
Drove Mr. Okoro to methadone
Left a note on his door at 808 Tulip Ln
attended, signed ROI for Dr. Eileen Farnsworth
no show - brother Shane says he is using again
He called from 314-555-0164 to cancel
Attended; birthday is 8/19/1971 so applied for early SS
Saw her with Big Mike from the encampment
Attended. Gave SSN 411-90-2276 for the housing application
rescheduled because Tatiana's baby was sick
Client no showed but Pamela covered and did outreach
Attended, met landlord Mr. Szabo about the unit
discussed safety plan re: ex boyfriend Darius Coe
Went w/ Lucinda to DSHS to get her EBT
attended and reunited with son Tyree
cancelled, he is staying with Nora Jane at Friendship House
Ran into Ezekiel on Third Ave, gave socks
Unable to reach, voicemail of Goran Petrovic is full
she wants a new CM, does not get along with Ashleigh
attended by phone (his new cell is 816 555 0191)
picked up ID at DOL, new license WDL8ZZ41KX02
attended; PD Lorraine Eddings joined the call
No show, per facebook he is in Spokane (fb.com/ray.ray.colquitt)
he introduced me to his fiancée Mirela
attended, child support case of Paul Jr. discussed
Missed appt. Will try Wanda at the drop-in center
dropped off meds with the manager, Ms. Ybarra
attended, talked about grief over his wife Soledad
[engagements.contact_type]
Outreach to Hank under the viaduct
phone call with his lawyer Benjamin Osei
case mgmt, took Maribel to the dentist
wellness check at 17 Garnet Street
legal help, wrote letter to Judge Castellano
Visit in hospital, Rm 412, nurse Flo said he is stable
housing search with Demetrius and Angie
coffee with Glenda T. to build rapport
benefits appt with worker Ms. Huynh at SSA
Employment: interview with Todd Ackerly at the car wash
health, went to see Dr. Olumide about the abscess
[engagements.case_manager_id]
Covered by Phoebe while CM004 was on leave
it was me, Leticia
Both Ian Crowley and the new intern Suki
[engagements.minutes]
20 with Elroy then 40 driving
about an hour, mostly on phone w/ Mrs. Delgado
[engagements.contact_id]
same visit as C000412, entered twice by Howard
second note about Yesenia today
[engagements.person_id]
could be P00045 or P00054, the client is Vernon Applegate
walk in, says her name is Tina Marie
[custody.facility]
jail, moved to medical after fight with inmate Dale Purcell
Prison, his counselor is Mr. Eastlake
Juvenile hall then released to grandmother Odessa Farley
work release, boss Frank Dibiase picks him up
transported by Deputies Orr and Castaño to county
[custody.person_id]
booked as John Doe, prints came back to Lyle Hammersmith
gave wrong name, is really Ileana Popescu
[deaths.death_date]
found by his roommate Stu on July 4
date from sister, Mrs. Gwen Alderete
[deaths.person_id]
Client of Marguerite's who passed in the shelter, Alton B. Sykes
obituary says survived by wife Pilar and son Enzo
[court_cases.disposition]
Dismissed because witness Cherise Baldwin did not appear
pled to lesser, atty. Norman Feigenbaum negotiated
Sentenced by Judge Moynihan to 30 days
Deferred if he stays away from Katrina Vogel
Case moved to mental health court at request of Ms. Iwasaki (PD)
Found incompetent by Dr. Rosenthal
Dismissed, co-defendant Emilio took the charge
ordered to pay $400 to victim Harold Nystrom
warrant quashed after he called his attorney Fiona Caldwell
continued, defendant's father Roosevelt Tate died
Charges dropped by DA Ortiz-Kemp in the interest of justice
[court_cases.case_id]
the one with the Jaramillo brothers
number not assigned, State against Floyd Beckwith
[court_cases.person_id]
defendant is Noemi, her brother is P00120
listed on docket as Percival Underhill III
[court_cases.severity]
felony but DA Sutter said he will reduce it
[health_events.event_type]
Overdose in the bathroom, Narcan given by Tasha from the night staff
ED visit, brought in by his friend Reggie Mott
crisis call placed by neighbor Mr. Van Buren
OD reversed at 2301 Hemlock by Medic 4
Taken to ER after Officer Stroman found her unresponsive
naloxone used on boyfriend Kip
suicidal, DCR Marianne Teague evaluated him
fatal od, ME notified next of kin Rosario Ibanez
[health_events.person_id]
no MRN, patient said he is Cornelius Webb
wife of Mr. Haile, seen 3 times this month
[control_totals.value]
412 but Sheila in IT got 413
[control_totals.measure]
people, not counting the Dubrowski brothers
""")

HARMLESS = _placed(r"""
[arrests.charge_description]
POSS CONTROLLED SUBSTANCE W/O PRESCRIPTION
VUCSA - POSSESSION
VUCSA DELIVER HEROIN
VUCSA MFG/DEL/POSS W/INTENT
Poss Cntrl Subs Sch I/II < 1 gm
POSS MARIJ < 2 OZ
POSSESSION OF DRUG PARAPHERNALIA
Drug Para - Use/Poss
Unlawful use of drug paraphernalia
HS 11377(A) POSS CONTROLLED SUBSTANCE
HS 11550 UNDER INFLUENCE
HS11364 POSS UNLAWFUL PARAPH
PC 647(b) DISORDERLY CONDUCT: PROSTITUTION
PC 459.5 shoplifting
PC 484(a)/488 Petty Theft
PC 602(m) trespass
PC 148(a)(1) resist/obstruct peace officer
VC 14601.1(a) Driving while lic suspended
VC 23152(a) DUI
BP 4140 hypodermic needle
Criminal Possession Controlled Substance 7th
CPCS-7TH
CPCS 3RD: NARC DRUG INTENT TO SELL
CSCS-5
Petit Larceny
GRAND LARCENY 4
Loitering for purpose of engaging in prostitution
Theft of Services
Fare evasion
Unlawful Transit Conduct
Obstruction of Governmental Administration-2
Aggravated Harassment 2
Crim Contempt 1st
Menacing 2nd: weapon
Assault 3rd Degree
ASSAULT 4
Assault IV - DV
Aslt Family/Household Member Impede Breath
ASSAULT CAUSES BODILY INJ
Battery on a Household Member
BATTERY ON LEO
Agg Batt Deadly Wpn
A&B
Domestic Battery 3rd Deg
Simple Assault
Terroristic Threatening
TERRORISTIC THREAT CAUSE FEAR OF IMMINENT SBI
Harassment
Telephone Harassment
Stalking - 1st offense
Viol of Protection Order
VIOLATE NO CONTACT ORDER
DVPO violation (gross misd)
Burglary 2
RESIDENTIAL BURGLARY
Burg of Building
BURGLARY OF VEHICLE
B&E of a Motor Vehicle
Breaking and/or entering (F)
Burglary of a Conveyance - Unoccupied
THEFT 1 (EXC FIREARM/MV)
THEFT-2
theft 3rd degree
THEFT PROP >=$100<$750
Theft Prop <$100 w/prev convic
Retail Theft
Retail theft/disp merch/<$300
Shoplifting $500 or less
SHOPLIFTING - CONCEALMENT OF GOODS
Organized Retail Theft 2nd
Larceny by Servant
Possession of stolen goods
Rec Stolen Prop
RSP
POSS STOL VEH
TMVWOP 2
Unauth use of vehicle
UUMV
Unlawful Taking of Motor Vehicle
Vehicle prowl 2nd
Motor Vehicle Tampering
Identity Theft 2
FORGERY
Forgery Govt/Natl Inst/Money/Security
UIBC
Unlawful Poss of Payment Instruments
Fraud use/poss identifying info <5 items
Credit Card Abuse
Criminal Simulation
Failure to Pay Restaurant
Defrauding an Innkeeper
Malicious Mischief 3
MAL MISCH-2
Criminal Mischief > $750 < $2,500
Criminal Damage to Property
Graffiti
Tagging - city ordinance
Reckless Burning
Arson 2
Criminal Trespass 2nd Degree
CRIM TRESP 1
Trespass After Warning
Trespassing-Occupied Structure
Remaining after forbidden
Crim Trespass Habitation/Shelter/Superfund/Infrastrt
Ejected person in park
Park exclusion violation
Parks: after hours
Camping in Public Place
Unauthorized camping
SIT/LIE ORDINANCE
Obstructing the Sidewalk
PED INTERFERENCE
Aggressive panhandling
SOLICITING RIDES/BUSINESS
Open Container
Public Intoxication
PUBLIC INTOX W/3 PRIOR CONV
Drinking in Public
Consumption of marijuana in public
URINATING IN PUBLIC
Public Nuisance
Littering
Illegal Dumping
Disorderly Conduct
DOC - FIGHTING
Breach of Peace
Affray
Failure to disperse
Riot
Unlawful assembly
False Reporting
False statement to public servant
Fail to Identify Giving False/Fictitious Info
FAIL TO IDENTIFY FUGITIVE INTENT GIVE FALSE INFO
Concealing Identity
Giving false name
Obstructing a Law Enf Officer
RESIST ARR/DET/SEARCH OR TRANSPORT
Resisting Officer without Violence
RESISTING/EVADING
Evading Arrest Detention
Attempt to Elude
Fleeing
Escape 3
Bail Jump
BAIL JUMPING AND FAIL TO APPEAR
FTA
FTA/Theft 3
FTA - DWLS 3
F.T.A. VUCSA
FAILURE TO COMPLY
FTC - treatment
FTR Sex Off
Fail to register as sex offender
Fail to pay fines
CAPIAS PRO FINE
Bench Warrant - Superior Court
WARRANT
Warr: Muni Ct
Out of County Warrant
Fugitive from justice
HOLD FOR OTHER AGENCY
DOC VIOLATION
DOC Detainer
Probation Violation
PROB VIOL/POSS CDS
Parole Viol.
PV - technical
COMMUNITY CUSTODY VIOLATION
Violation of Suspended Sentence
Pretrial Release Violation
SCRAM violation
PROSTITUTION
PROSTITUTION-LOITERING
Patronizing a Prostitute
Promoting Prostitution 2
Solicitation - agree to engage
Sexual exploitation
SOAP order violation
SODA VIOLATION
Stay out of drug area
Indecent Exposure
Lewd conduct
Public indecency
Cruelty to Animals
Animal at large
Dog license
UPF-2
UNLAWFUL POSS FIREARM 1
Carrying Concealed Weapon
CCW
UCW
UNL CARRYING WEAPON
Dangerous weapon - knife
Poss Dangerous Weap
Felon in possession
Discharge firearm in city limits
Aggravated Assault w/Deadly Weapon
Robbery 1
ROBBERY-STRONG ARM
Armed Robbery
Carjacking
Kidnapping
False imprisonment
Unlawful Imprisonment
Homicide by vehicle
Child Endangerment
ABANDON/ENDANGER CHILD W/INTENT TO RETURN
Contributing to delinquency of minor
Interference w/ emergency call
Interfering with reporting of DV
Custodial Interference 2
DUI
DWI 2nd
DWI/OPEN ALCOH CONTAINER
OVI
OWI-1st
OUI liquor/drugs
Physical Control
Ignition interlock req viol
RECKLESS DRIVING
Neg Driving 1
Hit & Run Unattended
Hit and run prop damage
LEAVING SCENE
DWLS 1
DWLS/R-3
DWLI
DRIV W/LIC INV W/PREV CONV/SUSP W/O FIN RES
No valid operators lic
NVOL w/o ID
Operating w/o insurance
Expired Tags
Speeding 15 over
Fail to signal
No helmet
Jaywalking
Bicycle - no light
Poss of Fentanyl 1st offense
Poss Cocaine
Poss meth
Poss. Heroin <1g
PCS
PCS - Meth
PCS PG 1 <1G
PCS PG 1-B >=1G<4G
POSS CS PG 3 < 28G
Man Del Cs Pg 1 >= 4G < 200G
MAN/DEL CS PG 1 DRUG FREE ZONE
PWID
PWISD COCAINE
Poss w/intent to distribute sch II
Sell/Deliver Sch VI CS
Simple possess Sch II CS
Felony Poss Cocaine
Poss of legend drug
Precursor drugs
Maintain vehicle/dwelling for CS
Maintaining Drug House
Imitation CS
Tamper w/physical evidence
Fabricate phys evid w/intent to impair
Introducing contraband 3rd
PROMOTING CONTRABAND
Prohibited substance in corr facility
Inhale toxic fumes
Glue sniffing
Obtain drugs by fraud
Forged prescription
Uttering a forged instrument
Criminal Attempt
Conspiracy - VUCSA
Attempt/Theft 2
ATT. BURGLARY 3RD
Rendering criminal assistance
Criminal Facilitation 4
Compounding
Criminal impersonation 1
Impersonating an officer
Intimidating a witness
Tampering w/ witness
Perjury
Vagrancy
Peddling w/o license
Minor in possession
MIP/MIC
Curfew
Runaway
Cigarettes to minor
Fish w/o license
Transit: no proof of payment
Smoking on bus
C.D.S. POSS SCHED I, II, III, IV
CDS: Possess - Not Marijuana
CDS:POSS PARAPHERNALIA
2C:35-10A(1)
893.13(6)(a) POSSESS CONTROLLED SUB
Florida Stat. 796.07(2)(e)
ORS 475.894 Unl poss meth
RCW 69.50.4013(2) POSSESSION
RCW 9A.52.080 CRIM TRES 2
SMC 12A.10.020
SEC 22.01(A)(1) PC
C.R.S. 18-18-403.5
ARS 13-3408 narcotic drug viol
ARS 13-3407A1
NRS 453.336
KRS 218A.1415
G.S. 90-95(A)(3)
MCL 333.7403(2)(a)(v)
18 Pa.C.S. 3929
35 P.S. 780-113 A16
ORC 2925.11 agg poss drugs F5
720 ILCS 570/402(c)
MGL c.94C s.34
MGL 266 s 30A
D.C. Code 22-2701
Okla. 63 O.S. 2-402
Utah 58-37-8 3rd deg felony
DISTRIB MAT HARMFUL TO MINOR
Unspecified
see arrest report
no charge filed
Charge 2 of 3
City code violation
Other misd offense
LOCAL ORDINANCE - MISC
NCIC 3532 Cocaine - Possess
2399 Larceny
5499 Traffic offense
Enhancement: habitual offender
Gang enhancement
School zone
w/ 2 priors
Theft of mail
Mail theft (9A.56.350)
Theft of copper wire
Metal property theft
Shopping cart removal
Cutting in line - disorderly
Throwing object at vehicle
Disrupting bus service
Bomb threat
False fire alarm
Indian country - tribal code theft
Tribal trespass
Jane's Law violation
Lautenberg - DV firearm prohibition
Aggravated Menacing
Domestic Violence (M1)
DV STRANGULATION
Contempt of Court
Contempt/ child support
Civil commitment pickup
Protective custody - intox
Mental health hold 5150
Involuntary treatment detainer
Safekeeping
Hold - Immigration
Marshal hold
Serving time - weekender
[arrests.charge_code]
9A.56.050
69.50.4013
69.50.412
HS11377(a)
PC459
PC-647(F)
VC10851
35990014
35990218
PL 220.03
PL155.25 AM0
VTL 511-1A
13A-12-212
OCGA 16-13-30(a)
893.147(1)
18-4-401
A.C.A. 5-64-419
2925.11(A)(C)(4)(a)
23990191
54040009
3562
35A
90Z
220
520
SPC-12A08
9.41.040(2)
63-2-402.B.1
195.202 RSMo
MO-579.015
961.41(3g)(g)
152.025.2(1)
N/A
UNK
99999
THEFT3
VUCSA-P
LC-21
13-1802A1
10-11-12
[arrests.severity]
felony
F
F3
FC
Class C felony
State Jail Felony
FS
3rd degree
wobbler
Unclassified felony
misdemeanor
M
MA
MB
GM
gross misd.
Class A Misdemeanor
AM
petty offense
violation
infraction
civil infraction
Summary
citation
unknown
-9
null
Not stated
[arrests.offense_category]
drug_possession
drug_sale
prostitution
property
violent
weapons
public_order
traffic
supervision
other
Drug/Narcotic
Drug - equipment
Larceny/Theft
QOL
Sex trade
DUI/alcohol
Person crime
Society
Part II
NIBRS Group B
failure to appear
domestic
vice
Fraud/forgery
[arrests.is_warrant]
true
false
Y
N
1
0
yes - bench
[arrests.warrant_type]
bench
new_charge
Bench warrant (FTA)
capias
alias capias
Parole retake
DOC Secretary's warrant
Probation violation warrant
felony wt
Misd Wt
Fugitive - other state
Blue warrant
civil
arrest warrant, PC
Governor's warrant
[arrests.disposition]
booked
cited
diverted
released
Booked - KCJ
BKD
Cite & release
cite in lieu
Field release
849(b)
I&R
Investigate and release
LEAD diversion
PRE-BOOK DIV
Summons
DAT issued
Desk Appearance Ticket
PTA
ROR
Released - no PC
Rel medical
Transported to hospital
To detox
Sobering center
turned over to other agency
Handoff to military
Pending charges
Juvenile - released to guardian
Declined by jail
[arrests.district]
West Precinct
W
W2
West/King 2
K3
Beat 331
B-12
Beat 7A
District 4
Dist. IV
North
NORTH CENTRAL
North Patrol Div
Southwest
SE
South Precinct - Sam sector
David 2
Edward
Mary 3
Union
Nora sector
Lincoln District
Zone 6
Zone 2, Beat 211
PSA 103
1D
6th District
Ward 8
14th Pct
PCT 075
Midtown South
Harlem 28
Sector Charlie
Post 312
Post 9-B
Area 3
Central Bureau
Rampart
Hollenbeck
77th Street
Newton
Tenderloin
Mission
Mission District
Bayview
Baker District
District Five
Downtown core
Downtown Activation Zone
CBD
Pike/Pine
Pioneer Square
Belltown
Capitol Hill
U-District
Skid Row
Old Town
Chinatown-International District
Kensington
East of I-5
Hwy 99 corridor
Aurora Ave N corridor
Rainier Valley
Martin Luther King corridor
Jackson Square
St. Johns
Santa Fe - Northside
San Marcos
Albuquerque SE (Foothills)
Valley
Fayetteville Campbellton Div
Cross Creek
Wilmington - Northwest
Unincorporated
Uninc. County - east
County - out of district
out of area
Outside city limits
Tribal land
Campus
Transit center
Mall substation
Airport
Harbor Unit
State park
Reporting District 0144
RD 563
RA 12
Grid 44-C
Census tract 0079.02
Tract 81
Council District 2
Sheriff Dist 3
Dist 2 / Shift B
Team Adam
Troop D
Pilot area
LEAD zone
Comparison 1
Control beat
Precinct Unk
999
[arrests.officer_id]
OF0012
OF0031
OF0458
OF9999
OF0000
of0077
OF-0103
OF1204B
OFC017
UNKNOWN
UNK OFFICER
VICE
Bike squad
patrol - day shift
K9 unit
Task Force
CPT-2
multiple
not recorded
TRANSIT PD
State Patrol
[arrests.person_id]
P00017
P00018
P00245
P01190
P09981
P10004
p00320
P00417-1
P00417/2
P-00511
P000000
P99999
PX0021
P00733A
PTEST01
anon_00412
7f3ac09e1b24
e1d0c44b-77a2-4f0a-9c1e-2b67d4a0f310
[arrests.arrest_id]
A000123
A000124
A000987
A010552
A120034
a000450
A000777-2
A000778.1
A-000812
A999999
AR000019
A00X113
A000123_dup
[arrests.charge_number]
2
3
12
C1
Ct 2
count 04
001
[arrests.arrest_date]
2019-10-04
2021-02-28
03/15/2020
5-Jun-18
20200911
2022-01-01 00:00:00
2017-W14
[arrests.offense_date]
2020-02-29
11/30/2021
2018-07-04T23:15:00
Dec 2019
on or about 6/1/20
[arrests.birth_year]
1984
1991
1957
2001
1900
85
1969.0
1978-1982
[arrests.sex]
Male
Female
U
X
Man
Woman
MALE
non-binary
Trans Female
MTF
Gender Nonconforming
Undetermined
Not recorded
[arrests.race]
White
Black
B
A
AI/AN
American Indian or Alaska Native
Asian/PI
Native Hawaiian/Other Pacific Islander
Black or African American
WHITE
Multi-racial
Two or More
Other Asian
Samoan
Guamanian
Hawaiian
Filipino
Middle Eastern
Hispanic (as race)
Declined to answer
Unk
White/Hispanic
Caucasian
[arrests.ethnicity]
Hispanic
Non-Hispanic
NH
H
Hispanic or Latino
NOT HISPANIC
Latinx
Latina/o
Mexican American
Puerto Rican
Cuban
not of Hispanic origin
Unknown ethnicity
Refused
East African
Somali
[referrals.referral_id]
R0042
R0043
R0188
R1250
R0900-B
r0377
R-0412
REF0021
R0042.2
R0000
[referrals.person_id]
P00021
P00109
P00632
P02217
P07713
P00109b
P04000
UID-00318
b19c77f0
[referrals.referral_date]
2018-05-17
6/12/2021
2020-12-31T08:00
14-Feb-2019
[referrals.door]
arrest_diversion
social_contact
community
Arrest Diversion
SOCIAL CONTACT REFERRAL
community referral - business district
SCR
Pre-booking
let everyone advance
walk-in
Jail referral
Hospital referral
Peer outreach referral
[referrals.arrest_id]
A000311
A004120
A017702
A000311/A000312
no arrest
pending number
A00???
[referrals.offense_category]
drug possession only
sex work
Poss + Trespass
Theft under $500
Low-level property
Narcotics - sales (subsistence)
n/a - social contact
[referrals.severity]
Misd
Felony 4
fel-D
Level 6 felony
GM/Fel
none filed
[referrals.district]
West 3
Belltown/Denny
North End
Precinct 2 - East
White Center
Burien
Skyway
Kent Valley
Old Colorado City
Northeast Heights
Third Avenue
Business Improvement District
Encampment zone C
Area IV
Eastside beat 12
Beats 501-503
Franklin Park
Madison
Jefferson Terrace area
[referrals.officer_id]
OF0020
OF0088
OF0311
OF0002
OF0145-A
CCT
CSO program
Crisis response unit
neighborhood team
none (community)
Park rangers
[referrals.decision]
accepted
declined
ineligible
lost
pending
Accept
Approved - operational workgroup
Declined by client
Declined by officer
Officer discretion
DA veto
Prosecutor declined
Waitlist
Under review
Lost to contact
no response
not reached in 30 days
withdrawn
Conditional
[referrals.ineligible_reason]
Drug amount over 7 grams
amount exceeds limit
Over threshold
exceeds 3 g
Suspected of dealing for profit
Sale above subsistence level
Promoting prostitution
Exploiting minors
Minor in the household involved
Under 18
under age
age
Violent criminal history
Prior violent felony within 10 yrs
Disqualifying conviction
Disqualifying: Murder 1
Robbery 2 conviction
Arson
sex offense history
registered sex offender
Kidnap prior
Weapon involved
Firearm at scene
victim involved
Victim objects
DV charge
DV enhancement
Active no-contact order
Open felony case
Open case other county
pending charges in federal court
Active probation
DOC supervision
on parole
Outstanding warrant
Non-extraditable warrant ok, extraditable not
Out of state resident
outside catchment
Outside LEAD area
Lives out of county
Not in programme district
Does not appear amenable to diversion
Not amenable
Client uncooperative
Refused screening
Did not complete intake
No substance use
No behavioral health need
Needs higher level of care
Medically unstable
Acute psychiatric crisis
Competency concerns
Already enrolled
Already in Drug Court
Mental Health Court participant
Veterans Court
duplicate referral
Prior LEAD exit for cause
Capacity
program full
No case manager available
Immigration hold
Language - no interpreter
Prosecutor override
Charge type excluded
Charge not on list
Traffic only
Warrant only arrest
Juvenile
Staff safety
Unable to verify identity
Incomplete paperwork
officer error
Other (specify)
See protocol 3.2(b)
Rule 7
IR-04
03
see comments in RMS
Crime of dishonesty
Johnson criteria not met
[referrals.intake_date]
2019-01-22
07/08/2022
2021-04-31
[referrals.exit_date]
2022-12-15
1/3/23
9999-12-31
[referrals.exit_reason]
Completed
Completed program
graduated
Successful completion
Goals met
All goals met - stable housing
Goals partially met
Moved
moved out of county
Moved out of state
Relocated to Oregon
Moved to Idaho w/ family
Lost contact
No contact 90 days
no contact > 6 mos
unable to locate
Whereabouts unknown
AWOL
Client request
Voluntary withdrawal
Declined further services
Does not want services
Incarcerated
Incarcerated > 1 year
In DOC custody
Prison sentence
Federal custody
Deceased
Death - overdose
died (natural causes)
Deceased - unknown cause
Terminated
Termination for violence
Threats to staff
Noncompliance
Non-engagement
Inactive
INACTIVE - administrative closure
Admin close
Transferred
Transfer to ACT team
Transferred to another LEAD site
Transferred to DD services
Entered inpatient tx
Long term care placement
Skilled nursing facility
Hospitalized long term
Western State Hospital
Reunited with family
Reunified w/ children
Family support
Employed full time
Employed - no further need
Stable in PSH
Housed
Section 8 voucher received
Aged out
New disqualifying charge
Enrolled in drug court
Client in recovery housing out of area
Deported
Program ended
Funding ended
data entry error
Never started
opened in error
ER-2
Exit code 14
Other
Referred to St. Vincent de Paul
Mary's Place shelter placement
[referrals.birth_year]
1988
1973
1949
2003
unk.
yob 1980
[referrals.sex]
F.
Cis woman
transgender man
Two-Spirit
Prefer not to say
2=female
Intersex
[referrals.race]
Black/AA
African
Nat. American
Alaska Native
Chinese
Vietnamese
Pacific Isl.
Mixed - Black & White
Race unknown
Indigenous
Other race
Latino
[referrals.ethnicity]
Hisp
Not Hisp/Lat
Salvadoran
Chicano
Eritrean
Ethiopian
Russian/Ukrainian
Missing
Client doesn't know
[engagements.contact_id]
C000311
C000312
C001877
C045501
c009120
C000311-A
C-004410
CN00018
C000000
C001877_v2
[engagements.person_id]
P00030
P00031
P00288
P03306
P06110
P00031x
P12045
Group contact
anon-77
[engagements.contact_date]
2020-03-16
08/19/2021
2019-06-30 14:30
23.11.2022
[engagements.contact_type]
outreach
intake
case_management
legal
health
housing
employment
benefits
Street outreach
outreach - encampment
OUTREACH ATTEMPT
Intake part 2
Full intake
CM
Case mgmt - phone
CM office visit
Collateral contact
collateral: DOC
Collateral - public defender
Court accompaniment
Court support - muni
Legal coordination
Prosecutor liaison
Warrant quash
Jail visit
jail in-reach
Hospital visit
Health - MAT
Methadone intake
Buprenorphine induction
Suboxone clinic
needle exchange
Naloxone kit given
Wound care
Dental
PCP appointment
Psych med mgmt
MH assessment
SUD assessment
Detox bed search
Inpatient transport
transportation
Bus tickets
Ride to appt
Orca card
Food
Hygiene kit
Clothing bank
Phone replacement
ID replacement
ID / birth certificate
DSHS
SNAP
SSI/SSDI application
SOAR
Medicaid enrollment
HEN
Coordinated entry
VI-SPDAT
Shelter referral
Motel voucher
Housing search
Lease signing
Eviction prevention
Landlord mediation
Job search
WorkSource
GED
Resume
Vocational rehab
Peer support
Peer group
Group session
Recovery cafe
Grief counselling
Safety planning
DV advocacy
Wellness check
Texting
Telephone
Video visit
Letter mailed
Team staffing
Operational workgroup
Documentation only
Drop-in
Day center
Svc code H0038
T1016
H2015-HF
90791
[engagements.outcome]
attended
no_show
cancelled
Attended - full
Attended late
Att
NS
No show, no call
DNA
Did not keep appt
client cancelled
Cancelled by staff
Cancelled - weather
cx
R/S
Rescheduled
Rescheduled by clinic
LVM
Left message
voicemail full
Phone disconnected
wrong number
no answer x3
Not at camp
Camp was swept
Client not found
client asleep
Client under the influence, rescheduled
Left early
in jail
In hospital
Entered detox
Waiting for bed
No bed available
Interview completed
Paperwork done
Application submitted
approved for benefits
Denied, appeal planned
Housed today
Keys received
Lease signed
Got ID
Medication picked up
Narcan given
Referral made
Warm handoff
Met at Salvation Army
Met at St. Martin de Porres
met at Harborview
seen at Union Gospel Mission
at Starbucks
Met client at library
Went to DSHS office
Attended with interpreter
Spanish speaking CM used
Court continued
Warrant quashed
Case dismissed
Safety concern - two staff next time
Good rapport
client declined services today
Will follow up next week
follow up in 2 wks
TBD
OC-3
partial
[engagements.minutes]
15
45
90
7.5
60+
1 hr
<5
0:30
15 min travel
[engagements.case_manager_id]
CM003
CM004
CM017
CM021
cm009
CM-012
CM003/CM004
CM099
CMTEMP
TEAM A
Outreach team
on call
float
Unassigned
vacant
Peer 2
Supervisor
Night staff
STAFF07
[custody.person_id]
P00044
P00512
P01733
P08120
P00512.1
P11876
[custody.admit_date]
2018-11-03
2020-04-17 02:14
9/9/19
2021/07/21
[custody.release_date]
2019-02-01
still in custody
12/25/2020
3000-01-01
[custody.facility]
jail
prison
County Jail
King County Correctional Facility
KCCF
MRJC
Maleng RJC
RJC - Kent
SCORE
NERF
Rikers Island
AMKC
Anna M. Kross Center
Otis Bantum Correctional Center
George R. Vierno Center
Cook County DOC Div 10
Men's Central Jail
Twin Towers
Century Regional Detention
Elmwood
Santa Rita
Bernalillo MDC
Metropolitan Detention Center
Harris Co. JPC
Lew Sterrett
Lew Sterrett North Tower
Travis County CC - Del Valle
John T. Rutherford Unit
Coffield Unit
Garza West
WCC for Women
Monroe Corr Complex
Clallam Bay
Stafford Creek
Airway Heights
SCI Phoenix
Riverside
Central Prison
Mabel Bassett CC
Julia Tutwiler
Robert Presley Detention Center
James A. Musick
Folsom
Huttonsville
Federal Detention
FDC SeaTac
Work Release
Bishop Lewis WR
Community Corrections Center
House arrest
EHM
State Hospital - forensic
Juvenile detention
City holding
Holding cell
Intake/Release
Pod C
4 East
OUT-COUNTY
WADOC
CORR-1
[deaths.person_id]
P00077
P00902
P04410
P05158
P00077_1
[deaths.death_date]
2021-08-12
2019-05
10/31/2020
2022-02-02T00:00:00Z
[court_cases.person_id]
P00093
P00814
P02600
P07045
P00814-A
P10990
[court_cases.case_id]
K00012
K00013
K00777
K01904
k00250
K00012-2
K-00088
K00013/K00014
K99998
KM0042
SUP-K00410
[court_cases.filed_date]
2020-06-09
2/14/2022
2018-09-27
21-Oct-2020
[court_cases.severity]
Felony B
Misdemeanor
Class D Fel
F-5
M1
Ungraded
Fel reduced to GM
Infr
SIS eligible
[court_cases.disposition]
Guilty
Guilty plea
Pled guilty as charged
PG to lesser
Plead to reduced charge
Nolo contendere
NC
Alford plea
Not Guilty
Acquitted
NGRI
Dismissed
Dismissed w/o prejudice
DISMISSED WITH PREJUDICE
Dism - interest of justice
Dism - proof
Dism per LEAD agreement
DWOP
Nolle Prosequi
NP
No Bill
No true bill
Declined to file
DP
Deferred Prosecution
Deferred Adjudication
Deferred - 12 mos
Deferred sentence
SOC
Stipulated Order of Continuance
Dispositional continuance
ACD
Adjournment in contemplation of dismissal
ARD
Pretrial diversion
PJC
Stet
Nolle prosequi w/ leave
CWOF
Conditional discharge
Suspended imposition
1000 PC diversion
Prop 36
AB 1810
170.9
Drug Court - graduated
Drug court terminated
Transferred to MH court
Remanded
Remand to muni
Bound over
Change of venue
Warrant issued
Bench warrant outstanding
FTA - inactive
Incompetent to stand trial
Competency - ordered eval
Blake vacated
Vacated (State v. Blake)
Vacated/Expunged
Sealed
Merged
Consolidated
Abated by death
Time served
30 days jail, 335 susp
90 days w/ 60 suspended
CTS 14 days
Fine $250 + costs
24 mos prob
12+ months DOC
Probation revoked
PBJ
Probation before judgment
Adj withheld
Guilty - adj. withheld
Conv - trial
Convicted, jury
Hung jury
Mistrial
Pending
Open
Set for trial
Code 07
[health_events.person_id]
P00058
P00619
P03111
P06802
P00619c
P09404
[health_events.event_date]
2021-01-19
2020-08
4/20/2019
2022-10-05 03:40
[health_events.event_type]
overdose_nonfatal
overdose_fatal
ed_visit
naloxone
crisis
OD - nonfatal
OD fatal
Opioid OD
Poly-substance overdose
ED
ED - psych
ED visit LWBS
ER, left AMA
Narcan x2
Naloxone admin by bystander
NARCAN - FIRE
EMS response
BLS transport
ALS - cardiac arrest
Crisis line
988 call
MCT dispatch
DCR evaluation
Baker Act
5150
M-1 hold
ITA detention
T40.1X1A
T40.411A heroin/fentanyl
F11.20
R45.851
Inpatient psych
Suicide attempt
Sobering unit
Detox admit
Urgent care
Harborview ED
Grady - ER
St. Joseph ED
Cardinal Glennon
[control_totals.extract]
arrests
referrals
engagements
custody
deaths
court_cases
health_events
arrests_2021
Engagements (Q3)
jail stays
[control_totals.measure]
rows_read
people
distinct people
Rows
row count
n persons
unique arrests
[control_totals.value]
1842
40113
2,317
0.0
12884
~600
""")

HEADERS = _listed("""
LastName|first_nm|DEF_LNAME|MiddleInit|arrestee_name|FullName|inmateName|SUBJ_NM_LAST|nameFML|suffix_name|maiden_nm|AKA|
AliasList|nickname|preferredName|moniker|SSN|soc_sec_no|SSN_last4|social_security_num|ssan|DOB|birthDate|date_of_birth|
DT_BIRTH|def_dob|dobString|home_phone|CellPhone|contact_tel|phone_no_2|msgPhone|email_addr|EMail|eMailAddress|
HomeAddress|addr_line1|res_street|street_no|StreetName|AptNum|mailing_addr|last_known_address|arrest_location_address|
zip_plus4|Latitude|geo_lon|x_coord|GPSPoint|DL_NUM|OLN|drivers_license|driverLicNo|LICENSE_PLATE|veh_plate|VIN|
vehicle_vin_no|FBI_NO|SID|stateIdNbr|ucn_fbi|MRN|med_rec_no|patient_name|patientMRN|medicaid_id|MedicaidNumber|
insurance_member_id|policy_no_health|hicn|passport_no|alien_reg_num|A_Number|tribal_enrollment_no|DOC_number|inmate_no|
jail_id_num|vic_name|VictimLastName|complainant|next_of_kin|EmergencyContactName|mother_maiden|spouse_nm|guardianName|
atty_name|DefenseAttorney|bar_no|officer_name|ArrestingOfficerName|OfcrLast|badge_and_name|supervisor_name|
caseManagerFullName|judge_name|PO_Name|employer_name|ip_address|facebook_url|socialMediaHandle|mugshot_path|PhotoFile|
fingerprint_class|scars_marks_tattoos|narrative|CaseNotes
""")
CLEAN_HEADERS = _listed("""
person_id|arrest_key|ArrestDate|bkg_dt|offense_dt|OffenseDateFrom|chg_seq|charge_no|chargeDesc|statute|StatuteCode|
NCIC_code|ucr_cd|NIBRSGroup|off_category|severity|ChargeLevel|fel_misd|grade|warrant_flag|is_bench_wrt|WarrantType|
dispo|DispCode|final_disposition|disp_dt|district|PatrolBeat|precinct|sector_cd|ReportingArea|census_tract|council_dist|
agency|ORI|jurisdiction_type|officer_key|OfcStaffCode|shift|unit_code|birth_year|YOB|age_at_arrest|AgeGroup|sex|Gender|
race_cd|RaceEthnicity|hispanic_flag|primary_language|housing_status|veteran_ind|referralKey|ref_date|ReferralType|door|
decision|DecisionReason|inelig_rsn|screening_result|intake_dt|IntakeCompleted|exit_date|ExitReasonCode|program_phase|
days_enrolled|contact_key|ContactType|contact_mode|svc_code|outcome|attended_yn|minutes|DurationMin|units_billed|
cm_code|CaseManagerKey|team|funding_source|admit_dt|ReleaseDate|facility|facility_type|los_days|bail_amt|release_type|
case_key|filed_dt|CourtType|plea|sentence_days|event_type|event_dt|naloxone_given|icd10|death_yr|MannerOfDeath|extract|
measure|rowCount|batch_no|load_ts|row_hash|record_status
""")
