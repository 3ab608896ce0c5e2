"""A thirteenth set, by another author who had read neither the gate nor a corpus: each text in the column of the extract in which
it was met in thought. Everybody is made up.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import _listed
from tests.faults.identifier_corpus_places import Placed, _placed

# fields of records that identify
STRUCTURED: list[Placed] = _placed(r"""
[arrests.person_id]
Whitcomb, Darnell R
NAKAGAWA, EMI
Xiong Pao Yang
O'Shaughnessy, Brigid
de la Cruz Ibarra, Yolanda
THIBODEAUX/ANTOINE/L
Abdirahman Warsame Nur
KOWALCZYK ZBIGNIEW
Jr., Leotis Fontenot
Marquez-Tovar, J. Refugio
418-62-7093
531 44 2876
SSN 602-19-4458
SSN: 287640915
***-**-6625 / 198346625 SSN
(206) 555-0173
503.555.0148
d.whitcomb84@gmail.com
LATISHA_GREEN@YAHOO.COM
4127 Larkspur Ln Apt 6
44.97775_-93.26501
DOB 10/12/1977
M 1985-11-23 dob
73.162.44.209
https://www.facebook.com/darnell.whitcomb.9
DL WHITCDR163QK
OLN F255-9217-4410
SID WA24418837
FBI# 417882KB4
FBI No. 88214XA7
[arrests.arrest_id]
Arr. of Sylvester Grubbs
BATISTE_CORNELL_20210714
401-88-2953
7135550140
kim.park@naver.com
1G1ZT53826F109149
IMEI 356938035643809
[arrests.charge_description]
ASSAULT 4 - VICTIM RENEE STALLWORTH
DV assault / Vict: Carmen Oyola
Theft 3 (owner Thanh Lam)
FTA - PATTERSON, LAMAR
Viol. protective order re Heather Dinwiddie
Forgery, check of Mildred Ostrander
Harassment of Aaliyah Crump
POSS METH - CODEF BRYCE LUNDQUIST
Crim trespass, c/o Mohammed Karimi
IDENTITY THEFT SSN 439-60-1827
FORGERY (SOC 585-12-7733)
Telephone harassment 702-555-0164
Harassing calls fr (615) 555 0129
Cyberstalking (amysuzuki91@gmail.com)
DWLS3 WA plate BKX4417
VEH THEFT LIC# 7KRD902
POSS STOLEN VEH TX LP: RJT-8841
Eluding, tag CA 8VHN331
DUI / OR lic plate 492 LQX
HIT & RUN FL TAG Z41 BKD
DWLS LP 6XTR118 (CA)
UUMV VIN 1HGCM82633A417728
Poss. stolen vehicle 2FTRX18W81CA50913
BURG RES 611 ALDER ST
CRIM TRESPASS @ 2901 MARKET ST APT 5
Prowling, 1408 Juniper Way
Noise, 35 Hawthorne Terrace #2
OD scene 40.75834,-111.87601
MIP - dob 08/14/2004
POSS MJ <21 (DOB 1/6/03)
Online threats IP 98.207.113.54
Sol pros. http://escortlist.example.com/ads/kayla-702
Soliciting, Telegram @candykay702
DWLS3 OLN 0048817352 NV
No valid op lic; ID# S530-4602-8815 IL
FTR sex off, SID TX07718842
FRAUD CC 4539 1488 0343 6467
Unlawful use card 5425-2334-3010-9903
[arrests.severity]
felony - KEVIN ARMBRUSTER
[arrests.offense_category]
drug_possession (Stetson Rigby)
traffic - tag GA RKL2098
[arrests.warrant_type]
Bench - Judge Rosenthal, Marvin
issued by Hon. Patrice Fairweather
bench, def ph 601-555-0182
new_charge LPN WI 773-ZKT
served 2480 Chestnut Ridge Rd
[arrests.disposition]
Released to mother, Delphine Arceneaux
Bonded out by Curtis Mayhew
Booked as John Ray Tillman
PR to Judge Harriet Lindenbaum
booked, ss 321-49-8806
Released; call 313-555-0144
cited, e-mail bryce.l@msn.com
veh impounded, plate AZ CKA7J2P
cited; NY plate HGT-3920
impound vin# 5NPE24AF8FH093114
Released to 519 Kittredge Cir
booked (home: 14 Sycamore Ln, Dayton)
arrested at 32.71574,-117.16108
cited dob 6/21/94
mugshot http://busted.example.net/img/2231.jpg
cited on DL B7719204
booked, JID 1188204
bail pd Visa 4716108999716531
[arrests.district]
Ofc Dale Prewitt's beat
home of Lucinda Farris
Beat 4 desk 602-555-0121
precinct3@pd.example.com, j.ott@pd.example.com
Lot 3 veh plate NV 382-M17
1452 S Pennington Ave
312 Birchwood Dr
5800 blk E Cactus Rd, #114
20 Cedar St., Apt. 4C
1733 Hwy 89 North
N12W8845 Maple Rd
221 1/2 Delancey Pl
9041 SW 142nd Ct
47.60621, -122.33207
39.7392N 104.9903W
POINT(-115.13983 36.16994)
33°26'54"N 112°04'24"W
lat 35.08449 lon -106.65114
10SEG5519380824
N 38 34.894 W 121 29.664
[arrests.officer_id]
Ofc. Brandon Kessler
Sgt M. Villarreal #4471
DEP. TUCKER WHEELOCK
Lt. Siobhan Gallagher
Hutchens, Craig (K9)
Trooper Anders Nyberg
R. Castaneda
Det. Okafor, Chidi
337-25-8810
cell 801-555-0178
x4471, 509-555-0133
brandon.kessler@sheriff.example.gov
mvillarreal@ci.riverton.ut.us
1200 Riverfront Plaza Suite 300
badge 7714
Shield #22814
[arrests.birth_year]
284-77-1956
1984-03-17
07/22/1991
11-5-78
19690214
Mar 3, 1975
23 Oct 1988
1990-06-30T00:00:00
4/9/1962 12:00:00 AM
DOB 8/1/1983
12.31.1957
[arrests.sex]
M - Reginald Tubbs
F (Priscilla Okonkwo-James)
M 05/05/1980
F, dob 1992-09-13
[arrests.race]
Black / Jamal Witherspoon
W/M DOB 02-27-71
B/F 7/30/1989
[arrests.ethnicity]
Hispanic - Guadalupe Benavides
[referrals.referral_id]
REF-VELAZQUEZ-OMAR
Hargrove_Denise_2021
571-32-6094
ph 404-555-0167
ref+hargrove@leadcounty.org
Apartment 14, 6650 Gulf Fwy
203.0.113.87
[referrals.person_id]
Begaye, Shandiin
Ngozi Uchenna Okorie
VANDERHOOF, PIETER J.
Trần Thị Hồng Nhung
Fa'asavalu, Sione
José Ángel Villaseñor
singh, harpreet kaur
Lakesha Dubose-Merritt
219-07-8836
ssn#545-38-1120
318.55.9074
SSN last four 7716
+1 702 555 0119
3125550192
jquezada@hotmail.co
mailto:pnguyen@outlook.com
918 NE Killingsworth St, Portland OR 97211
d.o.b. 3-3-90
2601:602:8b00:1c3e::4f
linkedin.com/in/lakesha-dubose
CA DL D4471829
WDL5R3K82TB1
State ID 409338172 (NM)
CII A31447829
OCA 2207714 / NCIC W441882930
[referrals.door]
Referred by Pastor Clyde Womack
Brother (Enrique Salcedo) called
Merchant Soo-jin Bae
self ref via 425.555.0136
community: owner@thanhmarket.biz
tip on car IL plate BD 41772
camp behind 2750 Rainier Ave S
tent at 47.5480, -122.3170
web form (198.51.100.23)
www.gofundme.com/f/help-rodney-hollis
tweeted by @soojinbae_
[referrals.arrest_id]
617-09-4482
7865550103
[referrals.district]
Sgt. Ophelia Banks
parked at Lot C, license plate MN 483-RWT
3300 Martin Luther King Jr Blvd Apt 209
16 Rue Toulouse, New Orleans 70112
845 Fm 1960 Rd W, Houston, TX
RR 2 Box 114-A
4400 Sunset Pkwy, Room 118
7 Avenida de las Palmas
-87.629799,41.878113
45.5152 / -122.6784
geo:29.951066,-90.071532
84VVJM5X+8Q
(30.26715;-97.74306)
[referrals.officer_id]
Deputy Lorena Quintanilla
Cpl. J.D. Hathcock
PO Sean Mulcahy
Ramirez, Ofc. Estela
Kowalski T.
(928) 555-0190
lquintanilla@co.dona-ana.nm.us
POST ID B41-K77
[referrals.decision]
Declined by DDA Marcus Feingold
accepted per Lt. Anita Bergstrom
pending, cb 253-555-0118
pending - ask anita.bergstrom@da.example.us
declined, address 9 Elm Ct.
[referrals.ineligible_reason]
Victim is Olivia Santangelo
Warrant hold, name match Luis Fdo. Arrieta
Pending charge w/ codefendant Shaquille Ivory
no match 489-15-6672
vm left at 360-555-0175
see msg from c.mayhew@pd.example.gov
vehicle reg KY 208 DVT
lives outside area: 6402 County Road 19
under 18, born 11/02/2005
[referrals.exit_reason]
Moved in with Travis Helmsley
Deceased per sister Wanda Grissom
Transferred to Brianna Coates
Refused by Ezekiel Mbeki
SSN on file 174-58-2230
Phone disconnected 216-555-0181
new # 469 555 0107
exit ltr sent to gwenp@att.net
Living in van, plate UT F84 2KR
moved to 1120 Bellevue Ave #410
relocated, 88 Pine Knoll Trl
obituary at legacy.com/us/obituaries/name/earline-haggerty
contact on Snapchat: shellyp_99
in treatment, pt acct 7733018842
restitution ck acct #7720184431
[referrals.birth_year]
1979/05/26
02/14/66
September 9 1996
1972-12-01 00:00
born 6-18-1981
05-JAN-1993
08311986
1999.10.07
[referrals.race]
White-Melissa Kirkendall
[engagements.contact_id]
Contact w/ Percival Dunmore
tkaczmarek-julia-03
643 27 1185
973-555-0111
kwame_o@live.com
2121 Wilshire Bl #8
24.16.88.131:52114
https://cms.county.example.us/client/88413/notes
MAC 3C:22:FB:4A:91:0E
[engagements.person_id]
Pfefferkorn, Gretchen
Tyrese Blakemore
AL-HADDAD, YOUSEF M
Kealoha, Leilani K.
Oksana Hrytsenko
Ruiz Escamilla Martín
van den Berg, Joost
457-81-3362
SS# 233 71 5409
415-555-0137
tel:+15055550161
t.blakemore@icloud.com
nhung.tran@protonmail.com
PO Box 3318, Yakima WA 98907
born April 19, 1968
Passport 548120937
A-number A204 817 556
ProviderOne 100482719WA
[engagements.contact_type]
Court w/ PD Allison Trelawney
Housing: landlord Bogdan Ilić
Ride to Dr. Nirmala Venkatesan
benefits - SSA 228-46-7719
outreach by phone (385) 555-0116
health - clinic pt cell 720-555-0159
legal (atrelawney@publicdefender.example.org)
home visit 407 Dogwood St
housing - 1901 Third Ave Rm 516
outreach @ 34.05223,-118.24368
benefits, DOB 3/28/1959
telehealth 2001:db8:41::9a7c
fb.me/tyreseblake
outreach via FB msgr @lakesha.dm
benefits ID: driver lic. no. 93-441-7702
health (chart no. 440192)
benefits EBT 5076 8800 1442 9917
SNAP card no 6004863312457790
benefits: IBAN DE89370400440532013000
[engagements.outcome]
Attended w/ girlfriend Destiny Raines
No show - spoke to Gladys Pickering
cancelled by Rahim Siddiqui
SS card 553-91-2047 picked up
no show, txt'd 971-555-0193
LM 555-0142
cancelled via email hsiddiq77@yahoo.com
no show, car (ID plate 1A 88J42) gone
attended at 2318 Eastlake Ave E
no_show, knocked at 55 Bryant Pl
not at 37.77493,-122.41942
ID'd by DOB 9/17/1987
zoom attended, ip=71.231.6.240
https://zoom.us/j/91483320175?pwd=Tk9
IG @tyrese_blk206
got WA ID card WDLABCD782KP
attended, Medi-Cal 91447320D
direct dep. acct 004418829371 rtg 325081403
[engagements.minutes]
45 (cell 704-555-0186)
[engagements.case_manager_id]
Shanice Broussard, LCSW
Dominguez, Maribel
Ms. Keisha Tolliver
T. Henriksen
CM - Jolene Whitehorse
Mr. Desmond Achebe
mgutierrez (Marisol Gutierrez)
416-83-0952
541-555-0109 ext 12
wk# 907.555.0150
shanice.b@reachprogram.org
"Tolliver, K" <ktolliver@leadservices.org>
[custody.person_id]
GALLOWAY, TREMAINE DESHAWN
Petrosyan Armen
Inmate: Hollis, Rodney
Scarborough, Wm. T.
ESPINOZA-LUGO, HECTOR
Booker T Ransom III
611-24-9035
149–66–2087
xxx-xx-4093
918/555-0126
inmate.family.hollis@aol.com
60 Quarry Hollow Rd
DOB: 19740608
TX DL 18834027
Inmate # 220118743
DOC no. 884217
BOP 44817-086
booking no. 2021-0088417
GPS anklet IMEI 490154203237518
[custody.facility]
Cell 4B Dewayne Poindexter
Transported by Dep. Karl Engstrom
jail call acct 2145550138
jail visit acct: lorrie_hollis@gmail.com
released to 730 Tamarack Blvd
EM unit, phone IMSI 310260884417729
[deaths.person_id]
Lindqvist, Ingrid
Estate of Earline Haggerty
MCGILLICUDDY, FRANCIS X
Decedent Quang Duc Pham
078-31-4426
SocSec 367-90-2218
(850)555-0184
nextofkin_lind@comcast.net
2205 W Fillmore St #3B
b. 12/25/1949
ME case pt MRN 3019928
[court_cases.person_id]
State v. Jermaine Oglethorpe
People vs Castellanos, Ruben
In re: Tabitha Wojtowicz
COMMONWEALTH V. STOLTZFUS, AMOS
Def: Kimbrough, Latrice
522-17-6640
1-888-555-0102
bgoldfarb@goldfarblaw.com
FL DL# H620-540-74-218-0
PCN 8841772093
SID OR19928374
[court_cases.case_id]
State v. Nguyen-Tran, Bao
21CR0447 SMALLWOOD, DARRYL
126-74-3390
210-555-0130
efile jmartel@courts.example.gov
43 Prospect St Apt 2R
efiled from 174.62.119.8
https://portal.scscourt.example.org/case/NTcwMjI
[court_cases.disposition]
Pled guilty before Judge Theodora Papadakis
Dismissed, witness Nadine Fussell unavailable
Atty: Bertram Goldfarb
Dismissed, clerk 770-555-0147
cont'd, notify def. at d_oglethorpe [at] gmail.com
notice mailed 1015 Oak Hill Dr
Sealed; juvenile b. 4/4/2006
see odycourt.example.gov/case?def=OGLETHORPE
fine paid AMEX 378282246310005
[health_events.person_id]
Pt. Rosalind Achterberg
Bhattacharya, Sunil
Doe aka Shelly Prudhomme
Yellowhorse, Delbert
264-53-8817
SSN264871930
612 555 0155
rosalind.a@uwhealth.example.org
77 Old Mill Court, Unit 12
birthdate 1995-02-11
Oregon DL 7719043
MRN 00418827
MRN: 7710-23-884
Harborview MRN H3349210
Medicaid ID 204418837WA
Medicare 1EG4-TE5-MK73
NHI/PatientID=66120493
[health_events.event_type]
Narcan given to Cody Breckenridge
OD - friend Amber Lovelady called
ED visit SSN 198-34-6625
crisis caller +1 (318) 555-0199
crisis: emailed ex at tdrake (at) yahoo (dot) com
overdose in car tag# CO BQF-T61
overdose at 3619 Aurora Ave N Room 22
naloxone 36.7378 -119.7871
ED pt dob 10/10/1973
instagram.com/codyb_reck
ed_visit MRN#5528104
overdose_nonfatal / med rec no 883-20-17
[control_totals.extract]
arrests (from Phil Devereaux)
arrests from dataclerk.joy@county.example.us
https://co-my.sharepoint.com/personal/pdevereaux/arrests.csv
[control_totals.measure]
people - checked by Noreen Halloran
rows_read - call 808-555-0125
people (nhalloran@county.example.us)
mail to 500 Courthouse Sq Rm 210
rows_read 67.185.20.77
[control_totals.value]
4120 per Gina Rothschild
502-68-1174
9165550171
""")
# sentences that do
SENTENCES = _placed(r"""
[arrests.person_id]
dup record? see Alistair Kincaid same house
cant match, try 277-48-9016 instead
transient but mail goes to 3006 Haven St
twin brothers both 10/1/1993 birthdate
[arrests.arrest_id]
merged w/ arrest of Tobias Greer same night
[arrests.charge_description]
Subj advised he got the meth from a guy named Ronnie Dufresne behind the Circle K
LP stopped female later ID'd as Consuelo Aguirre with unpaid merchandise
RP Winston Abernathy states male refused to leave the lobby
Vict (ex-wife Tamika Roundtree) has no visible inj
Contacted Vang Lor at bus stop, foil and straw in plain view
Def gave false name, true name is Jeremiah Stackhouse per prints
Warrant confirmed by dispatch for Ayodele Bankole, transported without incident
Heroin located in purse belonging to passenger Krystal Hemmings
Manager at the Safeway, a Mr. Tomlinson, wants to press charges
UC buy from Demetrius Oakley aka Meechie, two rocks
Shoplift, susp Wei-Ling Chao was released on scene
Open container in park w/ Hank Sorrell and two others
susp fled on foot, witness sayed it was darius mcelroy
Glass pipe in sock. Arrestee Montgomery Alverson admitted use
Prowler ID'd thru ring cam as neighbor Stanislav Dobrev
Used another person's social 412-55-8830 on the rental app
Had stolen SS card 386 22 9147 in wallet
Vict can be reached at 206 555 0188 after 5pm
suspect texted threats from 602-555-0134 all night
Subj dropped a phone, wallpaper shows # (503)555-0151
Victim fwd the threats, emails came from bigron_duf@yahoo.com
craigslist sale set up thru tannerb1988@gmail.com
Stopped veh for equip viol, WA lic BPR2284, driver DWLS
Occupied stolen, plate 8KLM447 came back confirmed
Driver passed out at light in Civic, tag # FZT 3319, foil on lap
Van w/ OR plates 618 KQD linked to boosting crew
Resp to 2814 Sherman Ave on a prowler, subj in shed
Squatting in vacant at 507 N Willow St, copper removed
Buy was at 1619 Bonanza Rd apt 221 upstairs
Followed him home to 38 Larch Court and took him in custody on porch
theft of package from porch of 4460 Delmar Blvd
found asleep in laundry rm at 1225 E Roosevelt #107
tent fire, caller pinned 47.61402,-122.31855
minor in poss, subj admits bday is 5/19/2004
gave dob of 2-30-90 then corrected to 3-2-1990
sex w/ minor, vic born 06/11/2007
threats posted from IP 76.121.209.33 per Comcast return
CSAM tip, login at 24.18.144.7 on the 9th
ad posted at https://skipthegames.example.com/p/kiki-4418 w/ her photo
stolen bike listed on offerup.com/item/detail/98431177
sold pills thru snap name ron.duf420
DWLS 2nd, Nev OLN 1402887351, no insurance
Had 3 other ppls IDs incl CA DL F8814207
Warrant, SID WA18840273 confirmed by teletype
used stolen Visa 4485 2750 1193 8876 at pumps
check kiting on BofA acct no. 0044 1882 7730
[arrests.warrant_type]
Bench warrant out of Muni, Judge Ackerman set bail at 500
PO Denise Villanueva asked for supervision warrant
FTA from 3/2 cal, def atty Rubenstein says no notice
Quashed when Emmanuel Acheampong showed up at the counter
bench, left msg w/ bondsman 225-555-0106 no answer
def moved, summons ret'd from 346 Magnolia St
[arrests.disposition]
Cited and released, grandmother Eula Mae Pettigrew picked up
Booked into KCJ after Sgt Fennimore screened it
LEAD offered, Jesus Montoya-Rico accepted, transported to intake
No PC, released at scene per Deputy Wainwright
taken to ER by medics then dropped w/ roommate Phoebe Castellano
dv hold, vic Maryam Hosseini notified
Kicked loose, Ofc Stubblefield did not want the paper
booked, social given as 519-40-7762 came back good
Released, will call mom at 410-555-0195 for a ride
cited & rel, good cell is 8015550127
cited, copy sent to jstackhouse@live.com at his request
vehicle left parked lawfully, lic plate CJX-5527
released, says hes staying at 93 Chapel Hill Dr
drove subj to 7715 Airline Hwy rm 9 as a courtesy
taken in at 29.76043,-95.36980 w/o incident
ID'd as male born 9/8/1982, no ID on him
booking photo up at jailroster.example.org/inmate/alverson
cited, presented WA DL WDL4JK7712BQ
booked BA# 221004417 on new charge
[arrests.district]
Beat 12, by Kenny Ostrowski's auto shop
contact made in alley behind Mrs. Hendershot's house
camp near exit 164, contact 206-555-0110 (peer)
Walmart lot row 6, license 492-KLT
just outside 2440 Bluff Rd, north side of house
pin drop 36.1147, -115.1728 under overpass
[arrests.officer_id]
cover ofc was Dwayne Pickett, FTO ride
arresting ofc Lacey Hofstetter, backup unk
warrant svc team led by Marshal Quincy Hobart
call me at 480-555-0169 if she wants in
send reports to lacey.h@sheriff.example.org
badge no 8841 wrote this one
[arrests.birth_year]
unsure, told jail 8/19/1970 and court 8/19/71
[arrests.sex]
Transgender F, goes by Luna, legal Oscar Bermudez
listed F, ID card says M, born 12/12/1989
[arrests.race]
Self reports Native, enrolled per aunt Winona Redcloud
W per DMV, DOB there is 4-5-1961
[arrests.ethnicity]
unk, asked mother Graciela Montes and she declined
[referrals.referral_id]
same person as ref of Hattie Copeland, pls merge
see fax from 601-555-0187 for consent
[referrals.person_id]
client of record is Fatoumata Diallo, alias not used
ssn was 429-37-5508 on old form
[referrals.door]
walk in with outreach worker Marlon St. Clair
Librarian Judith Feldstein at central branch flagged this person
social contact, previously known to Ofc Nakamura
Neighbor Mr. Okonjo called the community line
came in w/ papers, soc sec no. 528 36 4471
Store owner called in from 323-555-0158 asking for help
self referral, msg phone is sister's 773-555-0120
ref form came from judith.f@library.example.org
biz says same red Kia plt BHH7721 every night
called in re man in doorway of 411 Pike St unit B
reported encampment at 34.1083N 117.2898W
brought by school, kid was born Aug 12 2005
form filled by someone at 97.113.62.5
posted to nextdoor.com/p/7KjR2s about guy in alley
[referrals.district]
usually sleeps behind 1717 Wabash Ave
[referrals.officer_id]
sent by Officer Jasmine Delgadillo on night shift
Sgt. Pruitt approved, referring ofc off duty
desk ph 435-555-0115, works swings
ref by shield 3317 4th pct
[referrals.decision]
Pending, Lt Grabowski to review video
accepted after warm handoff from Officer Trujillo
Lost contact, wife Svetlana says he is in Reno, surname Morozova
Declined by client, told Ofc Penhaligon to get lost
pending, bkgd run on 340-61-7729
pending, client to call back from 562-555-0143
pending, emailed lt at pgrabowski@pd.example.us
accepted; intake to be held at his place 1450 Upas St
pending bkgd with dob 04/27/1976
declined, FBI number 99417HB2 has out of state strike
[referrals.ineligible_reason]
Pending felony DV with vic Shawna Birdsong
Prior strike, DPA Kirsten Maddox said no
Promoting prostitution alleged, complainant Thuy Dang
Not our guy, wrong Antonio Maldonado
Declined after staffing w/ Ofc. Gutierrez-Bell
Already on caseload of Rasheed Colquitt at REACH
LEADS hit on 268-70-4413 shows violent prior
vm full at 702.555.0189, closing
see thread w/ kmaddox@kingda.example.gov on this one
veh reg'd to his ex, LIC/BXR4471
resides outside catchment at 1407 Old Pond Road
juv, DOB 10-22-2006, refer to JPO
DA link http://prosecutor.example.gov/cases/view?id=44182&def=maddox
alien reg no A098 441 227, ICE detainer
rap sheet FBI 218774RC9 shows arson
[referrals.exit_reason]
Client stopped answering, last seen by his cousin Lamont Threadgill
Pt passed away in Feb per daughter Stephanie Kowalewski
Moved to Boise to live w/ aunt Ramona Steiner
Graduated!! Jerome Bonaparte Lilly now has his own place
Exited for threats to staff member Candace Whitfield
Went to prison, see note by Terrell in file, last name Hightower
Client request, didnt get along w CM Bridgette Fontaine
Transferred to drug court under Judge Calloway-Reese
SSI approved, his ssn 447-13-2095, check goes to payee
phone off 3 wks, last number 541 555 0170
Moved out of county, can reach at +1 (208) 555-0114 if needed
completed; ok to f/u on 509.555.0166
sent closing letter to k.hemmings22@gmail.com no reply
now in OR, said to write her at consuelo.ag@outlook.com
living out of his truck, tag JWR 4418 Idaho
Housed! moved into 2001 Western Ave #305 on the 1st
evicted frm 16 Garden Ln, whereabouts unk
back home w/ folks, 5120 Hickory Grove Church Rd
camp swept at 37.80437, -122.27113, lost contact
aged out, turned 25, dob 1/15/1998
died, see www.dignitymemorial.com/obituaries/tacoma-wa/jb-lilly
ghosted, still posts on TikTok as @dalevroom77
enrolled at clinic, Medicaid id 118403927WA active
[engagements.contact_id]
entered late by Marybeth Sorensen
[engagements.person_id]
wrong person pulled, should be Nathaniel Cobb
[engagements.contact_type]
Drove Clarice Underhill to methadone intake
court support, met w/ PD Simon Ashkenazi beforehand
Tx planning w therapist Dr. Amrita Chaudhuri
Apt viewing w/ landlord Gus Pappas, first last and deposit discussed
job interview prep, reference will be Pastor Leroy Gaines
Wellness chk, found w/ friend Moses Two Bulls
helped Ms Zamora-Diaz fill out food stamp form
Called SSA re replacement card for 234-81-9950
DSHS app submitted, SSN ending 2095 verified with worker, full 447132095
TC to client at 971.555.0183 re court date
outreach, gave him a phone, number's 206/555-0145
called clinic 253 555 0197 to reschedule
set up an email for him: alverson.m.1971@gmail.com pw on card
sent resume to hr@bestwayfoods.example.com w/ cc lilly.jb@yahoo.com
helped w/ tow release for plate 7TRX650
took client to see studio at 1530 Boren Ave
delivered bed & food box to 3942 Gladstone Pl
changed mailing addr to PO Box 771 Kent 98035
camp outreach, gps 45.52311 -122.67649 by the tracks
got birth cert, DOB 12/3/1986 Fresno
ID replacement, date of birth 02-16-1964 on form
telehealth dropped, client ip 50.47.102.219
set up his resume on www.indeed.com/r/montgomery-alverson
msgd on facebook under user Meechie.Oakz
DOL trip, new ID number is WDLBC4R883KZ
ROI to hosp, chart number 88-41-207
EBT card 5077 1188 4402 9931 replaced today
opened bank acct 778204193 w/ client for SSI
[engagements.outcome]
Met client at McDonalds, her boyfriend Dale Yancey was present
no show, spoke to shelter staff Ximena Robles who hasnt seen him
Attended; signed ROI naming sister Geneva Applewhite
client canceled - in hospital, nurse is Bernadette Kuhn
attended, wants to be called Big Mike, legal name Michael Szymanski
Present w/ interpreter Nguyet Bui for full session
Left after 5 min, upset abt ex Rodrigo Palomares
attended late, rode w/ peer Tasha Greenlee
Cx by CM, Fitzwilliam out sick
no show x3 per K. Oberholtzer
attended, brought SS card # 591-28-6604 and birth cert
Left her number with desk ssn 305664182 for the form
No show. Tried 919-555-0177 twice, straight to vm
attended by phone, new number 5205550131
cx, text from 985-555-0104 says sick
LVM on 425-555-0160, no cb
attended zoom, link sent to yancey_dale@icloud.com
No show, bounced mail at rpalomares@@gmail.com / rpalomares1@gmail.com
looked for her car (plate AXL9033) not in lot
Not home. Left card at 678 Juniper Ave
attended, met her at the motel, 8920 Colfax Ave Rm 14
no show at office so went by 27 Fulton St, nobody
Not at camp, last pin 32.22174,-110.92648
attended, bday today!! (born 11/30/1969)
wrong chart first, dob is 07/07/79
attended at https://meet.google.com/kqz-rwbt-hfe video only
only answers on insta @kk_hemm99
got her license back!! DL# S514-7780-2219
in hosp, pt id 7712093 on wristband
visited at jail, inmate no. 2208841
[engagements.minutes]
30, phone call to 316-555-0141
[engagements.case_manager_id]
covering for Heidi Lundgren til Monday
caseload split btwn Tanner Bloomquist and float
reassigned from Yesenia P. Carrasco in June
on call cell 612-555-0122 for nights
ask hlundgren@reach.example.org who has this one
her calendar is at calendly.com/hlundgren-reach
[custody.person_id]
use booking for Marquis Elder not brother
[custody.facility]
In seg since Tues, roomed before w/ Alonzo Teague
Released to custody of US Marshal Brent Sallinger
hold placed by ICE agent Torres-Meadows
Moved to medical per Nurse Abigail Nyquist
Booked under soc 158-92-3376, prints pending
rel to street, wife at 318-555-0191 notified
EHM approved to 215 Lakeview Ter
booked w/ dob 1977-08-25, wristband fixed
xfer to WCC as DOC 417720
[deaths.person_id]
matched by coroner to Vincent Tallchief
death file match on ssn 195-22-8643
[court_cases.person_id]
listed under maiden name Roberta Finch
[court_cases.case_id]
companion case of codef Isaac Ferreira
served by e-mail on isaacf77@hotmail.com
prop at 88 Canal Rd forfeited with this
[court_cases.severity]
Reduced from felony at request of DA Constance Hale
[court_cases.disposition]
Plea to lesser, ASA Whitney Brandt agreed
Dismissed w/o prej, vic Paulette Sizemore did not appear
DEF PRESENT W/ ATTY LIEBERMAN, CONT 30 DAYS
sentencing before Judge Okamoto, 12 mo susp
Nolle pros, state witness Ofc Delvecchio retired
bond forfeited, surety Eugene Stapleton notified
Restitution ordered, judgment lists SSN 623-17-4408
cont; def to call clerk, gave phone 702-555-0128
disc sent to defense s.ashkenazi@pdo.example.gov
Stay away order from 660 Commerce St apt 3 imposed
jt sealed, def born 3/14/2003 youthful offender
e-plea logged from 172.92.18.64 by def
see https://court.example.us/docket/stallworth-renee
lic susp 90 days, dl no. 20417733 TX
disp sent to state on PCN 7704418829
fees paid by card 5105105105105100 at counter
[health_events.person_id]
same pt as Delia Marchetti in EMS data
two pts same name, use one w DOB 6/6/1951
old MRN H0044182 was merged to new
[health_events.event_type]
Found unresp by roommate Kaitlyn Purcell, 2x narcan
EMS reports pt Leonel Ayala refused transport
Crisis line call from mother, Bertha Kingfisher
Fatal OD, NOK brother Arturo Valdivia notified
ED visit, discharged to care of Monique Batts
ER reg shows ssn 476-05-1183, self pay
crisis line, caller id 907-555-0153, welfare check sent
OD in parked sedan, TX plate NHB-6612, 1 narcan
medics out to 1188 Pioneer Way, breathing on arrival
DOA, basement of 59 Ferry St
od in woods near lat 35.96061 long -83.92074
EMS: 34 yo M, dob 05/02/1987
seen at Harborview, MRN 4418093, LWBS
narcan by bystander, to Mercy med rec # 00927714
[control_totals.measure]
total does not match, ask Frances Ogilvie in IT
count is off, call me 530-555-0179
Qs to fogilvie@county.example.gov please
export run on 73.225.14.190 failed half way
[control_totals.value]
about 900, Pete Santoro is still pulling them
""")
# what points to nobody
HARMLESS = _placed(r"""
[arrests.person_id]
unknown
NULL
MISSING
DUMMY
test
no match
b779f8acc18e4b012808589d9467489c39946d7519cf800b49d6efa8a8920954
d73c3fa031e44f57b01710ddae2eaf0c4a46e3d3
6434865238fd09b870e8c7363fd5be19
6A5031EE9195EADA
ca91d5d5569e
4bf09436-d546-4775-830a-78665e12e3c7
5F689602-8FD2-492A-84C5-442EEFC6775D
{29E0AF33-28B9-452B-96FC-C490EE7D1C52}
xcwR84Hf+NGC58l4jv+EMQ==
mU0h0pccohYBxwXiH/Tfre3st0EMEKFCjtwKXAzXf2M=
P488309
p-59559
5158379
PSN_6c902195b2
0x3816C3881CB202A6
ZK5BTRLBWN3YFYQ6
sha256:4a3f6a39fe27330007c26e661c75aa678fa0de9f11e881df6c7b7bf39d3f2e39
H8CC38D49
[arrests.arrest_id]
A53142
A5752208
ARR-48048
ARR-1273150
arr_96539
arr_8567260
a2021-49566
a2021-2647433
d0977717b38fa17aec3c1e56f8a3aa8f21baafa43f4eaa1d24472cdf5c1cafd7
e747580548cc67656d8feaa923450c29
f7a3835a18fc
3f966d2c-023b-4b86-ab42-3b18123a6304
E1Hriiy8NJRwRJITwFFPaA==
2019-098267
2021-923755
[arrests.charge_number]
1
2
3
04
10
C1
Ct 2
[arrests.charge_code]
69.50.4013
9A.56.050
9A.52.070(1)
11377(A)
11350 HS
647(F)PC
35990014
54990067
23990191
F3A
M1
VUCSA-P
PCS-01
THEFT3
90Z
35A
35B
13B
520
26F
280
3562
5015
2399
9999
0000
893.13.6A
812.014.3A
PL2200300M1
PL 155.25
720-570/402-C
5203-M
13-3415A
18-18-403.5
76-6-602(1)
2C35-10A(1)
16-13-30(A)
90-95(D)(2)
CR-5-601
94C/34
ORD-1204
UCR 18
NCIC 3599
NCIC-5707
IBR 35A
A&B
CTH
HS11377A-M
VC23152A
459PC
484/490
1203.2PC
FTA-M
PV-T
DOC-H
TRN-09
XX
N/A
LC-118A
2925.11(A)(C)(4)(a)
53a-155
14:95.1
40:967C
58-37-8
218A.1415
9165.60
4977.56
4944.80
1991.91
9667.92
8711.28
[arrests.charge_description]
POSS OF CONTROLLED SUBSTANCE
POSS CONT SUB SCH I/II
POSS METH < 2 GRAMS
POSS COCAINE BASE FOR SALE
POSS HEROIN 1ST OFF
POSS FENTANYL (M)
Possession of drug paraphernalia
PCS PG 1 <1G
PCS PG2 >=1G<4G
MAN DEL CS PG 1 >=4G<200G
DELIVERY OF MARIJUANA 1-5 LBS
UNLAWFUL POSS RX LEGEND DRUG
POSS DANGEROUS DRUG-METHAMPHETAMINE
POSS NARC DRUG-FENTANYL
Under the influence of controlled substance
H&S 11377(A) POSS CNTL SUB
HS 11350(a)
11364 HS - PARAPHERNALIA
11550(A) H&S UNDER INFLUENCE
PC 459.5 SHOPLIFTING
PC 488 PETTY THEFT
484(A)/490.2 PC
PC 602(K) TRESPASS
PC 647(F) DRUNK IN PUBLIC
647(b) PC-PROSTITUTION
VC 14601.1(A) DRIVE W/SUSP LIC
23152(A) VC DUI ALCOHOL
VC 10851 TAKE VEH W/O OWNER CONSENT
RCW 69.50.4013 POSSESSION
RCW 9A.56.050 THEFT 3
RCW 9A.52.080 CRIM TRESPASS 2
69.50.412 USE OF DRUG PARAPHERNALIA
SMC 12A.10.020 PROSTITUTION
SMC 15.48.040 Sit/lie
ORS 164.043 THEFT III
ORS 475.894 PCS-METH
ORS 166.025 Disorderly Conduct II
NRS 453.336 - POSS C/S
NRS 205.240 PETIT LARCENY
FS 893.13(6)(a) POSS CS W/O PRESCRIPTION
812.014(2)(e) PETIT THEFT 2ND DEG
FSS 856.021 LOITERING OR PROWLING
FSS 843.02 RESIST W/O VIOLENCE
PL 220.03 CPCS 7
PL 155.25 PETIT LARCENY
PL 140.05 TRESPASS
VTL 511(1)(a) AUO 3RD
720 ILCS 570/402(c)
720 ILCS 5/16-25(a)(1) RETAIL THEFT
625 ILCS 5/6-303(a) DWLS
18 PA.C.S. 3929(A)(1) RETAIL THEFT-TAKE MDSE
35 P.S. 780-113(a)(16) INT POSS CONTR SUBST
75 § 3802(A)(1) DUI GEN IMP 1ST OFF
ORC 2925.11(A) POSSESSION OF DRUGS
ORC 2913.02 THEFT
MCL 333.7403(2)(a)(v)
MCL 750.356D RETAIL FRAUD 3RD DEGREE
GS 90-95(D)(1) SIMPLE POSS SCH II
N.C.G.S. 14-72(a) MISD LARCENY
O.C.G.A. 16-13-30(a)
OCGA 40-6-391 DUI LESS SAFE
TCA 39-17-418 SIMPLE POSS/CASUAL EXCHANGE
TN 55-50-504 DRIVING ON REVOKED
KRS 218A.1415
KRS 514.030 THEFT BY UNLAWFUL TAKING
A.R.S. 13-3407A1
ARS 13-1805A1 SHOPLIFTING-REMOVAL OF GOODS
CRS 18-18-403.5(2)(a)
C.R.S. 18-4-401 THEFT 2
UCA 58-37-8(2)(A)(I)
UTAH 76-6-602 RETAIL THEFT
IC 35-48-4-6.1
NMSA 30-31-23
Neb. Rev. Stat. 28-416(3)
Wis. Stat. 961.41(3g)(g)
MINN STAT 152.025
Mass. G.L. c. 94C, s. 34
MGL 94C/34/A POSS CLASS B
Md. Code CR 5-601
18.2-250 VA CODE POSS SCHED I/II
Va. Code § 46.2-301
LA RS 40:967(C)
LA R.S. 14:67 THEFT
SC 44-53-370
Ala. Code 13A-12-212
AK AS 11.71.050 MICS 5
HRS 712-1243 PROMOTING DANGEROUS DRUG 3
MT 45-9-102
N.J.S.A. 2C:35-10A(1)
NJ 2C:20-11 SHOPLIFTING
21 USC 844(a)
18 USC 922(g)(1)
21 U.S.C. § 841
ROMEO AND JULIET EXCEPTION REVIEWED
Baker Act hold
BAKER ACT - INVOLUNTARY EXAM
Marchman Act petition
Miranda waived
MIRANDA RIGHTS READ AND WAIVED
Terry stop, no arrest
Terry frisk
Megan's Law registration violation
FAIL TO REGISTER (JACOB WETTERLING ACT)
Jessica's Law lifetime GPS
Adam Walsh Act SORNA violation
Laura's Law referral
LEANDRA'S LAW DWI W/CHILD
Kendra's Law AOT noncompliance
Amber Alert interference
Marsy's Law notice given
Alford plea
Lautenberg disqualifier
Mann Act
Hobbs Act robbery
Len Bias delivery resulting in death
Emmett Till Antilynching
Brady disqualified purchaser
KATIE'S LAW DNA COLLECTED
Johnny Doe ordinance - soliciting
JOHN SCHOOL ELIGIBLE
Joyce warning given
Pitchess n/a
Zachary's Law registry
CARLY'S LAW
HALLE'S LAW N/A
Scott's Law violation - emergency vehicle
Move Over Law (Scott's)
Ryan's Law
Peeping Tom
PEEPING TOM 1ST DEG
JUMPING BAIL
Jaywalking
Joyriding
JOYRIDE - UNAUTH USE MOTOR VEH
MAYHEM
Malicious mischief 3
MALICIOUS MISCHIEF 2 DV
Mischief - Crim 4th
Harassment DV
Assault 4
ASSAULT-SIMPLE
ASSLT 3RD - LAW ENFORCEMENT
AGG ASSAULT W/DEADLY WEAPON
AGG BATTERY ON LEO
BATTERY DOMESTIC VIOLENCE 1ST
DV: BATTERY, PHYSICAL
ASSAULT CAUSES BODILY INJ FAMILY VIOLENCE
Robbery 2
ROBBERY STRONG ARM
BURGLARY 2ND DEGREE
BURG OF HABITATION
BURG OF VEHICLE W/2 PRIOR CONV
BURGLARY TOOLS POSS
Residential burglary
Theft 1
THEFT 2 OTHER THAN FIREARM
THEFT PROP >=$100<$750
THEFT OF PROP <$100 W/PREV CONVIC
THEFT OVER $950
GRAND THEFT AUTO
GRAND LARCENY 4TH:CREDIT CARD
LARCENY BY EMPLOYEE
Petit larceny - shoplift
Organized retail theft
THEFT FROM MOTOR VEHICLE - CATALYTIC CONV
Theft of mail
Theft of services
THEFT OF IDENTITY
ID theft 2nd degree
Fraud - Ill use credit cards
FORGERY - CHECKS
FORGERY GOVT/NATIONAL INST/MONEY/SECURITY
Uttering forged instrument
Bad checks (under $500)
Unlawful issuance of bank checks
Counterfeit currency
False statement to public servant
FALSE REPORT TO PEACE OFFICER
FALSE NAME TO LEO
GIVING FALSE NAME/ADDRESS TO LAW ENF
FAIL TO ID FUGITIVE INTENT GIVE FALSE INFO
Failure to identify
Resisting arrest
RESIST/DELAY/OBSTRUCT OFFICER
Obstructing a law enforcement officer
OBSTRUCT HIGHWAY
Pedestrian interference
Aggressive begging
Panhandling within 15 ft of ATM
Camping in park after hours
CAMPING PROHIBITED
Urban camping
LODGING W/O CONSENT
Sleeping in vehicle
Urinating in public
Littering
OPEN CONTAINER
Open container in vehicle, passenger
DRINKING IN PUBLIC PLACE
PUBLIC INTOXICATION
INTOX PERS UNABLE TO CARE FOR SELF
Disorderly conduct
DISORD COND-FIGHTING
Breach of peace
Noise ordinance 2nd violation
CURFEW
Loitering for prostitution
LOITERING - DRUG TRAFFIC AREA
STAY OUT OF DRUG AREA (SODA) VIOL
SOAP order violation
Prostitution
PROSTITUTION 2ND OFFENSE
Soliciting prostitution - patron
PATRONIZING A PROSTITUTE
Permitting prostitution
PROMOTING PROST 2
Indecent exposure
LEWD CONDUCT IN PUBLIC
Criminal trespass
CRIM TRESPASS 1ST - DWELLING
TRESPASS AFTER WARNING
Trespass - Railroad property
Transit fare evasion
FARE EVASION/TRANSIT CONDUCT
THEFT OF TRANSIT SERVICE
Criminal mischief >=$100<$750
Graffiti
Reckless burning 2
Arson 2nd
DUI
DUI 1ST > .15 BAC
DWI 2ND W/IN 7 YRS
OWI-1ST OFFENSE
OVI REFUSAL W/PRIOR
PHYSICAL CONTROL
Wet reckless
RECKLESS DRIVING
Hit & run attended
HIT AND RUN UNATTENDED PROPERTY
LEAVING SCENE OF CRASH
DWLS 3
DWLS/R W/ KNOWLEDGE
DRIVING WHILE LIC INVALID W/PREV CONV
NO VALID DL
NVOL - never licensed
NO PROOF OF INSURANCE
Expired registration > 6 mos
EXPIRED TAGS
IMPROPER PLATE DISPLAY
ALTERED LICENSE PLATE
UNLAWFUL DISPLAY OF PLATE
SPEEDING 15 OVER
SPEED 71 IN 55
Eluding
ATT TO ELUDE PURSUING POLICE VEH
TAKE MOTOR VEH W/O PERM 2
POSS STOLEN VEHICLE
POSS STOLEN PROPERTY 2
RSP
Trafficking in stolen property
Unlawful poss firearm 2
UPF 1ST DEGREE
FELON IN POSSESSION
CARRYING CONCEALED WEAPON
CCW - knife
UCW
WEAPON - DANGEROUS KNIFE
POSS FIREARM W/ALTERED SERIAL NO
Weapons: discharge within city
Prohib person ammo
Unlawful aiming
BB gun in park
Violation of protection order
VIOL NO CONTACT ORD
VPO - STALKING
Stalking
Telephone harassment
INTERFERE W/ 911 CALL
INTERFERING W/EMERGENCY REQUEST
Coercion
UNLAWFUL IMPRISONMENT
Endangering child
CHILD NEGLECT NO HARM
Animal cruelty
DOG AT LARGE
Probation violation
PROB VIOL - TECHNICAL
VOP MISD
VOP FELONY DRUG
VIOLATION OF COMMUNITY CUSTODY
DOC DETAINER
DOC HOLD - SANCTION
PAROLE HOLD PC 3056
PRCS FLASH INCARCERATION
Fugitive from justice
FUGITIVE HOLD OTHER STATE
FTA
FTA ON MISD THEFT
FTA/BENCH WARRANT
FTC - fail to comply
FAILURE TO APPEAR 2ND SET
FAILURE TO PAY FINES
CONTEMPT OF COURT
CAPIAS
Out of county warrant
Hold for US Marshal
HOLD FOR OTHER AGENCY
ICE DETAINER
US MARSHALS SERVICE HOLD
ESCAPE 3
BAIL JUMPING MISD
Introducing contraband 2
Tampering w/ evidence
TAMP W/ WITNESS
Tampering w/ GPS monitor
ANY DRUG W/I 1000 FT SCHOOL ZONE
MAINTAIN DRUG DWELLING
USE/POSS DRUG PARAPHERNALIA - CRACK PIPE
INHALE TOXIC VAPORS
Glue sniffing
POSS OF XANAX (ALPRAZOLAM)
POSS-OXYCODONE 30MG
POSS SUBOXONE W/O RX
Poss. Adderall no script
POSS K2/SPICE
POSS MDMA < 1G
POSS PSILOCYBIN
POSS KHAT
POSS MARIJ < 2 OZ
MARIJUANA POSS NOT MORE THAN 20 G
Open cannabis in vehicle
MIP ALCOHOL
MIP/C 1st
FURNISH LIQUOR TO MINOR
SALE OF ALCOHOL W/O LIC
GAMBLING
Unlicensed vending
FISH W/O LICENSE
HUNT W/O PERMIT
Fireworks prohibited
POSS SHOPPING CART
Removal of shopping cart
Smoking where prohibited
PARK AFTER DARK
BICYCLE - NO LIGHT
RIDE BIKE ON SIDEWALK
PED CROSS AGAINST SIGNAL
WALKING IN ROADWAY
Unauth. entry transit tunnel
ATTEMPTED THEFT 1
ATT POSS CONT SUB
CONSP TO DELIVER
SOLICIT TO DELIVER VUCSA
Aid and abet larceny
ACCESSORY AFTER FACT
Engaging in organized criminal activity
RACKETEERING - RICO
Money laundering <$2,500
Welfare fraud
EBT FRAUD UNDER $400
UNEMPLOYMENT FRAUD
Medicaid fraud
Insurance fraud
Home repair fraud
EXPLOITATION OF ELDERLY
VULNERABLE ADULT - FIN EXPLOIT
Criminal simulation
LURING
INTERFERE W/ CUSTODY
CUSTODIAL INTERFERENCE 2
Child support - failure to pay
NON-SUPPORT
EXTRADITION
Amended from POSS W/INTENT to simple POSS
Count 2 of 3 - see companion charge
LESSER INCLUDED
Two counts shoplifting, drug store
2 cts petty theft / 1 ct trespass
misd possession; straw and foil found in search incident to arrest
subject smoking fentanyl at bus shelter
shoplifted food items valued at $14.27 from grocery
Boosting, loss prevention detained, merchandise recovered $312.50
pipe w/ residue, 0.4 g white powder
1.2g tar heroin, 3 needles
12 blue M30 pills
refused to leave transit platform
sleeping in doorway of closed business
found unresponsive in stairwell, aid called
Arrested on outstanding warrant only
see narrative
N/A
UNK
unknown / not stated
other misdemeanor not listed
LOCAL ORD - UNSPECIFIED
CITY CODE 12-4-17
MUNI CODE SEC 5.20.010(B)
County Ordinance 2019-44
Ord. 118677
Title 9 viol.
Infraction only
6 counts disord cond
3 counts MIP
MIP (x7)
7 counts open container
open container (x3)
7 counts VOP
5 counts DWLS 3
FTA (x4)
7 counts PCS
4 counts trespass 2
5 counts MIP
VOP (x2)
2 counts MIP
FTA (x7)
7 counts FTA
3 counts FTA
theft 3 (x7)
prostitution (x5)
NRS 748.606 (F)
KRS 568.803(1)(a)
MCL 212.154(2)(b) ATT
RCW 332.061
RCW 202.491(2)(b) ATT
ORS 284.600(2)(b) ATT
RCW 686.217
RCW 623.350
MCL 429.224 (F)
MCL 109.474 - MISD
NRS 203.324
FS 17.333(2)(b) ATT
MCL 47.946 GM
KRS 706.624(1)(a)
NRS 246.780 (F)
FS 453.970(1)(a)
FS 364.521 GM
NRS 680.290(1)(a)
FS 252.374(2)(b) ATT
KRS 255.422 GM
MCL 456.186(2)(b) ATT
FS 11.125(2)(b) ATT
ORS 12.691 (F)
ORS 707.846(1)(a)
RCW 127.471 (F)
MCL 286.778 (F)
ORS 383.637(1)(a)
RCW 232.169
ORS 491.709 - MISD
FS 746.785(2)(b) ATT
MCL 526.315(2)(b) ATT
FS 461.324 GM
FS 543.614 GM
MCL 679.072 GM
ORS 82.180(2)(b) ATT
FS 344.500 GM
FS 9.184(1)(a)
MCL 236.141(1)(a)
ORS 438.972(2)(b) ATT
ORS 316.091
curfew/loitering, age group 18-24
curfew/loitering, age group 25-34
curfew/loitering, age group 35-44
curfew/loitering, age group 45-54
[arrests.severity]
felony
misdemeanor
citation
unknown
F
M
F1
F2
F3
F4
F5
FA
FB
FC
MA
MB
MC
M1
M2
MM
PM
GM
Gross Misdemeanor
Class A Misdemeanor
CLASS C FELONY
3rd degree felony
F-6 undesignated
State jail felony
SJF
Wobbler
Infraction
INFR
SUMMARY OFFENSE
Petty
Petty Misd
Disorderly persons
violation
Civil infraction
Ordinance
U
Unclassified
Capital
DF4
DM1
H
I
S
X
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
unknown
Drug - Possession
DRUG/NARC
Drug Equipment Violations
NARCOTICS
Drug sale/manuf
Larceny-Theft
Burglary/B&E
Shoplifting
Simple Assault
PERSON
Property Crime
SOCIETY
Quality of life
Quality-of-Life
Vice
Alcohol
DUI
Liquor Laws
Trespass of Real Property
Part I
Part II
Group A
Group B
Motor Vehicle Theft
Warrant/FTA
Probation/Parole
Weapons Law Violations
Disorderly
Fraud/Forgery
Sex offense - nonforcible
Family offenses, nonviolent
Stolen Property Offenses
Vandalism
Vagrancy
Curfew/Loitering/Vagrancy
All other offenses
[arrests.warrant_type]
bench
supervision
new_charge
unknown
Bench Warrant
BW
AW
ARREST WARRANT
Capias
Governor's warrant
Civil capias
Body attachment
FTA
FTC
FTP
DOC Secretary's Warrant
Parole
PV
VOP
Probable cause
Ramey
RAMEY WARRANT
Out of state
OOC
MISD BENCH - NO BAIL
NCIC FULL EXTRADITION
in-state only
Felony arrest
Traffic
Alias capias
ALIAS WARRANT
Commitment
Fugitive
Show cause
no warrant
none
Material witness
Recalled
Juvenile pickup
[arrests.disposition]
booked
cited
diverted
released
unknown
Booked into jail
BOOKED - MISD
Booked & released
CITE & RELEASE
Cited in field
Citation in lieu of custody
Field release
849(b)(1)
849(B)(2) PC
Summons
Notice to appear
NTA
PTA
OR
ROR
PR bond
LEAD diversion
Diverted to LEAD
diverted pre-booking
Detox
Sobering center
Transported to hospital
Hospital - medical clearance
Involuntary hold
5150 hold
Baker Act
Turned over to other agency
TOT MILITARY POLICE
TOT OTHER AGENCY
Turned over to parents
Declined by jail - medical
JAIL REFUSED
booking restrictions
Investigate & release
I&R
No PC
Unarrest
Refer to prosecutor
Filing declined
At large
Superform
Released pending investigation
Released no charges
Juvenile - released to guardian
Miranda given; cited
Pending
Exceptional clearance
[arrests.district]
Downtown
DOWNTOWN CORE
Belltown
Pioneer Square
International District
Capitol Hill
Queen Anne
Lake City
Rainier Beach
SoDo
Georgetown
Ballard
Fremont
University District
U-District
Aurora Corridor
North Precinct
West Precinct
SW PCT
East Pct
K1
K2
M3
D2
Q1
R-3
W2
Beat 101
Beat 4-B
BT 22
Sector 5
Sector K
King Sector
David Sector
Mary
Boy
Nora 2
Ocean 1
Union
Adam-3
Zone 7
Zone III
District 1
Dist. 4
D-12
4th District
Fourth Ward
Ward 8
Council Dist 3
Precinct 14
PCT 75
Area Central
Central Division
Hollenbeck
Rampart
Newton
Harbor
Mission
Tenderloin
Southern Station
Ingleside
Bayview
Foothill
Northeast Heights
South Valley
East Side
Unincorporated - North
Unincorporated county
County
Tribal land
Port
Transit
Airport
Campus
Waterfront
Old Town
Midtown
Riverfront
Warehouse Dist.
Fairgrounds
Jefferson
Washington Park
Lincoln Heights
Jackson Ward
Madison Valley
Franklin
Garfield
Cleveland Park
Martin
St. Johns
St. Paul East
San Pablo
Santa Rosa
Santa Fe County
Prince George's
Charles Village
Fort Worth W
Burien
White Center
SeaTac
Tukwila
Everett
Marysville
Hillsborough
East Baton Rouge
Jordan
Alexandria
Albany South Station
MLK corridor
MLK/Broadway
Hwy 99 corridor
I-5 / 45th exit
3rd & Pine
3rd Ave corridor
12th and Jackson
Main St corridor
Pike/Pine
Hastings Park
Out of county
OOJ
Unknown
999
0
101
204B
1A
6
XX
RD 4417
RD-0312
Grid 18-C
Reporting Area 27
CT 85
Census tract 94
Patrol Area Bravo
Alpha
Charlie 2
Edward 3
Tom 2
[arrests.officer_id]
OFF-1182
OFF-0047
OFC_3391
O-2217
off_00391
P5512
S0418
D-0091
T1192
4417
7718
11284
unit 3K12
3-M-14
1Adam12
2-B-31
K9-2
FTO-7
Bike Squad
BIKE 4
Patrol
Night shift
Day Watch
3rd Watch
Anti-Crime Team
ACT
Narcotics
Vice
CPT
Community Police Team
Downtown Emphasis
School Resource
Transit Unit
Warrant Team
Mounted
Reserve
UNK
none
multiple
not recorded
SPD
KCSO
PD-A
STATE PATROL
UWPD
[arrests.birth_year]
1984
1991
1969
2001
1957
1978.0
1949
1996
2004
0
9999
1900
unknown
NULL
[arrests.sex]
M
F
X
U
Male
Female
Non-binary
Trans Female
Transgender M
Not stated
1
2
unk
[arrests.race]
W
B
A
I
H
P
U
White
Black
Asian
Black/African American
American Indian/Alaska Native
AI/AN
Native Hawaiian/PI
NHPI
Multi-racial
Two or more races
Other
Unknown
Asian - Filipino
Vietnamese
Samoan
Guamanian
Chinese
Korean
Cambodian
East African
Middle Eastern
White, non-Hispanic
Refused
[arrests.ethnicity]
H
N
U
Hispanic
Non-Hispanic
Not Hispanic or Latino
Hispanic/Latino
Latinx
LATINO
Mexican
Puerto Rican
Cuban
Unknown
Non-Hisp
[arrests.arrest_date]
2019-10-05
2020/07/27
20190510
2021-06-10 17:54:00-07:00
01-06-2021 09:32 PM
07/24/2022
2015-11-01T02:54:00Z
21-Jul-19
[arrests.offense_date]
12/08/21
2019-07-05 21:39:00-07:00
2022-04-09T04:20:00
20160818
04/01/2017
2016-03-10T00:34:00Z
Sep 23 2015
2022-08-02
[arrests.is_warrant]
true
false
Y
N
1
0
Yes
No
T
[referrals.referral_id]
R20529
R2405937
REF-87409
REF-7198603
ref_41597
ref_8208124
LEAD-58413
LEAD-1119091
1ff9d53085bde555d2c8308cbe62a24d6bf137484b62126be1a51c09add447e4
f079d5a2fc436a04d9df607169bb2ade
ac8e16dc9705
fd562827-23c6-4194-b326-b4aae8afd27b
LSzyRJ8nZo0hXDAKH1AoAQ==
2019-163528
2021-373932
[referrals.person_id]
a50e69e4b7e86e414600e3b0ff0a04a0f3b9083288dd31fe983f3db48a578512
4fd002fab803f2a7b8ba1c160ac18669645b7851
583f5a3818ccda5bc8bd0faac6bbff87
9CFA555EC97044D4
81c5aa7c02e8
9e8fc46f-79f0-4dc9-9bca-c0255844ed7d
29BD30E5-768B-4116-B175-E2F5CD607176
{C4B3CE43-AC08-4D08-B4B3-33339F54B1CF}
PqdSO3BTl8xNeXvh4jKTvA==
szf8jYPy+hPV0NrUX33znDcEH25TDyFWT9HQ/eQn7ac=
P353761
p-09073
499530
PSN_28caeacd02
0xA35BE803A09E9498
TCV625BJSPPXPAJ7
sha256:296437c35eb6de80026ac2b58e35a80a9f7883889b1d36bd93e646672d4d11bc
H9662F7C5
[referrals.referral_date]
2018-11-15T10:26:00
08-15-2015 07:32 PM
2017/11/19
2019-12-08 20:43:00-07:00
20-Feb-18
2020-09-09T11:36:00Z
20180326
2019-11-16
[referrals.door]
arrest_diversion
social_contact
community
Arrest diversion
ARREST
Pre-booking
Social contact referral
SCR
Social Contact
Community referral
COMM
Priority qualifying referral
PQR
Business association
Downtown BID
Walk-in
Self
Self-referral
Hospital
Emergency Dept
Harm reduction program
Needle exchange
Public defender
Court
Jail release planning
Shelter
Library
Co-LEAD
JustCARE
Street outreach
Fire dept
School
911 diversion
Crisis line 988
Mobile crisis
Parks
Faith community
community (2016 pilot)
community (2018 pilot)
community (2020 pilot)
[referrals.arrest_id]
none
N/A
no arrest
pre-booking
A66199
A4295658
ARR-79214
ARR-9239394
arr_88263
arr_1529319
72072330f1db7bfa2412a7c8680521123c2a621bc046df2981732676442ca505
43c528c568642a3678abc109b18e88be
014ca1c5a139
b2f8fcdb-ddf1-4bfe-b8b1-21f901ff0355
UZFnk9WtN1abprnEsyZfhQ==
2019-871449
2021-977615
[referrals.offense_category]
Stolen Property Offenses
Trespass of Real Property
Vandalism
DRUG/NARC
other
Part I
Vice
drug_sale
Curfew/Loitering/Vagrancy
PERSON
violent
public_order
Part II
drug_possession
weapons
All other offenses
Family offenses, nonviolent
Quality of life
Liquor Laws
traffic
Drug Equipment Violations
Drug - Possession
[referrals.severity]
H
MA
Unclassified
unknown
violation
MM
MC
Gross Misdemeanor
F-6 undesignated
X
felony
Class A Misdemeanor
PM
misdemeanor
[referrals.district]
999
Everett
Census tract 94
D2
4th District
I-5 / 45th exit
M3
Jefferson
CT 85
Rampart
Area Central
West Precinct
Madison Valley
OOJ
K1
Hwy 99 corridor
Santa Fe County
Precinct 14
Ingleside
Santa Rosa
RD 4417
St. Johns
White Center
Mary
Ballard
Tukwila
Albany South Station
101
Garfield
Ward 8
Adam-3
W2
Lake City
District 1
San Pablo
East Pct
Hillsborough
Dist. 4
Unincorporated county
SW PCT
[referrals.officer_id]
OFF-2231
ofc-77
O-9014
off_77120
B-441
2281
90733
LEAD liaison
LEAD squad
Bike patrol
CIT
CIT unit
Co-responder
Crisis Response Unit
Sheriff
Sheriff's Office
Police Dept
Probation
DA office
Prosecutor
Public Defender
Fire/EMS
Park ranger
Transit security
n/a
no officer
Not applicable
unassigned
[referrals.decision]
accepted
declined
ineligible
lost
pending
Accepted
ACC
Enrolled
Active
Declined by client
Client refused
DA declined
Not eligible
Inelig
Lost to contact
LTC
LOST CONTACT
Pending intake
Pending review
Awaiting prosecutor review
Waitlist
Duplicate
Withdrawn
Conditional
Approved w/ conditions
30 day window expired
[referrals.ineligible_reason]
Amount > 7 g
Exceeds 3.5g limit
Over 10 grams
Drug amount
Delivery for profit
Promoting prostitution
Exploits minors
Violent history
Prior violent felony w/in 10 yrs
Robbery conviction past 10 years
Domestic violence
DV charge
Pending felony
Open felony case
Active warrant
Out of county warrant
DOC supervision
On DOC supervision - no permission
Immigration hold
ICE detainer
Resides out of county
Out of area
Under 18
Juvenile
Age
Not amenable
Declined to participate
No drug nexus
Does not use drugs
Suspected of selling
Weapon present
Firearm at scene
Sex offender registration
SORNA
Megan's Law registrant
Already enrolled
Enrolled in drug court
Active in Mental Health Court
Veterans court
Caseload full
At capacity
No capacity as of Q3
Incapacitated at time of contact
Language
Medical
Victim not in agreement
Complainant objects
Prosecutor denied
Brady issue
Romeo and Juliet exception n/a
NA
Other - see policy 4.2
Charge not on list
Non-divertible
Burglary of residence
Marsy's Law objection
[referrals.intake_date]
2015-05-16T14:12:00
2020-03-06 10:34:00-07:00
2019/04/29
20200615
Sep 14 2020
02/20/17
18-Apr-21
2018-11-24
[referrals.exit_date]
OPEN
active
09-07-2016 12:44 PM
Jan 21 2015
03/24/17
2016-05-19
02-Dec-17
08/17/2018
2018-06-23T11:55:00Z
2018-05-23T12:07:00
[referrals.exit_reason]
Completed
Completed program
Graduated
Graduated - all goals met
Goals achieved
Successful
Unsuccessful
Lost contact
Lost contact > 90 days
No contact 6 months
Client request
Voluntary withdrawal
Moved out of county
Moved out of state
Relocated
Deceased
Death
Incarcerated
Incarcerated - prison
Prison > 1 yr
Jail > 90 days
Transferred to drug court
Transfer to other agency
Transferred to Salvation Army ARC
Entered residential tx
Entered Oxford House
Oxford House
Inpatient
Long term care
Hospitalized
WSH commitment
Baker Act commitment
Threats to staff
Safety concern
Violated agreement
Terminated
Administrative
Admin closure
Data error
Duplicate record
Never engaged
Did not complete intake
Ineligible after review
Aged out
Housing obtained
Housed - PSH
Reunified with family
On methadone, stable
MOUD - buprenorphine
Started Vivitrol
Suboxone clinic
Sublocade monthly
Declined Narcan kit
Enrolled at St. Vincent de Paul
Catholic Community Services
Evergreen Treatment Services
Martin Luther King Jr. Day closing
Job Corps
Goodwill job program
Military
Deported
Funding ended
Program closed
Other
Unknown
Inactive 180d
Step down to peer support
Warm handoff complete
Client asked to close, doing well, working full time
No show x5, letter sent, closed per policy
phone disconnected and mail returned
Left area after sweep, whereabouts unknown
Cleared by team at staffing
Closed FY2016-17
Exited Q1 2016
Closed FY2018-19
Exited Q3 2018
Closed FY2020-21
Exited Q1 2020
[referrals.birth_year]
1983
1975
1962
1999
2003
1988.0
1971
U
[referrals.sex]
male
female
Nonbinary
other
Two-Spirit
Intersex
Declined
GNC
[referrals.race]
White
BLACK
Native American
Asian Indian
Pacific Islander
Some other race
Declined to answer
Multiracial
Black or African Am.
Unk
Somali
Hmong
[referrals.ethnicity]
Hispanic or Latino
NH
Not Hispanic
Latina/o
Declined
Central American
Unknown/Refused
[engagements.contact_id]
C92464
C8511856
CT-86976
CT-5896897
cntc_62240
cntc_8378198
E-12533
E-4136883
923cf39bd411944c897a3cce6d0df1b0024496400e738c1ef1763ef4058c549e
316aa887fbd62b79427786d3510bf1f4
9de7fc6ae558
cf3d4693-b920-4092-aef5-340461b32bb8
hXXqeg+hwG0Kt/56hPrgKg==
2019-032972
2021-053916
[engagements.person_id]
dmf+OiN0QThA3T7zoYDE6g==
9d95e7447c16fd0512c40498d45cf537eabc1dcf5d138d069f31481cedc92a26
i0AAyZo/g7tieaN4cSe8TKAKtnE3ENmbKzg+PQ+WsIM=
687AB281-DD09-4B32-A909-C3E92418B12D
P033642
HC0BFF31C
0xD3DB9FB1F9F644E2
{62414289-4A30-4B06-A34C-20F71CF36E6F}
sha256:569b0cd18b70cfdf99c5b5024d79cf5fd5303cb404a3148f514fc8c95f0a3a04
[engagements.contact_date]
2022-05-28T07:16:00Z
02/14/2016
2015/08/01
20160224
08-10-2017 07:24 AM
2022-06-26 13:59:00-07:00
2019-10-07
04/07/16
[engagements.contact_type]
outreach
intake
case_management
legal
health
housing
employment
benefits
other
Outreach - street
Street outreach
Jail visit
Court accompaniment
Case mgmt
CM - in person
CM phone
Telehealth
Phone call
Text
Text message
Email contact
Home visit
Office visit
Drive to appointment
Transport
Transportation - bus pass
ORCA card
Bus tickets x4
Gift card $10
Motel voucher
Rent assistance
Security deposit
Section 8 application
Coordinated entry
VI-SPDAT
Shelter bed
Tiny house village
Oxford House interview
MOUD intake
Methadone dosing
Buprenorphine induction
Vivitrol injection
Naloxone training
Narcan kit
Needle exchange
Syringe services
Wound care
Hep C screening
HIV test
COVID vaccine
Dental
Primary care
Psychiatric eval
Mental health
Crisis
Detox bed search
Inpatient assessment
ASAM assessment
Group
AA/NA meeting
Peer support
SNAP
SSI/SSDI
SOAR application
Medicaid enrollment
Apple Health
Medi-Cal renewal
WIC
TANF
HEN referral
ID replacement
Birth certificate
Social Security card replaced
DOL visit
Food box
Clothing
Hygiene kit
Laundry
Storage
Job readiness
Resume help
WorkSource
Goodwill
Job fair
GED class
Legal - warrant quash
Legal: fines & fees
Public defender meeting
Civil legal aid
Family contact
Family reunification
Collateral contact
Care coordination
Staffing
Operational work group
Admin
Attempted contact
Letter sent
St. Francis House clothing closet
St Mary's food bank
Mary's Place
Bailey-Boushay House
Harborview
Pioneer Human Services
Martin Luther King clinic
Alternatives to incarceration group
Seeking Safety
Moral Reconation Therapy
Motivational interviewing
Thinking for a Change
WRAP
Matrix model
[engagements.outcome]
attended
no_show
cancelled
unknown
Attended
ATT
Kept
Completed
No Show
NS
N/S
DNA
Did not attend
Cancelled by client
Cancelled by staff
CX
Rescheduled
RS
Left early
Late
Partial
Declined service
Refused
Unable to locate
UTL
Left voicemail
LVM
Left message
Message with shelter staff
In jail
In hospital
In custody
Asleep
Too intoxicated
Met at camp
Met at office
Met in court
Client housed
Attended w/ peer
Attended via phone
Attended via Zoom
Voice mail full
Wrong number
Number disconnected
no answer x2
Pending
Weather closure
Staff out
Interpreter unavailable
attended, gave bus pass and lunch
attended; reviewed goals, next appt Tues 2pm
client tired but engaged, wants treatment
checked usual spots downtown, not found
Narcan and wound kit provided
Suboxone script picked up
Client in good spirits
30 min
Met at St. James Cathedral kitchen
[engagements.minutes]
15
30
45
60
90
120
0
7.5
1:30
01:15
<15
15-30
30 min
1 hr
unk
0-14
15-29
61-90
91-120
[engagements.case_manager_id]
CM-01
CM-12
CM17
cm_004
cm-208
CMGR 9
staff_31
S-118
W0042
0031
417
REACH-07
REACH team 2
Outreach A
Team North
Team East
Night outreach
Peer 3
peer-navigator-2
Legal liaison
float
vacant
Unassigned
on-call
supervisor
intern
Agency B
EVG-04
HRC_15
UNK
[custody.person_id]
9bfb35f68a4c46f060a47e4d7da5c164767eb3ea
A42244D2-0BCA-403B-A4D8-31DEC7E50ADB
5902872b7a0e
7Q2VKDQ4PQD45EZL
p-20324
d8f7da86bbe0eb9a8f7aad55aa0e46cd
a23a5f5d-0a41-4184-8c7a-a54f125fd64c
xS1bRB25651j4+xQo14n6Q==
0xCF98BF945FB565B6
[custody.admit_date]
Jan 23 2019
04/18/2021
2017-09-29T12:30:00Z
20170421
2017/02/02
2022-05-21T01:37:00
12-20-2021 11:41 PM
2018-09-14 23:48:00-07:00
[custody.release_date]
2016-12-26
18-Mar-17
03/07/2019
2021/07/24
20181227
2016-01-06T04:43:00Z
09-06-2017 05:16 AM
09/15/16
[custody.facility]
jail
prison
Jail
County Jail
Main Jail
Women's facility
MEN'S CENTRAL JAIL
Twin Towers
Pitchess
North County Correctional
KCCF
MRJC
Maleng Regional Justice Center
SCORE
Rikers - EMTC
Otis Bantum CC
George R. Vierno Center
George Bailey Detention Facility
Robert Presley Detention Ctr
Santa Rita
Elmwood
Bob Wiley Detention Facility
Work release
Work Release - Reynolds
EHM
Electronic monitoring
State prison
DOC
TDCJ
CDCR
Monroe Correctional Complex
Coyote Ridge
WCCW
Walla Walla
San Quentin
Jackson CI
Stafford Creek
Larch CC
Federal detention
FDC
Juvenile hall
Holding cell
City jail
Annex
Medical unit
Pod 4B
Dorm C
Intake/Transfer
Hospital under guard
Unknown
[deaths.person_id]
CTOxpZootoHy+ItW4MtpKnYH+mjQROgWqo0bpp7yK5o=
aafe7cc5-8d88-471d-a3bd-b4e947e1531a
856ead1fe47b
PSN_1d3830c1e4
46228b81088c21a0c2c99d30ff1bfb61a9162499
Z+tcqy6rDIC93R56hKAz1Q==
25F2793FD60EC537
CB61A914-F030-48A0-8423-A009DBA3ABE5
afc87a169adaef9ddf9396d9a9229042
[deaths.death_date]
2021/08/31
10-Oct-22
2021-06-02
05/21/17
2021-11-30T23:18:00
2015-03-24 12:32:00-07:00
20220215
09/27/2015
[court_cases.person_id]
c808c57a928826d68a48cb65536799a0
92997BEC2C22608F
47303
PSN_deee05662f
8EF266D8-9596-4F32-AFBE-D311B87F2F98
0xF40065B410E22A93
CMJNRTG5XMUSATJW
3fa193ed7cbf
b88ecc7530c5db6b1bf81cf67bb518a216ef4f50a60da4d43edd235846e41f2b
[court_cases.case_id]
K52576
K4643818
CASE-88323
CASE-2968831
case_28288
case_8582630
CR-71792
CR-7238587
1c2362cd1fe999b42d736aa6d38fcbf33d9151335b2678045924208e50148698
c7f99589e0af42a6d4898c98c071c0e1
088735e107b0
2207359b-3fe6-42f5-ac8d-985cf15108a0
cqVBmiLaLXLJ8pHwlX2UQA==
2019-016065
2021-854085
[court_cases.filed_date]
2019-08-25T16:57:00Z
2018-08-12T09:51:00
Mar 21 2019
07/12/2015
2016/04/18
2022-11-28 05:32:00-07:00
04/17/20
13-Apr-15
[court_cases.severity]
felony
misdemeanor
Felony C
Felony B
Misd
GM
M-A
F-4
CF
MM
TR
CM
Infraction
Traffic
Reduced to misd
Wobbler - 17(b)
unknown
Class 6 undesignated
[court_cases.disposition]
Convicted
Dismissed
Dismissed w/ prejudice
Dismissed w/o prejudice
DWOP
Guilty
Guilty plea
Plea - Alford
ALFORD PLEA
Newton plea
Nolo contendere
No contest
Not guilty
NG
NGRI
Acquitted
Adjudication withheld
ADJ W/H
Nolle prosequi
NOLLE PROS
Nol Pros
Stricken on leave
SOL
Deferred
Deferred prosecution
Deferred adjudication
Deferred sentence
Stipulated order of continuance
SOC
PTI
Pretrial diversion
PC 1000
Prop 36
Prop 47 reduction
Drug court
DOSA
Conditional discharge
Conditional discharge - first offender
ACD
Continued
Continued 30 days
Pending
Open
Bench warrant issued
FTA - BW
Bail forfeited
Transferred
Remanded
Bound over
Held to answer
No true bill
No bill
Declined
Rejected - insufficient evidence
Blake vacated
State v. Blake dismissal
Vacated per Blake
Faretta granted
Marsden hearing
Trueblood wait
Trueblood diversion
Competency - 10.77
Incompetent - dismissed
Consolidated
Amended
Merged
Sealed
Expunged
Time served
CTS 12 days
364 days / 334 suspended
$500 fine + costs
12 mos probation
6 mos unsup
Community service 40 hrs
Restitution ordered
Pled as charged
Bench trial - guilty
Jury - guilty
Hung jury
Mistrial
Veterans Treatment Court
Judge assigned
Abated by death
Miranda suppression granted
Franks hearing denied
Franks motion
First Offender Act
Holmes Youthful Trainee Act
HYTA
ARD
Youthful offender
[health_events.person_id]
PSN_6b4126fa05
ulOj/w3dvueibToqIxqn+A==
c06ae0eb6d05026e0cd8b78a6834627dd39c8325
1ed90ffb530d
3490b3ca-3f71-4188-a541-c846104c20ac
CBE0F3E8-3D92-4514-A5D4-464D5A7CF420
sha256:6098f6e582b42b46f8d14a5b1a002ea05ba8e410747e29ed343b9aec5f2a3fa5
FGNSv4kIQhm2yN9BwJ44UderG2e/pB4xzrDMPchDnAY=
b3ed22b8fd8324df14eeb9b9e6f11f1f0eed73fbdf67d44f5ba89c32eb4b2c92
[health_events.event_date]
2020-02-03
10-17-2018 04:42 PM
05-Aug-20
Oct 19 2020
2020-02-08 02:18:00-07:00
20150906
2021-10-13T01:53:00Z
2020/12/07
[health_events.event_type]
overdose_nonfatal
overdose_fatal
ed_visit
naloxone
crisis
Overdose - nonfatal
OD
OD fatal
Opioid OD
T40.2X1A
T40.411A
T43.621A
F11.20
F15.20
F10.129
R45.851
X42
ED treat & release
ED - LWBS
ED visit psych
EMS response
EMS - refused transport
Narcan admin
Narcan 4mg IN
naloxone 2 mg x2
Naloxone by bystander
Crisis call
988 call
Mobile crisis
5150
5585
Baker Act
Baker Act - BA52
Detox admit
Inpatient psych
Suicide attempt
Suicidal ideation
Alcohol withdrawal
Endocarditis
Abscess
Hepatitis C
Stevens-Johnson syndrome
Wernicke encephalopathy
Parkinson's disease
Crohn's flare
Fentanyl
Meth toxicity
Xylazine wound
Carfentanil
Percocet
Klonopin
Seroquel
Gabapentin
Depo-Provera
Welfare check
ESI 3
GCS 15
[control_totals.extract]
arrests
referrals
engagements
custody
deaths
court_cases
health_events
ARRESTS
Court Cases
arrests.csv
jail_2021
Arrests_FY22
[control_totals.measure]
rows_read
people
Rows read
ROWS
records
persons
Distinct persons
unique people
row count
n_people
[control_totals.value]
48211
1,204
930
17022
0
12
3391.0
8,814
210455
~900
""")
HEADERS = _listed("""
SSN|soc_sec_no|SocialSecurityNumber|def_ssn_last4|SS_NUM|LAST_NAME|fname|Defendant_Full_Name|clientName|MiddleInit|nm_last|
NameSuffix|maiden_name|alias_1|AKA|Known Aliases|nickname|preferred_first_name|victim_name|VictimLast|witness_nm|OfficerName|
ofc_last_nm|ArrestingOfficerFullName|case_manager_name|CM_Name|judge_name|attorney_name|DefenseCounsel|ProsecutorNm|
mother_maiden_name|next_of_kin|EmergencyContact|emerg_contact_ph|guardian_name|parent_name|landlord_name|employer_name|DOB|
date_of_birth|BirthDt|birthdate|Def_DOB|bday|d_o_b|patient_dob|phone|Home_Phone|CellNo|mobile|telephone_number|contact_phone|
PhoneNbr|work_ph|fax_number|email|E-Mail Address|client_email|emailaddr|address|street_address|ADDR_LINE1|Addr2|HomeAddress|
residence_addr|mailing_address|apt_no|unit_number_street|house_number|zip_plus4|incident_address|latitude|LONGITUDE|lat|lng|
x_coord|YCoordinate|geo_point|gps_location|geocoded_latlong|drivers_license_no|DL_Num|DLN|OLN|state_id_card_number|passport_no|
alien_number|license_plate|PlateNo|veh_tag|VIN|vehicle_identification_number|MRN|medical_record_number|patient_name|medicaid_id|
MedicareNo|health_plan_id|insurance_member_no|FBI_Number|SID_No|state_identification_number|inmate_number|inmate_name|
BookingPhoto|mugshot_url|photo|fingerprint_id|dna_sample_no|ip_address|IPAddr|device_id_imei|mac_addr|facebook_profile|
instagram_handle|website_url|bank_account_no|credit_card_number|signature_image|narrative|officer_notes|badge_number
""")
CLEAN_HEADERS = _listed("""
charge_seq|ChargeCount|statute|RCW_Code|statute_desc|offense_class|OffenseLevel|ucr_code|NIBRS_Code|nibrs_group|charge_degree|
attempt_flag|is_dv|DV_Flag|gang_enh_flag|weapon_involved|drug_type|drug_schedule|bac_level|bail_amount|BailType|bond_set|fine_amt|
fees_assessed|restitution_total|arrest_hour|arrest_dow|ArrestMonth|fiscal_year|FY|quarter|report_week|shift|watch|precinct|Beat|
sector|patrol_zone|council_district|census_tract|agency|AgencyORI|agency_type|jurisdiction|county_fips|state_abbrev|court_type|
court_level|CourtDivision|plea|verdict|dispo_code|dispo_dt|SentenceType|sentence_days|days_suspended|prob_months|jail_days|
time_served|release_type|release_reason|hold_type|housing_level|custody_class|los_days|admit_type|facility_type|age|AgeAtArrest|
age_band|age_group|sex_code|GenderCd|race_eth|ethnicity_desc|veteran_flag|homeless_ind|housing_status|HousingType|
employment_status|education_level|primary_language|interpreter_needed|marital_status|insurance_type|medicaid_enrolled|
benefits_status|primary_substance|RouteOfUse|SUD_dx_flag|mh_flag|co_occurring|risk_level|ORAS_score|risk_tool|LSI_R|asam_level|
phq9_score|gad7|screening_result|eligibility_status|referral_source|ReferralType|referral_status|diversion_type|prebooking_flag|
program|programme_phase|cohort|wave|site_code|provider_type|service_type|service_units|ServiceHours|units_billed|procedure_code|
cpt_code|contact_mode|contact_method|ContactLocationType|staff_role|caseload_size|visit_number|days_to_intake|engaged_30d|
missed_visits|warm_handoff|naloxone_doses|transport_flag|ed_disposition|cause_category|manner_of_death|overdose_type|
warrant_count|warrant_level|fta_count|prior_arrests_n|PriorFelonies|prior_convictions|recid_12m|supervision_type|
supervision_level|violation_type|expunged_flag|sealed_ind|data_source|extract_dt|batch_no|load_ts|record_type|row_hash|
record_status|last_updated|hashed_person_key|study_id|schema_version|weight
""")
