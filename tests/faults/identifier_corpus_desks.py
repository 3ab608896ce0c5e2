"""An eighth and a ninth set of identifiers, by two authors who had read neither the gate nor a corpus nor one another's set.

What must not be kept (fields of records, and sentences of patrol, courts and case managers) and what points to nobody (charges, codes,
districts, dispositions, reasons, notes). Everybody is made up; telephone numbers are of the range kept for fiction.
"""

from __future__ import annotations

from tests.faults.identifier_corpus_agency import Set, _listed

STRUCTURED_8 = {
    "ssn": _listed("""
531-48-2207|SSN 531 48 2207|soc sec 604.77.1193|SS# 219558841|social: 219-55-8841 verified|last four 8841, full 219558841|
XXX-XX-8841 ss|ssn ending 2207|POSS CDS 531-48-2207|ITIN 912-71-4402
"""),
    "phone": _listed("""
(443) 555-0182|4435550182|443.555.0182|+1 443 555 0182|cell 443-555-0182|ph: 555-0182|call back 555 0139 after 5|443/555-0139|
1-410-555-0117 x22|tel 4105550117|txt 410 5550117 only|FAX 410-555-0118|mom's # 443 555 01 39|c:4435550182 h:4105550117
"""),
    "e-mail": _listed("""
dwhitlock88@example.org|d.whitlock at example dot org|mailto:kp_rowe@mail.example.net|KROWE@EXAMPLE.COM|email krowe [at] example.com|
k.rowe+lead@example.co|ig: @kay_rowe22|FB kay.rowe.79|snap: krowe_b|contact via facebook.com/kay.rowe.79
"""),
    "plate": _listed("""
MD 7CX4419|tag 7CX4419|LIC/7CX4419 LIS/MD|plate# KBD-2210|veh tag VA UZJ-8834|TAG: 4EF 9912 MD|DRIVING BLK HONDA MD TAG 2DK8817|
temp tag T882716|OHIO PLATE HXR 4471|REG 7CX4419
"""),
    "address": _listed("""
2418 Guilford Ave|2418 GUILFORD AVE APT 3B|1107 N Broadway, Baltimore MD 21213|unit 4, 55 Larch Ct|PO Box 1182, Elkton|P.O. BOX 1182|
300 blk Larch Ct #4|lives at 9 Mill Ln|RR 2 Box 88|2418 guilford|1900 W PRATT ST 2ND FL REAR|13 1/2 E Main|Apt 12C, Oakview Towers|
room 214 Motel 6 on Rte 40|trailer 18 Pine Acres|5512 Park Heights Avenue, 21215|res: 708 Cator av|at 44th and 2210 Keswick Rd
"""),
    "coordinates": _listed("""
39.2904, -76.6122|39.29041 -76.61220|N39 17.425 W076 36.732|39°17'25"N 76°36'44"W|lat 39.3041 lon -76.6155|18S UJ 60721 50211|
geo:39.3041,-76.6155|POINT(-76.6155 39.3041)|8FC4+3V Baltimore|38.9;-77.03 (scene)
"""),
    "birth date": _listed("""
DOB 03/14/1987|03141987|b. 14 Mar 1987|1987-03-14|dob 3-14-87|born March 14, 1987|BORN 14MAR87|D.O.B.: 14.03.1987|(3/14/87)|DOB03141987|
birthday is March 14|bday 3/14|date of birth fourteenth of March 1987|M/W 19870314
"""),
    "ip": _listed("""
192.0.2.44|10.20.30.41|IP 198.51.100.7 port 443|2001:db8:85a3::8a2e:370:7334|fe80::1ff:fe23:4567:890a|MAC 00:1A:2B:3C:4D:5E|
IMEI 490154203237518
"""),
    "url": _listed("""
https://example.org/u/kayrowe|www.example.com/p/1182|example.org/people/kay-rowe|hxxp://example.net/x|bit.ly/3xYkr|youtu.be/dQw4w9|
file://srv01/cases/rowe_k.pdf|\\\\srv01\\cases\\rowe_k.docx
"""),
    "licence": _listed("""
OLN R-600-512-441-209|DL R600512441209|MD DL# W-314-882-104-551|OLN/W314882104551|driver lic D4471829 PA|state id 88-204-117|
passport 512448810|VA DL T62-88-1145|CDL 99213847
"""),
    "vin": _listed("""
1HGCM82633A004352|VIN 2T1BURHE5JC014882|vin# 1FTFW1ET5DFC10312|VIN LAST 8 3A004352|3VWDX7AJ5DM321094 stolen
"""),
    "medicaid": _listed("""
MA# 88213746501|Medicaid ID 88213746501|MMIS 2217884|Medicare 1EG4-TE5-MK73|insurance ID XQH882201774|MCO member no 0044182217|
MRN 00482716|med rec # 48-27-16|BCBS YPM8837712001
"""),
    "criminal record no": _listed("""
SID 2481907|SID MD02481907|FBI 448219VB7|FBI# 82714KA3|UCN 448219VB7|III NO 7729104|FBI/448219VB7 SID/MD02481907|DOC # 331-882|
DOC331882|BOOKING 24-0081772|inmate no 0881274|AFIS 77120043|PCN 240088127712|OCA 24H09912|NIC/W448812093
"""),
    "account": _listed("""
acct 4417 1234 5678 9113|EBT card 5076 8800 1122 3344|bank acct 00912238471|debit 4417123456789113|routing 052001633|CashApp $kayrowe|
Link card 6104000122334455
"""),
    "case": _listed("""
CR 24-118824|Case No. 1B02481907|case D-01-CR-24-004417|RPT# 240811002|incident 24-0811002|CC#6240811002|warrant no D240077183|
tracking 130400017765|citation 0TX3PQR|docket CP-51-CR-0004417-2024
"""),
    "veteran/immigration/other": _listed("""
A-number A204 881 773|A204881773|VA claim 28 114 882|HMIS 774120|badge 4417|Ofc #C882|client id 7781243|
UUID 3f2a8c1e-77b0-4d1c-9e55-0b8f1ac9d211
"""),
}
SENTENCES_8 = _listed("""
S/P WHITLOCK OBSERVED HAND TO HAND|Mr. Whitlock stated the pipe was his girlfriend's|ARRESTEE KNOWN TO THIS OFC AS DASHAWN|
POSS CDS - WHITLOCK, D|CDS POSS COCAINE (ROWE, KAY ANN)|Def. Rowe found with 2 bags of heroin|co-def is Tyrell Boone|
arrested with brother Marcus|AKA LIL MAN|aka 'Peaches'|goes by Red on the street|street name Smoke|
Suspect's mother, Lorraine Pettway, called in|victim: Anh Nguyen, owner of nail salon|V/ GUTIERREZ REFUSED TO PRESS|
W1 Obafemi saw him throw the bag|Ofc. Delacroix transported|P/O STANKIEWICZ #4417 on scene|Det Mbeki requested charge|
Sgt Hollis approved diversion|per ASA Feldman no charge|Judge Abernathy recalled warrant|PO Ms. Trujillo notified|
FTA BEFORE JUDGE TOLLIVER|BURG 4TH - DWELLING OF R PETTWAY|TRESPASS AT HOME OF EX WIFE DONNA|
THEFT <$100 VICTIM JAMAL'S CORNER STORE OWNER J HADDAD|VIOL PROT ORDER RE: SHANICE COLE|ASSAULT 2ND ON BOYFRIEND KEITH|
no contact w/ Tamika|CDS-POSS W/I DIST, ALSO CHARGED: BOONE TYRELL|false name given: Andre Simms|
Identified by print as Ricardo Fuentes-Lara|Subj O'Hanlon intox on sidewalk|McAllister combative w/ staff|
van der Berg, sleeping in doorway|ST JOHN, LEAH - loitering|Xiong Pao drinking in public|suspect IBARRA-MENDEZ JOSE LUIS|
J. L. Ibarra arrested w/ needle|JLI arrested, see prior|dashawn said he wants help|told me his name is kofi|her name's Brandi w an i|
daughter of Councilman Bright|son of Pastor Rivers at Mt Zion|lives w grandmother Mrs Early|he works for Mr King at the car wash|
cousin May picked her up|asked for Grace from outreach|Faith from LEAD came out|Hope dropped him off at detox|Young was cooperative|
Long refused screening|Brown, Mike - see notes|Black male known as Mr. White|Subject Banks could not be located|Officer Rice declined|
Cook not eligible per da|Price on probation until 2026|CM met w/ Kay at shelter|Met with DeShawn at McDonald's on Light St|
Client (Kay R.) no show x3|K.R. missed intake|KR refused housing|D.W. in ICU|Dwight's phone off|spoke w/ Kay's sister Renee|
Ct's son Elijah was placed in foster care|clt reports partner Ant is abusive|Clt moved in with aunt Josephine in Dundalk|
left message for Mr Whitlock's lawyer|public defender Sam Oyelaran requested|Dr. Patel started bup|
Psychiatrist Dr Lindqvist changed meds|RN Chidi called re labs|NP Walsh notes OD|Sponsor is Big Tony|landlord Mr. Kowalczyk evicted|
boss at Royal Farms, Ahmed, fired him|child's father = Terrence Mobley|emergency contact Lorraine P|referred by Sister Bernadette|
Father O'Malley let him sleep in church|Rev Dr Calloway vouched|Exit: deceased, obituary for Dwight Whitlock in Sun|died - Whitlock|
closed - mother Lorraine reports death|exited to custody; see Rowe file|transferred to CM Bianca|new CM: T. Osei|
Reassigned from Malik to Jess|per supervisor Hannah close case|Ineligible - pending case w/ codefendant Boone|
Ineligible: victim Gutierrez objects|not eligible per SA Okafor|declined by Lt. Brannigan|refused by arresting ofc Pruitt|
lost to f/u, Kay's number disconnected|lost contact; last seen by Officer Nowak at Lexington Market|Whitlock, Dwight|WHITLOCK DWIGHT A|
Dwight A Whitlock|dwight whitlock|D Whitlock|Whitlock D.|whitlock|Dwight|DWIGHT W|Whitlock/Rowe|Kay & Dwight|Mx. Arden Vo|
Nguyễn Thị Hoa|Señora Ximena Ávila|hermana de Lupe|se llama Yolanda|esposo: Efraín|Tran (client) absent|Li was present|Bao no show|
Mohamed A. relocated|relocated to live with Abdul in Minneapolis|moved to Aunt Dot's|Client a.k.a. Nikki Diamond|
trans client, legal name Robert, uses Robin|dead name Stephen on warrant|
Ct is the guy from the Sun article on 1/12 about the bridge camp|former Ravens player|only one-legged woman at Penn North camp|
lives at 12 Larch w/ Rhonda|born in Aleppo, son of the baker on Eastern Ave|call Kay 443 555 0182|DOB 3/14/87 conf w/ Whitlock|
girlfriend's car tag 7CX4419|stays at 2418 guilford w/ mom|Whitlock's SSN card replaced|ID card obtained for K Rowe|
got birth cert for Dwight Jr|Intake done by Priya S.|Intake w/ Priya, client tearful|BOONE T CO-DEF|SEE BOONE|ref: Pettway|
for L. Pettway|c/o Lorraine|att: Feldman|re Rowe|Kay.|Rowe K - bench warrant|WARRANT: ROWE KAY FTA|VOP-BOONE|PWID/Boone|State v Rowe|
ST OF MD VS KAY ROWE|In re: T.B., a minor|In the matter of Boone|Rowe adv. State|USA v. Ibarra-Mendez
""")
CLEAN_8 = {
    "charge": _listed("""
CDS: POSSESS-NOT MARIJUANA|CDS:P W/I DIST:NARC|POSS OF COCAINE|POSS CONTROLLED SUBSTANCE 1ST DEGREE|Possession of drug paraphernalia|
POSS PARA|PROSTITUTION-GENERAL|Solicit for prostitution, 2nd offense|THEFT LESS THAN $100|THEFT: $100 TO UNDER $1,500|
THEFT-SCHEME: $1,500 TO $25,000|RETAIL THEFT 18-3929|PETIT LARCENY|GRAND THEFT 3RD DEG $300<$5000|ASSAULT-SEC DEGREE|
Assault 2nd degree/DV|RECKLESS ENDANGERMENT|DISORDERLY CONDUCT|FAILURE TO OBEY LAWFUL ORDER|TRESPASS-POSTED PROPERTY|
TRESPASS: PRIVATE PROPERTY|OPEN CONTAINER|URINATING IN PUBLIC|DRIVING W/O A LICENSE|DWLSR 3RD DEGREE|DUI .08 OR HIGHER|
DRIVING VEH WHILE IMPAIRED BY ALCOHOL|FAIL TO STOP AT RED LIGHT|REGISTRATION EXPIRED > 6 MONTHS|SPEEDING 62 IN 45 ZONE|
RESIST/INTERFERE WITH ARREST|OBSTRUCT & HINDER|FALSE STATEMENT TO OFFICER|HANDGUN ON PERSON|FIREARM POSS W/FEL CONVICT|CCW|
BURGLARY-FOURTH DEGREE-STOREHOUSE|BURG/4TH DEG/THEFT|ROGUE AND VAGABOND|MALICIOUS DESTRUCTION PROPERTY VALUE < $1,000|
UNAUTH REMOVAL OF PROPERTY|VIOLATION OF PROBATION|VOP - TECHNICAL|FTA - BENCH WARRANT|FAILURE TO APPEAR|FUGITIVE FROM JUSTICE|
Contempt of court|RCW 69.50.4013(1)|RCW 69.50.4013 VUCSA POSS|VUCSA - POSS METH|CR.5.601(a)(1)|CJIS 4-3550|893.13(6)(a)|F.S. 893.147|
PC 647(f)|HS 11377(A)|H&S 11550 UNDER INFLUENCE|11364 HS|PL 220.03 CPCS 7|CPCS-7TH|VTL 511|TRC 2925.11|720 ILCS 570/402(c)|
35 P.S. 780-113(a)(16)|M.G.L. c. 94C s. 34|ORS 475.894 PCS-METHAMPHETAMINE|OCGA 16-13-30|NMSA 30-31-23|18.2-250 POSSESS SCH I OR II|
POSS SCHEDULE II CS, 3.2 GRAMS|POSS <1G COCAINE|MARIJ POSS < 10 GRAMS|POSS FENTANYL 0.4 G|POSS OF 12 PILLS OXYCODONE|2 CTS POSS CDS|
CT 1 POSS; CT 2 PARA|FORGERY-PRESCRIPTION|UTTER FALSE RX|IDENTITY FRAUD|CREDIT CARD/THEFT $100 TO $1,500|LOITER FOR DRUGS|
Loitering near a school|PANHANDLING AGGRESSIVE|CAMPING IN PARK AFTER HOURS|SIT/LIE ORDINANCE|SMC 12A.10.010|NOISE VIOLATION|
TELEPHONE MISUSE: REPEAT CALLS|HARASSMENT|STALKING|VIOLATE PROTECTIVE ORDER|INDECENT EXPOSURE|CHILD NEGLECT|CRUELTY TO ANIMALS|
ARSON 2ND|ROBBERY-ARMED|CARJACKING, UNARMED|MURDER-ATTEMPT 1ST|MANSLAUGHTER BY VEHICLE|KIDNAPPING|RAPE 2ND DEGREE|
SEX OFFENSE 4TH-SEX CONTACT|FAIL REGISTER SEX OFFENDER|CONSPIRACY-CDS DISTRIBUTION|ACCESSORY AFTER FACT|CDS:POSSESS-LARGE AMT|
CDS MANUFACTURE|COUNTERFEIT SUBSTANCE|INHALANT/POSS|MAINTAIN NUISANCE PROPERTY|KEEP DISORDERLY HOUSE|ILLEGAL DUMPING 15-100 LBS|
OPERATE UNINSURED VEHICLE|ATTEMPT BY DRIVER TO ELUDE UNIFORMED POLICE BY FAILING TO STOP|UNSAFE LANE CHANGE|PEDESTRIAN ON ROADWAY|
RIDE BICYCLE W/O LIGHT|MTA: FARE EVASION|TRANSIT: SMOKE/EAT|POSSESS ALCOHOL UNDER 21|SALE TO MINOR|UNLAWFUL USE OF 911|
BAD CHECK < $1500|FRAUD-WELFARE|EMBEZZLE|BRIBERY|PERJURY|ESCAPE-2ND DEGREE|CONTRABAND IN PLACE OF CONFINEMENT|PAROLE VIOLATION (RETAKE)|
Out of county warrant|WARRANT - OTHER JURISDICTION|HOLD FOR ICE
"""),
    "code": _listed("""
1 1111|4-3550|1-0573|3599|35A|90Z|220-03|F3|M1|CDS01|UCR 18|NIBRS 35B|A1B2|T0417|0.5|12|893.13.6a|2S0480|5-601|CR-5-601
"""),
    "district": _listed("""
Central|Eastern|SW|District 4|Zone 12|Beat 512|Precinct 5|Patrol Area C|North Avenue corridor|Belltown|Downtown/Pioneer Square|
Penn North|West Precinct - K sector|Post 811|Ward 7|Census tract 2402|Upton|Sandtown|Capitol Hill|International District|Sector 3|
Old Town|Mount Vernon|Cherry Hill|Brooklyn Park|Harbor East
"""),
    "officer": _listed("""
OF-0031|a81f03c2|T-7781|9f2c|OFC00418|b3d1a77e90|unit 12|unknown|patrol|bike team
"""),
    "disposition": _listed("""
Dismissed|Nolle prosequi|NOL PROS|Stet|Guilty|PBJ|Probation before judgment|Not guilty|Adjudication withheld|Time served|
Continued without finding|Deferred prosecution|Transferred to circuit court|Pending|Held for grand jury|Dismissed w/o prejudice|
DISM-PLEA|CONV-TRIAL|Convicted of lesser included offense|Sentenced to 18 months, all but 30 days suspended|Fine $250 and costs|
Jail 90 days, 60 susp|Drug court|Mental health court|Referred to diversion|Abated by death|Acquitted by jury|Bond forfeited|
Case merged with lead charge|No papered|Declined to prosecute|Not competent to stand trial|Closed - statistical|
Community service 40 hours|Unsupervised probation 1 yr|Guilty plea, suspended imposition of sentence|Judgment of acquittal|Mistrial|
Remanded to juvenile court|Vacated
"""),
    "reason": _listed("""
Current violent charge|Prior violent felony|Amount over 7 grams|Amount exceeds limit (3.5 g)|Warrant outside county|Active warrant|
Under 18|Minor|Not a resident|On parole|On federal probation|Pending homicide case|Victim objects|Prosecutor declined|
Officer discretion|Declined services|Refused screening|Too intoxicated to consent|Medical emergency|Psychiatric hold|Unable to consent|
Language barrier, no interpreter|Suspected dealing for profit|Exploits minors|Already enrolled|Duplicate referral|
Open case in drug court|Promoting prostitution suspected|Outside service area|No capacity|Waitlist|Not eligible: charge type|
Does not meet criteria|Prior LEAD client, exited|Missed 7 day intake deadline|Could not be located within 30 days|DV involved|
Gun in vehicle|Sex offender registry|Immigration detainer
"""),
    "exit": _listed("""
Completed programme|Graduated|Lost contact|No contact for 90 days|Incarcerated|Prison sentence > 1 year|Moved out of county|
Moved out of state|Moved to Ohio|Relocated to Seattle|Deceased|Died of overdose|Died - natural causes|Withdrew consent|Client request|
Transferred to ACT team|Transferred to another program|Hospitalized long term|Stable housing obtained|Goals met|Needs met elsewhere|
Administrative discharge|Violent toward staff|Threatened staff|Nonengagement|Never completed intake|Aged out|Funding ended|
Closed after 6 months without contact|Nursing home placement|Inpatient treatment 28 days|Returned to family|Deported|
Enrolled in methadone clinic|Section 8 voucher received
"""),
    "note": _listed("""
client did not come to intake|Client says she is not ready for treatment|Ct no show x3, case closed|clt reports using fentanyl daily|
wants detox but no bed available|Sleeping outside near the stadium|Staying with a friend|living in car|Lost phone and ID|
Needs birth certificate and ID|Applied for SNAP and Medicaid|approved for SSI|started buprenorphine 8 mg|on methadone 90 mg daily|
Suboxone 8-2 mg film bid|naloxone given x2, transported to ER|refused transport|found asleep in doorway, no drugs seen|
searched incident to arrest, pipe recovered|one clear bag with white powder|2 bags suspected heroin, 0.3 g|
Subject was cooperative and agreed to diversion|subject refused diversion|officer forgot to call|Referral came in after 72 hours|
screened by phone|screened out, amount too large|prior felony from 2009|pending felony in another county|in jail on another matter|
released on own recognizance|Client and case manager met at the library|Case manager went to court with client|
Client has a court date next month|missed court because of hospital stay|warrant was quashed|Met with housing provider about voucher|
moved into supportive housing|evicted for nonpayment|got a job at a warehouse|works nights at a restaurant|started a training program|
mother of two, wants to see her kids|children in foster care|pregnant, due in spring|lives with her mother|his brother died last month|
partner is abusive, safety plan made|Has PTSD and bipolar disorder|prescribed Seroquel 200 mg|taking Zoloft and Trazodone|
HIV positive, linked to care|hep C treatment started|wound care weekly|amputation below knee|walks with a cane|uses a wheelchair|
Spanish speaking only|needs interpreter (Amharic)|veteran, referred to VA|Army veteran|Transfer to King County|
Referred to Johns Hopkins|seen at Bayview ER|at Harborview for 3 weeks|Moved to Baltimore from Florida|took the bus to Seattle|
Stays around Lexington Market|panhandles at Pulaski Highway|called from Baltimore City jail|in Prince George's County detention|
attends NA meetings|in AA, 60 days sober|clean since January|Relapsed after Christmas|last seen in March|Closed June 2023|
Intake on Monday|comes in on Tuesdays and Fridays|Case reviewed at work group, no objections|Work group voted to remove|
prosecutor agreed to hold charges|City attorney dismissed|Public defender present|no response to 5 calls and 2 texts|phone disconnected|
letter returned|Outreach every week for 6 weeks|Outreach could not find client|client asked to stop services|
Client became violent and was asked to leave|banned from the shelter|assaulted by unknown person|robbed of his medication|
OD'd twice in May|ED visit, discharged same day|in ICU, not expected to live|passed away in hospital|deceased per medical examiner|
died of exposure|family notified of death|exited, completed all goals|doing well, no new arrests|re-engaged after jail|
Re-referred after 2nd arrest|Client would like to go back to school|GED class|has a storage unit|fine of $50 unpaid|owes child support|
driver's license suspended|bike stolen|dog at shelter|cat needs vet|lost tent in sweep|camp cleared by city|hot weather, water given|
Narcan kit given|clean syringes given|Food box, hygiene kit, bus pass|no answer at door|left flyer|will try again|TBD|n/a|none|
see above|other - see note|PENDING REVIEW|OK PER SUPERVISOR|Declined - other|Eligible but unable to transport|shift change, not offered|
No LEAD staff on duty|After hours|Snow emergency|COVID closure|system down
"""),
}
HEADERS_8 = _listed("""
last_name|FNAME|Defendant Name|DEF_NM|suspect|alias|aka|nickname|maiden|SSN4|soc_sec_no|SSNO|date_of_birth|BIRTHDT|dob_yyyymmdd|
HomePhone|cell|Tel No|email_addr|street|ADDR1|zip_plus4|res_city_st_zip|lat|LONGITUDE|x_coord|geox|license_plate|tag_no|OLN|DL_NUM|VIN|
FBI_NO|SID|state_id_no|medicaid_id|mrn|InsuranceNo|ip_address|url|photo|mugshot_path|fingerprint_class|officer_name|arresting_officer|
case_worker|victim_nm|mother|emergency_contact|signature|scars_marks_tattoos|employer|nombre|apellido|domicilio
""")
CLEAN_HEADERS_8 = _listed("""
SUBJ|person_key|ARR_NO|ARR_DT|charge_desc|CHRG_LVL|statute|district|beat|officer_hash|YOB|birth_year|sex|race|ethnicity|referral_date|
decision|reason|intake_dt|exit_rsn|contact_type|minutes|outcome|facility|admit_dt|release_dt|death_dt|case_hash|filed|disposition|
event_type|row_id|load_date|severity|warrant_flag|ward|precinct|age_group|offense_dt|count_no
""")

