"""An eleventh set, by another author who had read neither the gate nor a corpus: each text in the column of the extract in which
it was met in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed
from tests.faults.identifier_corpus_places import Placed, _placed

# fields of records that identify
STRUCTURED: list[Placed] = _placed(r"""
[arrests.person_id]
Okonkwo, Chidi
VANDERHOEVEN MARLIES
Tran Thi Bich Ngoc
dob 03/14/1987
SSN 531-82-4417
SID WA20448713
FBI# 448210KD7
P00231 Delacroix
J. Whitehorse-Begay
HERNANDEZ/MIGUEL/ANGEL
kowalczyk_d_19790622
DL: WDLPUR8K4P2B
PURCELL, DEVONTE L (P00412)
LaQuisha Broadnax
mcallister.ronan
CDC# AK4471
O'SHAUGHNESSY, T.
Name: Yusuf Abdirahman
P00088 dob 7-9-64
NYSID 07714523Q
A# 088-441-203
Thibodeaux Remy J 11/02/1990
ss# 608 11 9032
SINGH HARPREET KAUR
doe jane aka Misty Farrow
[arrests.arrest_id]
A000318 (Ruben Escamilla)
BKG 2022014417 FARIAS, NOEMI
A000402-Lindqvist
Mugshot: /images/inmates/Petrosyan_Aram.jpg
IR 22-118834 susp. Teague
https://jailroster.hollisterco.example/inmate?name=Dontrell+Goins
arrestee Bracamontes
A000771 ph 206-555-0143
[arrests.charge_number]
1 - Alvarado M
2 (co-def Petey Nakagawa)
3 vic: Sorensen
[arrests.arrest_date]
2021-06-03 DOB 1988-12-30
2022-02-11 Ofc. Brannigan
03/05/21 R. Quispe
[arrests.offense_date]
2020-11-19 vic dob 04/01/2009
1/9/22 per Mrs. Hallström
[arrests.charge_code]
69.50.4013 / LNAME: ADEYEMI
PC 459 vic Walgreens mgr Tomasz Wrona
DVPO vs Ileana Cardoza
Cause# 21-1-04418-3 Ferreira
PLATE BKR7719 WA
VIN 2HGFG12848H549931
[arrests.charge_description]
THEFT 3 - VICTIM: GUNDERSEN, ASTRID
TRESPASS AT 4417 S ORCAS ST
POSS CS W/I  SUBJ KEALOHA, DARNELL K
DUI VEH PLATE CKT 4482
UNLAWFUL TAKING VEH 1FTFW1ET5DFC10312
VIOL OF NO CONTACT - PET: ROXANNE DUBREUIL
ASSAULT 4 DV (WIFE NADEZHDA)
harassment of @lil_tremaine206
ID THEFT USING SSN 417-39-2280
FORGERY / CHECK OF EDMUND P. HALLORAN
CRIM IMPERSONATION AKA "MARCO SILVA"
False info - gave name Tyrell Jamison
FTA 22CR04918 STATE V PHAM
THEFT BY PRETEXT (ebony.w.carruthers@gmail.example)
STALKING OF DR. LEVINSOHN
burglary 2 - 118 Birchwood Ct Apt 3B
PROSTITUTION - CALLED 312-555-0188
Poss. stolen prop. o/o Wm. Fitzhugh
OBSTRUCT OFC DALRYMPLE #4471
PETIT LARCENY, owner: Nguyen's son Kevin Nguyen
GTA LIC# 8XKD204 CA
Warrant for BOUCHARD, ETIENNE DOB 05171983
SIMPLE POSS 11377 HS, ROJAS ALEJANDRA, F/H, 08-22-95
Viol of TPO protecting minor K.J. Espinal
theft from mother (Bernadette Oyelaran)
DISORDERLY 47.60891,-122.33527
Loitering for prost. "Cinnamon" (true name Kimberlee Strand)
BAIL JUMP - surety A-Plus Bail c/o Gus Mantegna 509 555 0117
POSS METH - see ph. +1 (702) 555-0164
UNLAWFUL CAMPING, tent of Jerome & Dolly Whitcomb
RAPE 3 VIC A. MARCHETTI
Fail to reg sex off - SO# 44821 Gleason, Virgil
[arrests.severity]
felony (Castañeda)
M - see Judge's note re Ms Ololade
misd. D.O.B. 2/2/71
[arrests.offense_category]
drug / CI: Hector Zamudio
property - Mrs. Eun-ji Baek's store
DV vs. ex Tamara Quigley
[arrests.is_warrant]
Y, Lafontaine wrnt
true - ssn 302-55-7719
[arrests.warrant_type]
bench - Hon. Priscilla Wainwright
DOC / CCO Jeffers 360-555-0129
FTA, aka Slim Deshawn Mabry
[arrests.disposition]
BOOKED KCJ BA# 222014590
cited & rel to father Osvaldo Pinheiro
released to Lt. Marguerite Haddix
Diverted: contact client 253.555.0176
Bail posted by Anh-Thu Vo
Hosp hold MRN 00847731
[arrests.district]
East / 2210 E Yesler Way #14
W2 Ofc Kristoffersen
1401 Broadway & E Union St
39.29038, -76.61219
NW - home of Arlo Pettigrew
Lat 35.0844 Long -106.6504
Beat 1232 (Sgt. Mulvaney)
7 Willow Ln, Dorchester 02124
PO Box 8841, Gallup NM
D3 unit 4F, 866 Tremont
[arrests.officer_id]
Ofc. T. Brannock
MULDOON, K #6217
Sgt Ines Villaseñor
OF0012 Kaminski
Badge 4410/Ruiz
dkaplan
Det. Oluwaseun Bankole
tpr. hollis greer
badge no. 7733 - P.O. Santangelo
jorgensen.e@pd.millriver.example
Bartholomew, Sean P., Serial 7120
OF0031=Whitlock
Dep. Marisol Tafoya
Cpl. L.C. Hatfield Jr.
Steven Yazzie
MPO DiGiacomo
Ofc "Big Mike" Rutkowski
OF0107 (Liz)
Kealamakia B. HPD 2291
[arrests.birth_year]
04/17/1986
1979-10-05
Jan 9 1993
19810228
DOB:12/12/69
born 6 June 1975
1990 (Oct 3)
23-SEP-1988
[arrests.sex]
F - Rosalind Achterberg
M (goes by Stephanie)
male, T. Obregon
[arrests.race]
B / LeRoy Stallworth
NA - Navajo census no. 214,882
W, Ludmila
[arrests.ethnicity]
Hispanic - Sra. Maribel Trujillo
H; MEX passport G28114902
[referrals.referral_id]
R0042 Ostrowski
R0117/Mr. Ledbetter
REF-Gutierrez-Pilar
R0203 dob 1/30/82
R0090 c/o Aunt Velma Rountree
jmontgomery_intake_0421.pdf
[referrals.person_id]
Castellanos, Xiomara
P00614 (Bruce)
Fatoumata Diallo-Barry
TSOSIE, WAYLON R.
Medicaid ID 204417893WA
Pt: ABERNATHY, CLYDE
n. sakamoto 02/28/70
HMIS client Sherrod, Denise
Raul "Flaco" Benavides
P00702_ssn_447-20-1836
Nguyễn Văn Hùng
EIN? no - soc sec 212.48.9907
hoang, l
GRZEGORZ WITKOWSKI
last4 7731 / Paulette Ambrose
insta: @tiny.delgado_
P00119 - Leilani
MRN: H-3390214
Saoirse Mac Giolla
Ahmadzai,Farid
[referrals.referral_date]
2022-09-14 by C. Dunleavy
5/3/22 (bday 5/3/96)
[referrals.door]
social contact - Officer Nakamura
community: pastor Elroy Simms
arrest; subj. Brody Hutchens
[referrals.arrest_id]
A000552 Yarborough
Hutchinson Cty bkg# 119284, Lupita Ocampo
A000610 / (505) 555-0152
co-arrestee Malik Sturdivant
[referrals.offense_category]
property (owner Harjit Dhaliwal)
drug sale, dealer known as Nico Ferrante
[referrals.severity]
F3 / def. Whitcombe, L
[referrals.district]
Belltown - 2415 Western Ave Apt 609
South, near Mrs. Tillery's house
Hill Dist. 15219 / 1920 Wylie Ave
SW - stays w/ Uncle Ramon Archuleta
under I-90 camp, tent "Smokey Joe Ballard"
[referrals.officer_id]
Ofc Fitzsimmons
OF0044 Pruitt
Chanthavong, S.
Ryan Oberlander 6881
Lt. C. Wojtowicz
PO2 Abigail Thorne
msanders@bcpd.example
Marcus (bike unit) Delahunt
[referrals.decision]
accepted per ADA Rosenblatt
declined by Kiana
ineligible (see Dr. Amrit Chawla)
pending call back 410-555-0199
lost - try sister Jolene 918-555-0131
[referrals.ineligible_reason]
Active warrant - LARKIN, SHAUNTE
SSN not verified 618-03-5521
NCO w/ Gabriela Monteiro
prior: Rape 2, vic. H. Lindgren
Pros. Atty. Melvin Sugarman
ICE detainer A 204 118 337
gang: "Lil Capone" (Andre Fontenot)
out of county, 718 N Main St, Yreka CA 96097
sex offender reg. Kirkendall, Dwight
OR DL 8841207 suspended
open case 3:21-cr-00418 USA v. Mbeki-Jones
under 18: dob 09/09/2006
email bounced: tawny.redfeather@ymail.example
http://www.facebook.com/dale.krzyzewski.94
victim objects (Mr. Desrosiers)
[referrals.intake_date]
2022-10-02 w/ Shanice
11/4/22 Quentin Osgood no show
[referrals.exit_date]
2023-01-08, DOD Phineas Crowe
[referrals.exit_reason]
deceased - Orlando Baptiste
Moved to 905 Pecan St, Waco
In custody, Bkg# 23-004417 Weems
transfer to CM Tabitha Loomis
phone disc. 971-555-0104
graduated!! Congrats Meseret
Reunited w/ husband Dale Pickering
DOC# 388214
jail - DUCHARME, PAUL-ANDRE
Guardian: Ethel Nakai, (928)555-0137
lives @ 33 Chestnut Rd, Lot 8
lost contact; FB "Juanita Banuelos Ortiz"
[referrals.birth_year]
8/30/1984
1967-07-19
05-11-92
Feb. 29, 1980
[referrals.sex]
F (Jasmine T. Whitfield)
trans woman, legal name Anthony Scalise
[referrals.race]
Hmong - Xiong family, Pa Houa
AI/AN enrolled #3381 Lummi, J. Solomon
[referrals.ethnicity]
Non-Hisp; mother Carol Ann Buckner
[engagements.contact_id]
C000311 Maddox
C000418 - call w/ (617) 555-0170
Contact_Zelaya_Byron
C000902 Terrence & CM Joy
[engagements.person_id]
Bjornstad, Kirsten
P00033 Tyree
MALDONADO-CRUZ,EFRAIN
Hyun-woo Jang
Client: Dottie McCreary
Medi-Cal CIN 94418820F
DOB 10.21.1958 / L.B.
Quiñones R
P00500 (Sahra Warsame)
Member ID XJH882014470
Washington, Keyshawn D'Angelo
shorty aka Lupe Arriaga
babatunde_o
P00077 tel 6195550148
[engagements.contact_date]
2022-12-01 (Esperanza)
[engagements.contact_type]
Phone call to 503-555-0112
text - Monique 404 555 0166
court w/ PD Naomi Feldstein
home visit 1627 Larchmont Blvd #2
Email ricky.tomlinson77@hotmail.example
housing: landlord Gus Papadakis
health / Dr. Venkataraman
Zoom https://zoom.example/j/88214409 Pwd: Bettina
legal-Atty. Jos. Kilbride
outreach: "Pops" (Walter Threadgill)
snapchat kaycee_bandz
[engagements.outcome]
no show - Bridget
attended w/ daughter Amaya Salcedo
LVM 816-555-0155
Cancelled by Mrs. Underhill
reached mom, Phyllis Garrity
sent letter to 2119 Foothill Dr., Vista CA
EBT card 5076 8814 2209 3317
cashapp $RoddyLuv88
attended - signed R. Stephanopoulos-Hill
no show; in KCJ BA 223007715
new # is 1-360-555-0181
[engagements.minutes]
45 (Jody)
30 - ext. for Ms. Abdulkadir
[engagements.case_manager_id]
CM003 Tiffany Nakashima
Hollingsworth, B.
Amina Yusufzai LCSW
cm - Trent
CM011/Delgadillo
k.osterman@reachprog.example
Luz Echeverria
CM Bob Tuttle x4471
Prudence O.
Desmond A. Clarkeson, MSW
CM007 = Skye Lundberg
dmurray (cell 206 555 0109)
[custody.person_id]
GAINES, TERRELL
P00256 - Hutto, Amy Lynn
JMS# 884120 Ortega-Villa
CIN 220418 PETTY, ROLAND
Inmate: Szymanski, Casimir
TDCJ 02144871
P00180 SO#118203
Nahuel Ibarra-Soto
Willard G. Tompkins III
[custody.admit_date]
2021-03-30 Bkg Sgt Duffy
[custody.release_date]
2021-07-04 ROR to Cynthia Halvorsen
released 8/1/21 pickup by bro Darius 313-555-0190
[custody.facility]
jail - pod C4 bunk 12 LeBlanc
MCC, celly of Ignacio Prado
Prison, DOC 412907 (Sutter, Wade)
Hosp guard - bed of Wm Oakes
jail/inmate acct 00882140 Yolanda
[deaths.person_id]
Decedent: Marchetti, Salvatore
P00391 Crystal Dawn Heffner
ME case 22-01884 Ogundipe
KAHANANUI, MOSES
Baby Boy Rutherford
d.o.b. 01/15/59 J.Q.
SSA DMF 409-77-1123
[deaths.death_date]
2022-04-18 Swedish, Dr. Iqbal
found 5/6/22 by roommate Clint Vasquez
2021-12-25 NOK Geraldine Moffett 216-555-0173
[court_cases.person_id]
State v. Kuznetsov
DEF: LOPEZ-GARCIA, J.
P00320 atty Friedlander
Commonwealth v. Antoine Rideau
People v Sung-min Cho
In re the Welfare of T. Blackbear
Bar #44182 Rebecca Stoltz o/b/o def. Nance
Ealy, Rashad
[court_cases.case_id]
K00012 Mendes
22-CF-001884 (Trujillo, Benny)
K00107: US v. Farrokhzad
Docket CR-2021-4471 Hargrove
K00290 DOB 02-17-1991
K00331/ Def. Att'y Sidney Blum
STATE OF OHIO VS. LATRICE M. HUBBARD
[court_cases.filed_date]
2021-09-09 DPA Chang
[court_cases.severity]
F / co-def Noor Haidari
gross misd., comp. wit. Eddie Lachance
[court_cases.disposition]
Dism. - ADA Whitaker
PG, Judge Thaddeus Morrow
Restitution to Carlotta Beniquez $412
NG by reason - Dr. Hester Vance eval
Acquitted (atty P. Goldfarb)
Guilty, def. Jaramillo 1988-06-14
DPA G. McTavish WSBA 38841
Nolle pros; victim Ingrid Bauer deceased
probation - PO Sandra Knotts 614-555-0125
D/C to 5520 Lake Shore Dr Unit 1101
[health_events.person_id]
Patient Almeida, Joaquim
MRN 4418820
P00412 HICN 412-66-0918A
EMS PCR pt. Foley, Brigid 51yoF
Medicare 1EG4-TE5-MK72
Nikolaidis, Stavros
UHC mbr 944182207 01
P00650 Ms. Tkachenko
DOB=19720811 SEX=M LAST=Burrell
[health_events.event_date]
2022-07-20 HMC Dr. Osei-Tutu
[health_events.event_type]
OD - Ricky Lamont
ed visit MRN#00772148
naloxone by EMT Paige Corrigan
crisis: threatened sister Nanette
overdose at 814 Pine St Rm 22
CRISIS (P/C Mom 303-555-0141)
ED; Aetna W2204 18837
psych hold, Lorenzo Bianchi-Reid
DCR Halvard Nilsen
Overdose (fatal) Jazlyn Ochoa
[control_totals.extract]
arrests_Lt_Garibaldi.csv
referrals (from Wendy Stauffer's PC)
C:\Users\hkuroda\Desktop\jail.xlsx
[control_totals.measure]
rows_read - ask Annalise x2214
people incl. Dobbs twins Ray & Roy
[control_totals.value]
1842 per Geoff Lindstrom
1204 (call Priya 206-555-0119)
10.44.18.207
""")
# sentences that do
SENTENCES = _placed(r"""
[arrests.charge_description]
Subject was in possession of a glass pipe, told officer his name is Rodrigo Palacios.
Arrested after security guard Vince Tomasello saw him put two bottles of Tide in the cart.
Theft of a bicycle belonging to Hannah Brockmeyer, recovered same day.
Defendant struck his girlfriend, Tanisha, w/ a closed fist.
Male later ID'd by prints as Emeka Nwosu.
UNLAWFUL POSS OF CS, BAGGIE FOUND IN PURSE OF PASSENGER LORI ANN TREADWELL
TRESPASS - SUBJ REFUSED TO LEAVE 1190 KEELER AVE AFTER OWNER ASKED
Suspect is the nephew of Councilman Harlan Prewitt
Called the complainant repeatedly from 773-555-0118 after being told to stop
Shoplift, Kroger LP (Dwayne Ketterman) will testify
Took mother's Buick, plate HJK 4471, without permission
Possession of meth; stated she bought it from a guy named Chuy Montelongo
Violated order by texting Svetlana that he would come over
Used the debit card of an 82 y/o neighbor, Mr. Augustin Leclerc
Urinated in public outside his sister Ramona's apartment
Fled on foot, dropped wallet w/ Ohio license RT448172
graffiti tag "KREEPS", admitted by juvenile Dante Villalobos
Driver gave brother's name (Jamal Everhart) to avoid the warrant
Disorderly, yelling at bartender; his wife Mei-Ling came to pick him up
Prostitution sting, agreed to $60 act with Det. Cassidy Rourke
BAC .14, vehicle registered to Oleander Landscaping c/o Fritz Baumgartner
Camping in park; known to us as "Cowboy", Leroy Hatchett
Damaged the door of unit 5, tenant Ms. Gebremariam
Victim's date of birth 6/12/2011, so charged as felony
[arrests.disposition]
Booked, then released to the custody of his grandmother Earlene Stubbs
Diverted on scene by Officer Pellegrini, who knows the family
Cited and released; needs a reminder call at 425-555-0139
Held for ICE, file number A098 552 417
Transported to Mercy by medic unit, treated by Dr. Rosalyn Achebe
rel. on PR, will stay w/ cousin Javi on Alameda, house 2208
Charges dropped when Mr. Takahashi declined to press
Sgt. Dombrowski said let him go
[arrests.district]
picked up outside of 61 Mulberry Street, apt 4
He lives in the blue house next to Pastor Odom's church
East Precinct, arrested by Officers Lund and Birdsong
Reported from IP 192.0.2.77, so put under Central
near the home of his ex-wife Charlene Dupree
[arrests.warrant_type]
Judge Calloway issued it when Dupuis failed to appear
Spoke with probation officer Renata Sikorsky, she will quash
Warrant is really for his twin, Alonzo Peebles
bench; bondsman Artie Feng is looking for him
[arrests.officer_id]
ask Officer Vandergriff, he took the report
same as last time (Tom Sizemoore, nights)
report was typed by trainee Jaclyn Petrie for her FTO
[arrests.race]
listed as white but he told Ofc. McNabb he's Cherokee
He says his dad Kofi Mensah is from Ghana
[arrests.birth_year]
she gave 4/4/1991 but license says 4/4/1989
Says he turned 40 on March 22 2021
[arrests.arrest_id]
duplicate of the one under Bettencourt, please merge
see the other booking for Jovan Ristic
[arrests.person_id]
not sure if this is Darryl or his brother Daniel Youngblood
Same guy as P00144, real name Cornelius Tate
new client, gave name as "Sunshine" Rebecca Orne
[referrals.ineligible_reason]
Client has pending rape charge in Pierce Co., victim is Olivia Tran.
Prosecutor Gretchen Vollmer won't approve because of the 2019 burglary.
Has no-contact order protecting Dominique Baptista until 2024
she's already enrolled w/ Drug Court, talk to coordinator Phil Esterhazy
Not eligible, he sold to an undercover (Det. Ybarra)
Turned out to be 17, birthday is Aug 3 2005
Lives outside service area at 440 Juniper Terrace, Renton.
Mr. Kowalewski has exceeded the max number of prior referrals
Victim's mother, Mrs. Fontaine, asked that he be charged
Mentally incompetent per evaluation of Dr. Ulrich Sandoval
active DOC supervision, CCO is Lakeisha Brandt 509-555-0188
The client's lawyer (Ephraim Katz) advised him against it
suspected of exploiting Trina, a 16 y/o also in our program
Weight over 7 grams according to Ofc. Stan Pulaski
Could not verify identity, SSN given 555-71-0203 came back to a different person
He assaulted staff member Holly Gustafsson in 2020.
Wanted in Idaho under the name Curtis Wayne Ballew
Refused the services; told me to call his mom Odessa at 901.555.0162
Arresting officer Leung did not think he was amenable
Domestic violence involved - partner is Shawna Littlefeather
family refused, esp. stepdad Greg Hanrahan
Client said and I quote "tell Mr. Okafor I am not interested"
DL check on W451-882-71-004 shows he is an FL resident
History of arson, burned down 812 Quince St.
[referrals.exit_reason]
Client passed away 2/3, services arranged by daughter Kendra Molina.
Moved in with aunt Philomena in Tacoma
Sentenced to 14 months, DOC number is 419882
Lost contact after Marisela left town
Had a baby (Isaiah) and no longer needs the program
Arrested again by Officer Gentry; prosecutor pulled the deal
Completed! Now works at Benny Aldana's garage
Disengaged - last seen with Ray-Ray Boudreaux
Does not answer at 541-555-0106 and mail returned
switched to Healthright, new CM is Patience Osborne
Client hit peer counselor Jermaine Wicks and was banned
Patient at Western State, ward F3, under name Lonnie Szabo
evicted from 2902 Cottonwood Ct., whereabouts unknown
she wrote from agnieszka.duda88@mail.example that she is fine and quits
Kevin got a job on a fishing boat
Found dead by landlord Mr. Papazian
Graduated to self-sufficiency; letter signed by Director Colleen Fairweather
Went to live on the reservation with grandpa Amos Manygoats
Deported; consulate contact was Lic. Saúl Arredondo
Exited because her abuser, Victor Hsu, is in the program as well
Client's wife says he's in Vegas, call Lurdes 702 555 0133
asked to be removed from list, spoke to Bernice
[referrals.decision]
Accepted after Lt. Sorrentino vouched for her
Declined, he wants his attorney Mr. Lindenbaum to look first
Pending, waiting on a call from DPA Kerrigan
Lost. Last known phone 316-555-0177
ineligible, see email from s.brightwater@kcda.example
Accepted, but Tonya has to finish detox first
[referrals.door]
brought in by outreach worker Moses Tuitasi
Sister-in-law Genevieve called the hotline
Officer Abrego met him at the shelter, not an arrest
[referrals.district]
Sleeps behind St. Vincent's with Eddie Crowfoot
camp is right by 3317 Rainier Ave S
she rents a room from Mr. Yoo
[referrals.officer_id]
Officer's name is Krystal Benally, no number given
shift sergeant (Bill Hargis) phoned it in
[referrals.arrest_id]
no arrest number but the booking was under Shepard, Toby
A000219? Check with Gwen in records
[referrals.person_id]
no id yet, she goes by Peaches (Tamika Rawls)
this may be the same person as Fernando Uribe born 1977-01-30
[referrals.intake_date]
rescheduled because Ivan's mother was ill
3/8/22, done by Shirley at the Aurora office
[referrals.ethnicity]
He said Puerto Rican, wife Ivelisse says Dominican
[referrals.sex]
ID says M but prefers she/her and the name Brianna Cole
[engagements.outcome]
Met w/ Chantal at the library, talked about her ID card.
Client did not show; called his uncle Bertrand, no answer
Took Mr. Villanueva to DSHS to apply for ABD
Attended. Needs new glasses, appt. with Dr. Shapiro on 6/2
Left message with roommate Gil at (919) 555-0123
We drove to 77 Sycamore Hill Rd and nobody was home
Client cried about losing custody of her son Elijah
No show, apparently back with Demetrius
cancelled - Ofc. Hornsby had picked him up that morning
attended, brought his girlfriend Coral along
Gave him a phone, number 951-555-0158
Applied for SSI; SSN card copy 288-40-9173 on file
Dropped off Narcan for him and Lashonda
Client's PO, Mrs. Radcliffe, joined by phone
Seen briefly, was high, w/ "Tweak" and Johnny Sarkisian
Attended court with Annika, case continued
Paid first month to landlord Wendell Sapp, 418 Court St.
Rosario reports 60 days clean!!
wrong number, a Mr. Pickett answered
Not seen. Sister posted on facebook.com/marla.dunwoody that he's in Reno
attended; wants his mail sent c/o Ruthanne Kessler
Talked about his suicide attempt, safety plan signed by Nurse Obiageli
took her to the DMV, new license D1882044
Hung out w/ Skip and Big Al at the park
CM Fitzroy covered for me
She was beaten by her husband Rolando again
Client texted "its Keisha new phone" from 2145550186
No show, but his dad Hank Broussard called
[engagements.contact_type]
Phone call with client's mother, Josefina Arce
drove him to Judge Pomeroy's courtroom
Warm handoff to nurse practitioner Dalia Rosen
legal - meeting with public defender Craig Nwankwo
Met at his mom's place, 1508 Bluebonnet Ln
Emailed his counselor at t.hadley@soberpath.example
Job interview w/ Mr. Castronovo at the car wash
Case conference: Meg, Anton, Ofc Villegas and client
Benefits appt, caseworker there was Mrs. Tupou
ran into Otis at the needle exchange
[engagements.case_manager_id]
covered by Yvette while CM004 was on leave
Tariq did this one, not me
CM002 and intern Madison Frye
transferred from Hector to Siobhan
[engagements.minutes]
about 40, Lamar had to leave early
20 with her, 15 with her daughter Nyla
[engagements.person_id]
I think it's Mr. Pham's client from Tuesday
[custody.facility]
King County jail, visit by attorney Zora Hightower
He's at Coyote Ridge under the name Dustin Pohl
Jail; cell shared with Mauricio Lema
moved to medical after fight with inmate Gresham
Federal hold at SeaTac, Marshal Tim Engebretson
prison, register number 48812-086
[custody.release_date]
Released to his foster mother Winnie Okpara
not yet, judge Albright denied bail
[custody.person_id]
jail lists him as Mohammed Al-Sabti, we have Mohamad Alsabti
[deaths.death_date]
According to his brother Ángel he died on New Year's Eve
Date per obituary of Raymond Lee Stovall
Found in her car by Deputy Kincaid, 2022-02-19
[deaths.person_id]
Medical examiner says it's Tyrone Beasley but not confirmed
[court_cases.disposition]
Dismissed after the witness, Paulina Zapata, moved away
Judge Ortmeyer gave him 90 days suspended
Plea taken, defendant represented by Amos Finkelstein
Must pay $300 to Mr. Sundaram for the window
Deferred prosecution; reports to P.O. Kathleen Brix
Convicted as Terence Odell, not Terrance
sentenced w/ co-defendant Hugo Balderas
Continued because Ms. Achterhof was in the ER
Stricken on motion of DPA Lang; victim Mrs. Mukherjee agreed
Competency restored, report by Dr. Jonas Whitby, PhD
[court_cases.case_id]
one of the cases of Gideon Pruett, number illegible
no number, filed by ADA Delphine Roux
[court_cases.severity]
was a felony until prosecutor Bianca Stroud amended it
[health_events.event_type]
Overdosed in the bathroom of McDonald's, revived by his friend Cody Lantz
ED visit for abscess, MRN on wristband 2208417
Crisis team sent to 909 Tamarack Way, Apt 12
Nonfatal OD, mother Delphina gave naloxone
Suicidal, wanted to talk to her son Mateo
Medic Trujillo administered 4mg
Was brought to Harborview by his cousin Sione
crisis call from 907-555-0147 at 2 am
OD, the second of the Wexler brothers
Ms. Hakimi was detained by the DCR
[control_totals.measure]
Count was sent by Dolores in Records, ext 7714
people, w/o the duplicate of Marvin Eads
[control_totals.extract]
arrests as pulled by analyst Nils Overgaard
[control_totals.value]
2,118 but Captain Iverson says 2,120
""")
# what points to nobody
HARMLESS = _placed(r"""
[arrests.person_id]
P00017
P01442
P00017-2
p00391
P-00418
P 00522
9f2c41b7e0
c1a7e3d2-5b44-4f0e-9a61-0d2f7be8a913
PX00019
P99999
P00631*
UNK-0003
[arrests.arrest_id]
A000123
A000124/2
a000777
A-000410
A000998_dup
ARR0000045
7be1f0c4a9d2
A001204 (amended)
A000365 voided
[arrests.charge_number]
1
02
3 of 4
Ct. 2
Count III
IV
1A
[arrests.arrest_date]
2021-06-04
06/05/2021
2022-01-31T23:10:00Z
3-Apr-2020
20220817
Dec 2019
unk
2021-02-28 02:15
[arrests.offense_date]
2020-10-18
10/19/20
on or about 2021-03-01
between 6/1 and 6/30/2021
not recorded
1900-01-01
11 Nov 2021
[arrests.charge_code]
69.50.4013
RCW 9A.56.050
RCW 9A.52.080(1)
PC 647(b)
HS 11377(A)
H&S 11364
11550(a) HS
PC 484/488
PC 459.5
F.S. 893.13(6)(a)
FSS 810.09-2A
720 ILCS 570/402(c)
720 ILCS 5/16-25
NY PL 220.03
PL 155.25 AM
MCL 333.74032A5
ORC 2925.11(A)
KRS 218A.1415
N.J.S.A. 2C:35-10a(1)
TCA 39-17-418
O.C.G.A. 16-13-30(a)
A.R.S. 13-3415A
NRS 453.336
NMSA 30-31-23
18 Pa.C.S. 3929(a)(1)
35 P.S. 780-113(a)(16)
SMC 12A.10.010
BMC 10.40.020
MD CR 5-601(a)(1)
1-1413
MGL c94C s34
C.R.S. 18-18-403.5
Wis. Stat. 961.41(3g)(c)
TX HSC 481.115(b)
TPC 31.03(e)(2)
LA RS 40:967C
NCGS 90-95(d)(2)
VA 18.2-250
UCA 58-37-8(2)(a)(i)
ORS 475.894
NCIC 3599
5404
NIBRS 35A
90Z
23C
UCR 18
4-62-010-AA
MUNI-0412
LOCAL9999
XX000
[arrests.charge_description]
POSS OF CONTROLLED SUBSTANCE
POSS CS PG1 <1G
POSS W/INT TO DELIVER - HEROIN
Possession of drug paraphernalia
VUCSA-POSS (METH)
VUCSA DELIVERY COCAINE
UNLAWFUL USE OF DRUG PARAPHERNALIA
CRIM POSS CONTRL SUBST-7TH
CDS: POSSESS-NOT MARIJUANA
CDS: DISTR ETC. W/FIREARM
CONT SUB-POSSESS FENTANYL < 4 GRAMS
POSS METHAMPHETAMINE, 2ND OR SUBS
Simple possession / casual exchange
Poss. of legend drug w/o Rx
Use/under influence of controlled subst.
OPEN CONTAINER
PUBLIC INTOXICATION
Drinking in public 1st
DRUNK & DISORDERLY
Theft 3rd degree
THEFT-RETAIL UNDER $150
RETAIL THEFT/DISP MERCH/<$300
LARC 4TH DEG
PETIT LARCENY 1ST OFF
SHOPLIFTING - CONCEALMENT OF GOODS
Petty theft w/ prior
THEFT: $100 TO UNDER $1,500
THEFT OF SERVICES-TRANSIT FARE
Fare evasion
ORGANIZED RETAIL THEFT 2
BURGLARY OF VEHICLE
BURG 2ND - NON DWELLING
Vehicle prowling 2
TMVWOP 2
UUMV
JOYRIDING
Poss stolen vehicle
RSP OVER $5000
TRAFFICKING STOLEN PROPERTY 1
FORGERY - CHECK
UTTERING FORGED INSTR
Identity fraud >$1,000
Fraud use of credit card
CRIMINAL TRESPASS 2ND DEGREE
TRESPASS AFTER WARNING
Criminal trespass - transit property
TRESP-PARK AFTER CLOSING
CRIMINAL MISCHIEF <$200
MAL MISCH 3
Malicious destruction of property
GRAFFITI
Vandalism $400 or less
LITTERING
PROSTITUTION
PROST-COMMIT/AGREE, 1ST
LOITER FOR PURP OF PROST
PATRONIZING
SOLICITATION OF LEWD ACT
PERMITTING PROSTITUTION
Pandering
LEWD CONDUCT
INDECENT EXPOSURE
URINATING IN PUBLIC
ASSAULT 4
ASSAULT 3 - TRANSIT OPERATOR
SIMPLE ASSAULT DV
BATTERY (DOMESTIC) 2ND
BATTERY - TOUCH OR STRIKE
AGG ASSAULT W/ DEADLY WEAPON
TERRORISTIC THREATS
HARASSMENT - FELONY
CRIM CONTEMPT 2
STRONG ARM ROBBERY
ROBBERY 2ND DEG
MENACING
RESISTING ARREST
RESIST OFC W/O VIOLENCE
OBSTRUCTING GOVT OPS
HINDERING
FALSE REPORTING
FALSE INFORMATION TO LEO
FAIL TO I.D. FUGITIVE
ESCAPE 3
EVADING ARREST ON FOOT
Eluding
CARRYING CONCEALED WEAPON
UPOF 2
FELON IN POSS OF FIREARM
Dirk or dagger
POSS OF BURGLARY TOOLS
SWITCHBLADE
DISCHARGE FIREARM IN CITY
DUI
DUI - .08 OR GREATER
OWI 1ST
OVI/REFUSAL
DWLS 3
DRIVING WHILE LIC SUSP 2ND OFF
NO VALID OPERATORS LICENSE
Expired registration
FAIL TO SIGNAL
HIT & RUN UNATTENDED
RECKLESS ENDANGERMENT
PEDESTRIAN INTERFERENCE
Jaywalking
SIT/LIE ORDINANCE
UNAUTHORIZED CAMPING
Aggressive panhandling
BEGGING NEAR ATM
Loitering - drug activity
SOAP VIOLATION
SODA order viol.
VIOL STAY OUT OF DRUG AREA ORDER
BREACH OF PEACE
DISTURBING THE PEACE
DISORD COND 240.20
DISORDERLY HOUSE
Unlawful assembly
NOISE ORD
FTA
FAILURE TO APPEAR - MISD
BENCH WARRANT/ORIG CHG POSS
BW - failure to comply
PROBATION VIOLATION (TECHNICAL)
VOP
VCCO
Parole hold
COMMUNITY CUSTODY VIOL
HOLD FOR OTHER AGENCY
Out-of-county warrant
FUGITIVE FROM JUSTICE
WARRANT SERVICE ONLY
FAIL TO PAY FINES
CONTEMPT OF COURT
BAIL JUMPING 2
INTERLOCK VIOLATION
ANIMAL AT LARGE
CRUELTY TO ANIMALS
GAMBLING - DICE
Sale of loose cigarettes
VENDING W/O PERMIT
ARSON-RECKLESS BURNING
CHILD ENDANGERMENT
CUSTODIAL INTERFERENCE
NON-SUPPORT
SEX OFFENDER - FAIL TO REGISTER
Voyeurism
ATT. BURG 3
CONSP - CDS POSS
SOLICIT TO DELIVER
INHALING TOXIC VAPORS
GHB/Rohypnol possession
MARIJUANA-POSS LESS 10GM
Marij-cult >6 plants
PSILOCYBIN
Salvia sale to minor
SPICE / K2 possession
Bath salts
Xanax w/o prescription
Drug court sanction
CHG NOT SPECIFIED
MISC OFFENSE
see charge code
Infamous crime against nature
Jackson-Denno hearing hold
Mann Act
Dyer Act - ITSMV
BAKER ACT TRANSPORT
Len Bias enhancement
ROMEO & JULIET EXCEPTION APPLIES
Megan's Law reg. viol.
POSS W/IN 1000 FT OF SCHOOL
POSS PCP "SHERM"
Mary Jane edible, retail pack
Jimmying coin box
CARJACKING
JOHN SCHOOL ELIGIBLE - PATRON
Theft of rental prop.
Thft-shoplift/conceal/alter price tag
THEFT OF MAIL
ORGANIZED FRAUD <20K
DEFRAUD INNKEEPER
Bad checks (NSF)
FALSE VERIF OF OWNERSHIP PAWN
WELFARE FRAUD
LICENSE PLATE - IMPROPER DISPLAY
ALTERED VIN
SPEEDING 15 OVER
PASSENGER W/O BELT
Bicycle - no light
FALSE EMERGENCY CALL 911
TELEPHONE HARASSMENT
Phone scam
Obscene e-mail
THROWING MISSILE
Spitting
Poss. of shopping cart
Fish w/o license
CURFEW
TRUANCY
MINOR IN POSSESSION
Furnishing to minor
[arrests.severity]
felony
misdemeanor
citation
F
M
GM
Gross Misdemeanor
FA
F-3
3rd deg felony
Class C misd.
SJF
State jail felony
MA
wobbler
Infraction
Petty offense
Violation
IO
unclassified
DF4
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
DRUG/NARC
Vice
Quality of life
QOL
Person crime
Group B
Part II
Society
drug equip
[arrests.is_warrant]
true
false
Y
N
0
T
yes - FTA
No warrant
on-view
OV
W
[arrests.warrant_type]
bench
new_charge
FTA bench wrnt
BW/misd
Parole
DOC Secretary's warrant
Superior Ct
muni bench
arrest warrant
OOC
extraditable 48 states
Alias capias
Capias pro fine
SW
VOP no bond
civil - body attachment
Traffic warrant
ramey
[arrests.disposition]
booked
cited
diverted
released
BOOKED/JAIL
Cite & release
O.R.
ROR
849(b)(2) PC
LEAD div.
Field release
Summons
NTA issued
DAT
Desk appearance ticket
Released pending lab
RTOA
D.A. reject
Booked/Hosp
Sobering center
Detox
Turned over to other agency
PTA
unarrested
Dropped
Exceptional clearance
[arrests.district]
West
East Precinct
N1
K2
King
Mary 3
Charlie Sector
David
Edward
Frank sector
George 2
Nora
Ocean
Queen
Robert 1
Sam
William 3
Union
Lincoln
Zone 4
Beat 0112
18th District
Area Central
Northwest Div.
Rampart
Hollenbeck
77th Street
Newton
Devonshire
Foothill
Bayview
Tenderloin
Mission Station
Ingleside
Taraval
PSA 7
6D
MSPD sector 3
Post 123
Post 712 A
Western District
Southeastern
Pct 25
019
Patrol Borough Bronx
Baker
Belltown
Pioneer Sq.
Capitol Hill
Pike/Pine corridor
International District
Rainier Beach
SODO
Skid Row
Kensington
East Div - 24th
Hill District
Zone 5 Highland Park
Jefferson Park
St. Louis Ave corridor
Martin Luther King Jr Way zone
Cesar Chavez beat
Santa Fe plaza area
San Juan Sub
Downtown Core
Nob Hill
SE Heights
Valley Area Cmd
Adam-12
Reporting Area 4471
RD 0645
Grid 33-C
CT 0042.01
unincorporated
Harbor Patrol
Transit Police
airport
Univ. campus
outside city
[arrests.officer_id]
OF0012
OF0231
of0007
OF-0044
OF0012/OF0090
OF9999
OFC-UNKN
Bike Unit
OF0300 (ret.)
3f81d0
narc squad
Two-officer car
none assigned
[arrests.birth_year]
1986
1971
2001
'84
c. 1960
1990?
1979.0
unknwn
18-24
[arrests.sex]
m
female
Male
X
Non-binary
U
Unk.
MTF
Transgender
2
F - self reported
Not stated
[arrests.race]
White
B
Black/African American
AI/AN
American Indian or Alaska Native
Asian
A - Asian/PI
Native Hawaiian/OPI
Pacific Islander
Two or more
Multiracial
O
W/H
Wht
BLK
Chinese
Filipino
Korean
Vietnamese
Samoan
Guamanian
Declined to state
Middle Eastern/N. African
Eskimo/Aleut (old code)
Obs. race: white
[arrests.ethnicity]
Hispanic
Non-Hispanic
H
NH
Latino/a
Hispanic or Latino - Mexican
Puerto Rican
Cuban
Somali
Not Hisp./Lat.
Chicano
Unknown ethn.
Refused
[referrals.referral_id]
R0042
R0043
R00044
r0051
R-0060
R0042B
REF2022-0117
R0118 resubmit
L-R0009
[referrals.person_id]
P00018
P00044
P00019a
P#00023
P0000231
5d41402abc4b2a76
P00320 / P00911 merged
P00412 (dup)
tbd
[referrals.referral_date]
2022-03-15
3/16/2022
2022-03-17 14:30:00
15MAR2022
Q1 2022
week of 4/4/22
[referrals.door]
arrest_diversion
social_contact
community
SC
Social Contact Referral
Arrest div - prebooking
pre-arrest
Community ref.
Post-booking
walk in
Law enforcement
LE social
Business improvement district
CJ partner
Hospital ED
Library
Shelter staff
Crisis line 988
[referrals.arrest_id]
A000200
A000201
N/A - no arrest
A000310, A000311
not booked
none
A000188?
pending #
[referrals.offense_category]
Drug poss.
Sex work
Theft
Retail
subsist. theft
non-violent prop
PWID
trespass/camping
N.A.
n/a (social)
[referrals.severity]
Misd
Fel
felony C
Class A Misdemeanor
M1
Infr.
No charge
ungraded
low level
[referrals.district]
South
SW Pct.
West Pct
U District
Lake City
White Center
Burien
Skyway
Chinatown/ID
3rd Ave corridor
Aurora N
East Baltimore
Bromo Arts
Upton/Druid Heights
Charles Village
Central City East
Hollywood
Venice
Santa Ana
Fell's Point
Harlem Park
Albina
Old Town
Lents
The Bottoms
Franklin
Madison Park
St. Paul St area
Lexington Mkt.
countywide
[referrals.officer_id]
OF0100
OF0056
OF0061?
Shift 2
Community policing team
CPT
ACT team
Bike patrol W
dispatch
not LE
multiple officers
sgt on duty
unk ofc
[referrals.decision]
accepted
declined
ineligible
pending
lost
Accept
Not accepted
Refused by client
Declined by prosecutor
Declined - client
Hold for review
Approved by OWG
Waitlisted
unable to locate
UTL
withdrawn by LE
Denied: criteria
conditionally accepted
2nd referral, already in
[referrals.ineligible_reason]
Exceeds 7 grams
Amount over 10 g
Intent to deliver for profit
Exploits minors
suspected pimping
Prior violent felony within 10 yrs
Violent conviction
Robbery 1 conviction (any time)
Sex offense history
Disqualifying conviction
Pending felony
Open case in another county
Active warrant
No-contact order in place
DV charge
Currently in drug court
Already enrolled
In Mental Health Court
On DOC supervision
Under 18
juvenile
Not amenable
Not amenable to diversion
Under arrest for ineligible crime
Firearm present
weapon involved
Outside catchment
lives out of county
Non-resident
Out of state
Federal hold
ICE detainer
Victim objects
No victim consent
Officer discretion
DA veto
Prosecutor declined
City Atty did not approve
Committee vote 2-3
exceeded referrals (3 max)
3+ priors
No drug nexus
no behavioral health need
no unmet need identified
Language - no interpreter available
Medical clearance failed
Too intoxicated to consent
combative
Unable to confirm identity
No ID
wrong address on form
No phone
paperwork incomplete
Referral form not signed
72-hr window elapsed
Missed screening x2
Screened out - risk score > 8
ORAS high
LSI-R 31
PSA flag: FTA 4+
Gang enhancement
Immigration concern, client declined
Custody status
died before screening
see narrative
Other - specify
reason not given
DQ
code 14
NAR
Miranda issue
Competency - Jackson order
Capacity full
Programme closed 12/2021
covid suspension
[referrals.intake_date]
2022-04-02
4/3/22
no intake
sched.
2022-W14
intake not done
[referrals.exit_date]
2023-02-14
02/15/2023
active
still open
ongoing as of 6/30
[referrals.exit_reason]
Completed
Graduated
Successful completion
goals met
Stepped down to aftercare
Lost to follow up
LTFU
no contact 90 days
No contact > 6 mos.
Disengaged
Client request
Voluntary withdrawal
Self-discharged
Administrative discharge
AMA
Moved out of area
Moved out of state
Relocated - family
Returned to reservation
Incarcerated - jail
Incarcerated >12 months
Prison
sent. to DOC
Long term treatment
Residential tx
Inpatient psych
Transferred to other program
Transfer to ACT
Transfer - PACT
to Drug Court
Drug Ct. opt-in
Veterans Ct
Deceased
Died - overdose
Natural causes
Homicide victim
New violent offense
New charge, felony
Terminated: threats to staff
Terminated - safety
non-compliance
Inactive list
Never engaged
Did not complete intake
Duplicate enrollment
entered in error
Aged out
Housed & stable
Permanent supportive housing
PSH
nursing home
Hospice
Deported
Military
unable to serve
Funding ended
Case closed by OWG vote
phone out of service
bad phone #
mail returned
no forwarding address
whereabouts unk
whole household moved
mother ill, left county
New job, nights
Staff turnover
CM left agency
exit code 7
OTH
[referrals.birth_year]
1958
1999
1964 (est.)
'77 or '78
0000
adult
[referrals.sex]
woman
man
Two-Spirit
Female (trans)
GNC
9
Client doesn't know
Data not collected
[referrals.race]
Black, African American, or African
White/Latino
Native
Tlingit
Blackfeet
Navajo
Asian Indian
East African
Mixed
some other race
Race not on form
HMIS 8
Cauc.
[referrals.ethnicity]
Non-Hispanic/Non-Latin(a)(o)(x)
Latinx
Central American
Guatemalan
Salvadoran
n - not Latino
Eth. not asked
[engagements.contact_id]
C000311
C000312
c000400
C-000415
CNT00099
C000500.1
C000311-follow up
[engagements.person_id]
P00020
P00021
P00600-A
p_00033
P00777 [merged]
0b9e77
group session
no ID yet
[engagements.contact_date]
2022-11-30
12/1/2022
2022-12-02 09:00 PST
Thu 12/08/22
2022-12
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
Outreach attempt
Phone
Phone call - client
Telephone/collateral
Collateral
Text message
E-mail
Email to client
Video
Zoom
TH
F2F
Face-to-face
Home visit
Jail visit
Court accompaniment
Court appearance
Atty meeting
Legal coordination w/ DPA
Transport
Transport to DMV
ID replacement
Birth certificate help
Social Security office
SSI/SSDI (SOAR)
Food stamps
SNAP/EBT
Medicaid enrollment
Apple Health renewal
Medi-Cal app
HUD voucher
Coordinated entry
Housing navigation
Landlord mediation
Motel voucher
Shelter placement
Detox bed
MAT
Methadone
Suboxone induction
Bupe
Narcan kit
Naloxone distribution
Wound care
Primary care
Dental
HIV/HCV test
Needle exchange
MH assessment
GAIN-SS
Biopsychosocial
Care conf.
Case staffing
OWG
Job fair
Resume
GED class
Peer support
AA/NA mtg
Group
Clothing
Bus pass
Hygiene kit
Crisis response
Welfare check
Letter mailed
Voice mail
Note only
Supervision (staff)
H0038
T1017
CPT 90791
[engagements.outcome]
attended
no_show
cancelled
Attended, late
No show x2
NS/NC
DNKA
Cancelled by client
Cancelled - staff sick
Rescheduled
Left VM
LM
no answer
Phone disconnected
VM full
Wrong number
Not home
Unable to locate in camp
Client in custody
In hospital
refused service
Brief contact
Seen on street
Met at office
Completed app
App approved
App denied
Voucher issued
Waitlist
Referred out
Moved in!
Lease signed
Hired
ID received
Charges dropped
Warrant quashed
Court continued
intoxicated, ended early
Asleep
declined Narcan
Took 2 kits
spoke w/ partner agency
met w/ mother
family mtg held
Atty did not appear
PD will call back
message left with front desk
Good visit; client in good spirits
Talked about goals, next mtg Tues.
Interpreter needed (Tigrinya)
COVID +
weather
transport fell through
n.r.
[engagements.minutes]
45
15
7.5
90
1:15
30 min
1 hr
<5
0.25 h
60+
half day
not timed
[engagements.case_manager_id]
CM003
CM014
cm009
CM-02
CM003/CM010
CM-FLOAT
CM021 (temp)
On-call
vacant
Team B
intern
peer specialist
duty desk
CM supv
Unassigned
[custody.person_id]
P00025
P00026
P00111.
P00404/1
P0O512
hash:8ac01f
Px-0061
[custody.admit_date]
2021-03-31
4/1/2021 23:55
2021-04-02T00:00
unk. admit
prior to 2019
[custody.release_date]
2021-07-05
7/6/21
still in custody
9999-12-31
2099-01-01
not released
[custody.facility]
jail
prison
KCCF
MRJC
SCORE
Maleng Regional Justice Center
Cook County DOC Div 10
Twin Towers Correctional Facility
Men's Central Jail
Century Regional Detention Fac.
North County Correctional Facility
Santa Rita Jail
San Bruno - CJ5
Rikers Island
George R. Vierno Center
Anna M. Kross Ctr
Robert N. Davoren Complex
Rose M. Singer Center
Eric M. Taylor Center
Theo Lacy Facility
James A. Musick Facility
Lerdo Pre-Trial
George Bailey Det. Facility
Las Colinas
Harris Co. JPC
Lew Sterrett Justice Center
Baltimore Central Booking (BCBIC)
Jessup Corr. Inst.
Patuxent
MCI-H
Curran-Fromhold CF
Allegheny Co. Jail
Orleans Justice Ctr
Angola
Metropolitan Detention Center
Bernalillo MDC
Walla Walla - WSP
Monroe Correctional Complex
Coyote Ridge CC
Washington Corr. Center for Women
Clallam Bay
Cedar Creek
San Quentin SP
CIM Chino
Central CA Women's Facility
Sing Sing
Bedford Hills
Attica
Stateville
Huntsville Unit
Dominguez State Jail
Lucile Plane SJ
Halbert SAFP
Work release
Electronic home monitoring
EHM
Weekender
CCAP
Regional lockup
Hold tank
Municipal lockup
Contract bed - Yakima
Federal - BOP
FDC SeaTac
ICE NWDC
State hospital
juv. hall
OTH FAC
[deaths.person_id]
P00027
P00908
P00045-d
dth-P00310
P00333?
[deaths.death_date]
2022-04-19
05/07/2022
2022-05
DOD pending
not certified
~2021-11-30
30 Nov 2020
[court_cases.person_id]
P00028
P00530
P00612 & P00613
P00540.0
e4d909c290
not matched
[court_cases.case_id]
K00012
K00013
k00101
K00012-A
K-00290
K00045 consolidated
K00410 (refiled)
K00500;K00501
CASE00071
no file
[court_cases.filed_date]
2021-09-10
9/11/21
2021-09-12 00:00:00.000
Not filed
filing pending
[court_cases.severity]
Felony A
Felony B+
FEL-C
F4
Misd. cl. B
Gross misd
Ordinance
Summary
Summary offense (ungraded)
4th degree
DP - disorderly persons
State Jail
petty misd.
Civil infraction
reduced from F to M
[court_cases.disposition]
Dismissed
Dismissed w/o prejudice
DWP
Nolle prosequi
Nolle prossed - lab
Stet
PBJ
ACD
CWOF
Deferred adjudication
Deferred sentence 24 mo
SOC
Stipulated order of continuance
Guilty plea
Pled guilty to lesser
PG - as charged
Alford plea
Newton plea
Nolo contendere
Convicted by jury
Not guilty
NGRI
Bench trial - acquitted
Mistrial
No true bill
No papered
Declined to file
No info filed
Rejected - insufficient evid.
Interest of justice (PC 1385)
Prop 36
PC 1000 div.
Mental health diversion 1001.36
ARD
TASC
First offender 7411
HYTA
Diversion complete - dism.
Drug Court grad
Bail forfeited
BF
Bench warrant outstanding
Blake vacated
Vacated per State v. Blake
Remanded
Transferred to juvenile ct.
Change of venue
Consolidated w/ other case
Time served
CTS 12 days
364 days/350 susp.
Prob 1 yr
UPC
Fine $150 + costs
Restitution ordered
Community service 40 hrs
Abated by death
Incompetent - dism.
Sealed
Expunged 13 VSA
Pending trial
Set for omnibus
Active
Old closed - no dispo
[health_events.person_id]
P00029
P00702
P00702 ?
P 00803
a87ff679a2f3
unlinked
[health_events.event_date]
2022-07-21
7/22/2022
2022-07-23 03:40
2022Q3
unk date
[health_events.event_type]
overdose_nonfatal
overdose_fatal
ed_visit
naloxone
crisis
OD nonfatal
OD - opioid
Overdose, stimulants
T40.1X1A
F11.20
R45.851
ED - treat and release
ED/abscess
ER psych
EMS transport
EMS refusal
Narcan admin x2
Naloxone by LE
LBE naloxone
Crisis call
MCT dispatch
5150
72 hr hold
ITA detention
Sect. 12
Baker Act
Laura's Law order
Tarasoff notification
Sober center
Detox admit
Inpatient
LWBS
DOA
Hep C screen
fall
heat exposure
Hypothermia
[control_totals.extract]
arrests
referrals
engagements
custody
deaths
court_cases
health_events
arrests_2022
Arrests (RMS)
jail stays
DOC stays
ref_v2
arrests.csv
[control_totals.measure]
rows_read
people
Rows
distinct persons
row ct
N persons
# of records
unique P-ids
[control_totals.value]
18442
1,204
0441
2,118 rows
1842.0
3306 as of 6/30
~950
12 files
""")
HEADERS = _listed("""
last_name|FirstName|MI|subj_lname|DefFullName|suspect_name|ArresteeNm|inmate_name_lfm|alias_1|AKA|moniker|maiden_nm|NameSuffix|
pt_name|client_fullname|participantFirst|PreferredName|SSN|ss_no|ssn_last4|SocSecNbr|dob|DateOfBirth|birth_dt|BIRTHDATE|
subj_dob_mmddyyyy|place_of_birth|drivers_license_no|OLN|DL_NUM|dl_state_num|StateIDNumber|sid_no|fbi_nbr|NYSID|cii_number|AFIS_ID|
inmate_no|doc_number|JailBookingNbr|cin_number|mrn|MedRecNo|medicaid_id|MediCalCIN|InsuranceMemberID|medicare_hicn|
hmis_client_name|home_addr|ResAddr1|street_address|apt_no|addr_line_2|mailing_zip4|arrest_location_addr|incident_lat|longitude|
geo_x_coord|home_phone|cellPhone|tel_no|ph1|email_addr|clientEmail|facebook_url|ig_handle|ip_address|device_imei|license_plate|
veh_tag|VIN|officer_name|ArrestingOfcName|badge_name|ofcr_lname|case_mgr_name|CMFullName|worker_email|victim_name|vic_dob|
complainantNm|WitnessName|next_of_kin|emergency_contact_name|mothers_maiden_name|spouse_nm|guardian_phone|employer_name|
defense_atty|AttorneyOfRecord|judge_name|prosecutor_nm|bondsman|mugshot_url|fingerprint_no|alien_reg_no|passport_num|
tribal_enrollment_no|scars_marks_tattoos
""")
CLEAN_HEADERS = _listed("""
arrest_dt|ArrestDate|offense_date|off_dt_from|chg_code|charge_desc|ChargeName|StatuteCd|ncic_code|nibrs_class|ucr_part|charge_seq|
chg_cnt|ChargeLevel|fel_misd_flag|severity|drug_type|drug_weight_g|weapon_flag|is_warrant|WarrantType|fta_ind|disposition|
DispoCode|dispo_dt|release_type|bail_amt|bond_type|beat|SectorName|precinct|police_district|patrol_area|agency_name|ORI|
census_region|county_fips|officer_id|officer_rank_cd|cm_code|unit_assigned|shift|birth_year|yob|age_at_arrest|AgeGroup|sex|
gender_cd|race|RaceEthnicity|hispanic_ind|ethnicity_desc|referral_id|ref_date|referralSource|door|eligibility_flag|InelgReason|
decision_cd|intake_dt|days_to_intake|exit_dt|exit_rsn|ProgramName|program_phase|contact_id|contact_dt|contact_type|ContactMode|
phone_contact_flag|email_contacts_cnt|address_change_flag|svc_category|outcome|duration_min|num_attempts|housing_status|
employment_status|benefit_type|facility|FacilityName|facility_type|admit_date|rel_dt|los_days|custody_level|bed_type|
sentence_days|case_type|court_name|court_level|filed_dt|plea_type|event_type|naloxone_given|hospital_type|icd10_group|
manner_of_death|row_count|file_version|load_batch|extract_name
""")