STRUCTURED_9 = _listed("""
219-04-7731|219 04 7731|219047731|SSN 219-04-7731|ss# 219.04.7731|xxx-xx-7731|last four 7731 of social|219-04-7731|SSN: 219/04/7731|
Social: 219_04_7731|410-555-0142|(410) 555-0142|443.555.0177|4435550177|+1 667 555 0199|1-410-555-0142|410 555 0142 x12|c: 443-555-0177|
cell 443/555/0177|555-0142|ph# 410)555-0142|call 410555-0142 after 5|4105550142|tel:+14105550142|410–555–0142|tmarbury77@example.org|
email t.marbury@example.org|TMARBURY@example.org|t marbury (at) gmail (dot) com|tmarbury77 at gmail dot com|mailto:dw_21223@example.org|
case.manager+intake@example.org|MD 4BK7712|4BK7712 MD|tag 4BK7712|MD tag# 9CW0418|plate: 7EM 2291|MDREG 1FA8830|VA plate UJK-4471|
temp tag T0918842|license plate 3DA-9120|MD/4BK7712/2011 Honda Accord|1423 N Broadway|1423 N. BROADWAY, BALTIMORE MD 21213|
2700 blk of Pennsylvania Ave, apt 3B|816 E 33rd St|816 E. 33RD ST APT 2|4 S Frederick St #402|3301 Greenmount Ave.|1 Harbor Ct Unit 12|
5512 York Rd 1st fl|P.O. Box 1187, Essex MD|PO BOX 3321|22 W Mulberry Street rear|1900 Eutaw Pl|607 Pennsylvania Avenue, Room 210|
12 1/2 Light Street|310 Fallsway|stays 2218 e monument|RR 2 Box 41, Hurlock MD 21643|10517 Ocean Gtwy Berlin 21811|
1423 N BROADWAY ST 21213-2614|6700 Holabird Ave Lot 14|501 E. Fayette St.|rel to 914 n calvert #2r|3 Cedar Ln Cambridge|7 Hilltop Cir|
1800 Orleans|N Charles St/1200, Apt 5|39.2904, -76.6122|39.290385,-76.612189|(39.3111, -76.6169)|lat 39.2971 lon -76.5932|
39°17'25"N 76°36'44"W|POINT(-76.6122 39.2904)|39.29N 76.61W|18S UJ 60953 50021|39.2904/-76.6122|-76.612189|DOB 03/14/1988|03/14/1988|
3-14-88|1988-03-14|March 14, 1988|14 Mar 1988|b. 3/14/88|born 14MAR88|DOB:19880314|D.O.B. 03.14.1988|d/o/b 3/14/1988|
birthdate: Mar 14 1988|bday is march 14th 1988|192.168.14.22|71.244.18.9|2601:14d:4100:9c0::1f|https://www.facebook.com/t.marbury.77|
www.instagram.com/tee_marb|fb.com/t.marbury.77|@tee_marb410|IG: tee_marb410|
http://casesearch.courts.state.md.us/casesearch/inquiryDetail.jis?caseId=1B02399912|a4:83:e7:1c:09:5f|cashapp $teemarb|
M-612-804-337-219|M612804337219|MD OLN M 612 804 337 219|DL# M-612-804-337-219|soundex M612-804-337-219|MD10298374655|1HGCM82633A004352|
VIN 1HGCM82633A004352|vin# 2T1BURHE0JC034461|MA# 40281993700|Medicaid 40281993700|40281993700|medical assistance number 402 819 937 00|
SID 2118834|SID# 002118834|MD-SID 2118834|FBI 552019KC3|FBI# 552019KC3|FBI NO 1A8VX0P4T|inmate# 471-902|DOC 471902|DPSCS ID 3481120|
Booking 24B018833|central booking no. 24018833|track no 24-1001-22918-4|CC# 24-7H01193|Case 1B02399912|passport 561928374|
A# 098-441-220|MRN 00482913|HMIS 118823|4111 1111 1111 1111|EBT card 5077 0812 3344 9910|fingerprint FPC 12 PI 14 CO|
DNA sample kit 20-118833
""")
SENTENCES_9 = _listed("""
Spoke with Terrell Marbury at the drop-in center, he wants detox next week.|T. Marbury no show for intake, CM will try again tmrw.|
MARBURY, TERRELL D missed 2 appts.|Marbury, Terrell (B/M/36) observed making hand to hand transaction.|
Ofc Delgado #H418 referred client, warm handoff done.|Client's mother Mrs. Whitfield will provide ride to the clinic.|
Pt states her boyfriend Dwayne hit her last night; DV resources given.|Suspect Kayla Brunson stole 3 bottles detergent from the CVS.|
POSS CDS NOT MARIJ - DEF KEVIN L OSTROWSKI|theft under $100 vic: Rosalind Achebe|called sister Denise, left vm.|
Met w/ Ms. J. Pettiford and her PO, Agent Larry Cobb.|Mr Okonkwo completed intake and got birth cert ordered.|
per judge Hargrove case stetted.|ASA Brennerman agreed to nol pros.|aka 'Pooh' Marbury, frequents the corner store.|
street name Lil Trey, found nodding near the bus stop.|client goes by 'Peaches'; asked about housing voucher|
Jamal came in for a bus pass today.|jasmine missed her methadone dose, CM reached out.|Gave Rodney 2 narcan kits and a tent.|
tyrone w. walked out of group.|Baby girl Nevaeh is in foster care w/ DSS.|Client is staying with aunt Loretta on Harford Rd.|
He sleeps behind 1300 N Gay St most nights.|Lives at 2218 e monument w/ grandmother|moved to apt 4c at 717 Druid Park Lake Dr|
Client's number changed, now 443 555 0121.|best way to reach is his girl's phone 4105550188|text only 667.555.0130, no voicemail|
emailed dwhit1990@example.org the housing list|msg sent on FB to Tee Marb Jr|Date of birth given as 3/14/88, ID not on hand.|
Born June 2nd 1979 in Cumberland per client.|social ends in 7731, SSA card replaced|SSN on file 219-04-7731 used for benefits check|
ran SID 2118834, open FTA warrant from Howard Co|His MA number is 40281993700, active until Dec.|Drives a gray Altima, tag 8DK4471.|
Vehicle MD 5CX9014 stopped at Edmondson and Poplar Grove.|wife Shaniqua reports he relapsed|
CM Hernandez transported client to Bayview ED.|Case transferred from Angela R. to Monique T.|
Signed consent witnessed by Philip Adeyemi, LCSW-C.|Dr. Venkataraman adjusted bupe dose to 16mg.|
NP Colleen O'Shaughnessy started Vivitrol.|D'Andre and his cousin were both at the stop.|
Def. Smith-Jackson advised of program, accepted.|Victim was Jose Luis Hernandez Garcia, declined to prosecute.|
Nguyen Thi Lan speaks Vietnamese, interpreter used.|Complainant: Giant Food mgr Bob Kessler.|
Mr. and Mrs. Tolliver want him banned from the property.|Arrestee identified by MVA photo as Corey Antwan Gaines.|
CDS: POSS - W/ Raymond Bell also arrested|Trespass - owner Abdul Rahman signed complaint|2nd deg assault on brother Michael|
Prostitution, john id'd as Gregory Sandler|Referred by Sgt. Whitaker (Eastern) after overdose.|P/O M. Jankowski D412 on scene|
Det Lyle says no charges if he stays engaged|Peer Specialist Big Mike walked him over to the clinic|
Her son Jayden, 6, attends Harlem Park Elementary.|client's landlord mr goldfarb filed for eviction|
Prob agent cobb informed of missed UA|Attorney: Felicia Nwosu OPD|public defender rick salter called, wants letter|
ROI signed for father (Clarence Dobbs Sr.)|Emergency contact - Yolanda 410-555-0166|Pastor Greene from Mt Zion offered a bed|
Marbury's court date moved to the 12th|Marbury is doing well in IOP.|Followed up with marbury re: food stamps.|
TM (Terrell) 3 mo sober today!!|Ct reports SA hx, was assaulted by Ray-Ray|Deja's bed at Gaudenzia is confirmed for Monday.|
Told Antoine to bring proof of income.|Lakeisha said she's pregnant, 12 wks.|got ID for Wm. Prudhomme at MVA|
Bro. Elijah at mosque vouches for him|BWC shows off. Trent & off. Lopez arrive 2210hrs|client DOB 041279 verified w/ MVA|
EBT pin mailed to PO Box 812, Dundalk|inmate 471-902 released from Jessup today|booked at CBIF under 24B018833, no bail|
dropped off at corner of Park Heights and Belvedere by Uncle Ronnie|see incident 7H0119 for witness stmt of Carla Meeks|
Case D-101-CR-24-003312 dismissed, he was relieved|Court case 1B02399912 nolle pros'd.|C/S 06-K-19-049112 violation closed|
Passport from Honduras no. E448210 kept in locker|A-number 098441220, immigration atty referral|Debit card ending 4410 found on ground|
facebook.com/keisha.brunson.5 best contact|ig @keysh_b410 dm'd about appt|GPS ping 39.3017,-76.6421 tent site|
camp at 39.29 -76.63 under the JFX|HMIS ID 118823 updated with new income|MRN 482913 discharged from Mercy|
client signed: Terrell D. Marbury|Note by ksimmons: no contact x3|Entered by: Simmons, K.|s/w Keisha|LM for Brunson|
hv w/ Mr. P and his daughter Tiffany|No answer at door. Neighbor, Miss Pearl, says he's locked up.|
w/f Amber Kozlowski age 29 screened eligible|On 3/2/24 MARCUS TRENT WEBB was offered LEAD in lieu of arrest|
SUBJECT (WEBB) STATED HE USES HEROIN DAILY|Webb declined services|Declined by client Webb, M.|approved by LT. CORRIGAN|
Client requests transfer due to conflict w/ CM Tasha|Referred to Dr Patel for Suboxone|He was shot at 1700 W North Ave in 2019|
room 214 at the Motel 6 on Pulaski Hwy|Unit 3 of 29 S Patterson Park Ave|Twin brother Darnell also LEAD client|
Mom (Ms Gwen) deceased 10/2023, grief counseling|Client's baby daddy, Trayvon, locked up|Hep C results to Nurse Betty by Fri|
Completed 90 days; shout out to Coach Willie.
""")
CLEAN_9 = _listed("""
CDS: POSS-NOT MARIHUANA|CDS-POSS MARIJUANA 10GM+|CDS: POSSESS W/INT TO DIST|CDS: DIST-NARC|CDS: POSSESS-LG AMT|CDS: MANUF - NOT MARIJ|
POSSESSION OF PARAPHERNALIA|CDS: POSS PARAPHERNALIA|Theft: $100 to under $1,500|THEFT LESS THAN $100.00|THEFT: $1,500 TO UNDER $25,000|
THEFT SCHEME: $25,000 TO $100,000|Rogue and Vagabond|BURGLARY-FOURTH DEGREE-STOREHOUSE|BURGLARY 2ND DEGREE/GENERAL|
TRESPASS: PRIVATE PROPERTY|TRESPASS-POSTED PROPERTY|MALICIOUS DESTRUCTION OF PROP/VALUE < $1,000|MAL DEST PROP/VALU + $1,000|
DISORDERLY CONDUCT|FAIL OBEY RENBLE/LAWFL ORDER|OBSTRUCTING & HINDERING|RESIST/INTERFERE WITH ARREST|ASSAULT-SEC DEGREE|
ASSAULT-FIRST DEGREE|RECKLESS ENDANGERMENT|PROSTITUTION-GENERAL|SOLICIT PROSTITUTION/ASSIGNATION|INDECENT EXPOSURE|
ALC BEV/OPEN CONTAINER|DRINKING IN PUBLIC|Failure to appear|FTA - BENCH WARRANT|VIOL OF PROBATION|VOP TECHNICAL|
Unauth. removal of property|UNLAWFUL TAKING MOTOR VEHICLE|DRIVING W/O REQ LICENSE|DRIVING UNDER INFLUENCE ALC|DUI PER SE|
HANDGUN ON PERSON|LOADED HANDGUN IN VEHICLE|REG FIREARM: ILLEGAL POSSESSION|DEADLY WEAPON-CONCEAL|False statement to peace officer|
FRAUD-PER. IDENT AVOID PROS|CREDIT CARD/STEAL ANOTHER|COUNTERFEITING US CURRENCY|FORGERY-PRIVATE DOCUMENTS|UTTERING FALSE DOCUMENT|
ARMED ROBBERY|ROBBERY|CARJACKING, UNARMED|ANIMAL CRUELTY|Littering/dumping < 100 lbs|TELEPHONE MISUSE: REPEATED CALLS|
HARASS; A COURSE OF CONDUCT|PEACE ORDER: FAIL TO COMPLY|VIOLATE EX PARTE/PROT ORDER|Panhandling, aggressive|LOITERING - DRUG FREE ZONE|
Public urination|Fare evasion - MTA Light Rail|Squeegee, impeding traffic|CON-POSS W/I DIST NARC|ATT-CDS DIST|
2 counts theft, 1 count trespass|POSS 0.4 G HEROIN|Poss. of 3 gelcaps fentanyl|cocaine, 12 vials|1 oz. marijuana|
possess Xanax 2 mg x 30 w/o Rx|Suboxone strip, no rx|Poss Percocet|Adderall 20mg|Theft shoplifting - Walmart|Shoplifting, Rite Aid|
Theft from Home Depot|CR 5-601(a)(1)|CR.5.601.(a)(1)|CR §5-602|CR-7-104|Crim. Law § 7-104(g)(2)|CR 6-402 / CR 6-403|CJ 10-201(c)(2)|
TA 21-902(a)(1)(i)|PS 5-133(b)(1)|Md. Code Ann., Crim. Law 5-619|Art. 27 §286|18 USC 922(g)|21 U.S.C. 844(a)|HG 8-507|
HG §8-505 evaluation|Balto. City Code Art. 19 § 25-1|CP 6-220 PBJ|CP §10-105 expungement|Rule 4-248|1-0573|4-3550|1 1415|CJIS 1-1415|
3532|35A|90Z|F11.20|ICD10 F14.20|H0001|H2015|HCPCS H0020|UCR 18|NIBRS 35B|NCIC 3599|M1|F3|A|nolle_prosequi|PBJ|24|007|24510|FIPS 24005|
tract 24510120201|BWC-Y|v2.1|2024Q3|EASTERN-3|721|Post 334|ED|social_contact|Nolle Prosequi|STET|Probation before judgment|
PBJ SUPERVISED 12 MONTHS|Guilty plea, 90 days suspended|NOT GUILTY|Dismissed - lack of evidence|GUILTY - TIME SERVED|
1Y 6M, all but 30D suspended|Merged into count 2|Abated by death|Transferred to Circuit Court|JURY TRIAL PRAYED|Inactive docket|
NCR - committed MDH|Incompetent to stand trial|Fine $250, costs waived|40 hrs community service|Released on recognizance|HWOB|
Held w/o bail|Bond $5,000 / 10%|Drug Treatment Court accepted|8-507 commitment ordered|Remanded|Sub Curia|
Nol pros upon completion of LEAD|Central District|EASTERN|Northeastern|Southwest|Western Dist. Sector 2|Inner Harbor|
Sandtown-Winchester|Penn-North|Upton/Druid Heights|Mondawmin|Lexington Market area|Cherry Hill|Brooklyn/Curtis Bay|Mount Vernon|
Park Heights corridor|Patterson Park|Highlandtown|Harford Road corridor|Martin Luther King Jr. corridor|Johns Hopkins Hospital campus|
Baltimore City|Prince George's County|St. Mary's County|Anne Arundel|Queen Anne's|Dorchester Co.|Washington County|Charles|Howard|
Montgomery|Garrett|Harford|Carroll County Sheriff's Office|Cecil Co.|Town of Easton|Salisbury PD|residence|Parking lot/garage|
Convenience store|Gas station|transit station - Metro|Vacant dwelling|Alley|street/sidewalk|Hotel/motel|hospital ED|public library|
school zone, 1000 ft|Encampment|Pre-booking diversion|Social contact referral|Community referral - business owner|
Post-overdose outreach|Low-level drug possession|Sex work|Frequent calls for service (5+ in 30 days)|Known to officers, substance use|
Behavioral health crisis, 911|Eligible - officer declined|Ineligible: violent conviction in last 10 yrs|Ineligible - amount > 3 grams|
Ineligible; under 18|Not offered - end of shift|Refused at scene|No case manager available 0200-0700|Prosecutor declined|
Complainant insisted on charges|Outside catchment area|Already enrolled|Case management|Intensive outpatient (IOP)|
Level 3.7 residential|ASAM 3.1|OTP / methadone|Buprenorphine induction|Naloxone kit x2|Recovery housing, 28 days|Emergency shelter|
Rapid re-housing|SSI/SSDI application (SOAR)|Medicaid enrollment|SNAP renewal|ID/birth certificate assistance|Bus pass - 7 day|
Transportation|Job readiness 101|GED prep|Wound care|HIV/HCV test|PrEP navigation|Syringe services|Legal aid|Expungement clinic|
Food pantry|Clothing|Peer support - group|Mental health, outpatient|Crisis bed|Detox 3-5 days|Dental|Parenting class|
Trauma therapy (Seeking Safety)|Moral Reconation Therapy|Hygiene kit|Client attended intake, assessment done.|
No show x2, will reschedule.|Narcan kit given, trained on use.|Transported to detox, bed available.|
Housing app submitted; waitlist 6-9 months.|Missed court, warrant quashed same day.|UA negative.|Bupe 16 mg daily, stable.|
Methadone dose raised from 60 to 80 mg.|Sublocade 300mg inj, next due in 28 days.|Client reports 45 days sober.|
Relapsed in March; re-engaged in April.|Declined services, open to outreach later.|Phone off. Will try shelter.|
Completed Level 3.7, stepped down to IOP.|Waiting on birth certificate from Vital Records.|SNAP reinstated, $291/month.|
SSI denied, appeal filed within 60 days.|Gave 2 bus passes and a coat.|warm handoff w/ peer, went well|client upset re: wait time|
Will follow up next week.|May need inpatient.|Will enroll in June.|Client seen 3x this week, 45 min each.|
ED visit for abscess, 10 days abx.|Employed p/t 20 hrs at $15.50/hr.|BAL .12 at ED.|PHQ-9 score 17, GAD-7 score 12.|
COWS 14 at induction.|Blood pressure 140/90.|A1c 7.2, referred to primary care.|Care plan 1/4 goals met.|HCV treatment week 4 of 12.|
Lost contact; last seen in summer.|Closed: moved out of state.|Closed - incarcerated > 90 days.|Graduated from program.|
Referred by officer during a social contact.|Officer on scene offered diversion; accepted.|
Case conference held with prosecutor and police.|Attended NA meeting at church.|Client's mother is supportive.|
Children in kinship care.|Tent provided; encampment cleared.|Client wants to go back to school.|Spanish interpreter used.|
Consent signed; ROI valid 12 months.|Crisis team called, safety plan done.|pt d/c from hospital, f/u in 2 wks|
Bayview detox full, tried Mountain Manor.|Gaudenzia bed confirmed.|Went to Mercy ED for chest pain.|Helping Up Mission intake done.|
Health Care for the Homeless appt kept.|Applied at Amazon and Royal Farms.|Goal: stable housing by Christmas|N/A|none|same as above|LVM|
ROI|see prior note|Rx: Suboxone 8-2 mg BID #14|Fentanyl strips 10, pipes 2|Vivitrol 380 mg IM|visit 5 of 8|12-step group, week 3|
Wait 24-48 hrs then call.|Contact attempts: 4 (2 phone, 2 outreach)|Hours: 1.25|mileage 14.6|Rent $650, arrears $1,950.00|
Case closed FY24 Q2.|April 2024 review: on track.|Section 8 list closed until 2026|Year 2, month 3|1st|2nd Degree|18-24|65+|
Black or African American|Two or more races|Hispanic/Latino|Non-Hispanic white|Declined to answer|M|unknown|Day shift 0700-1500|
3-11 shift|Tue/Thu group|bicycle unit|Baltimore Police Department|MTA Police|Behavioral Health System Baltimore|
Maryland State Police - Barrack B|Frederick County|Cambridge
""")
HEADERS_9 = _listed("""
first_name|LName|last name|MiddleInitial|client_full_nm|DEFENDANT|defendant_name|arrestee|ofc_name|case_manager_name|victim_nm|alias|
AKA|nickname|mothers_maiden_name|ssn|SSN4|social_security_no|dob|D.O.B.|birth_date|BirthDt|home_address|addr1|Street|apt_no|phone|
cell_ph|ContactNumber|emergency_contact|email_addr|drivers_lic_no|OLN|sid_number|FBI_NO|state_id|inmate_no|license_plate|tag_number|VIN|
medicaid_id|MRN|HMIS_ID|latitude|LONG|x_coord|geo_point|ip_addr|photo_url|facebook|signature|caseworker_email
""")
CLEAN_HEADERS_9 = _listed("""
person_id|arrest_id|arrest_date|referral_date|referral_type|charge_description|charge_code|statute|cjis_code|charge_class|disposition|
disposition_date|district|sector|post|police_agency|agency_name|program_name|site_name|service_type|service_name|provider_name|
provider_type|race|ethnicity|sex|gender_identity|birth_year|age|age_at_arrest|offense_name|offense_type|officer_discretion_flag|
eligible_flag|decline_reason|case_status|case_count|note|case_note|comments|outcome_note|date_entered|booking_date|release_date|
jail_days|days_detained|bond_amount_usd|court_type|county|state|statewide_flag|zip3|longest_stay_days|contact_type|contact_minutes|
contact_date|phone_contact_count|address_known_flag|latest_visit_date|street_outreach_minutes|email_reminder_sent|housing_status|
employment_status|hours|quarter|fiscal_year|dose_mg|vendor_name|file_name|column_name|source_system|long_term_flag|vintage|
plate_count_lab
""")


def eighth() -> Set:
    """The set by which the closed vocabulary was first mended."""
    structured = [(kind, text) for kind, texts in STRUCTURED_8.items() for text in texts]
    clean = [t for texts in CLEAN_8.values() for t in texts]
    return Set(structured, [("sentence", t) for t in SENTENCES_8], clean, HEADERS_8, CLEAN_HEADERS_8)


def ninth() -> Set:
    """The set that was kept aside until then."""
    return Set([("field", t) for t in STRUCTURED_9], [("sentence", t) for t in SENTENCES_9], CLEAN_9, HEADERS_9, CLEAN_HEADERS_9)
