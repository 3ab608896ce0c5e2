"""What may be kept of a free text: only what can point to nobody, by a closed vocabulary and a closed grammar of numbers.

No list holds every name and no pattern every number, so a text is read the other way round. Each word must be an ordinary one that
is no name where it stands, or a listed abbreviation; each number a dose, an amount, a count, an age, a year or a paragraph of a law.
Whatever is left over makes the text one that is not kept (see identifiers). That costs little: no number is computed from the words
of a charge once the charge table has read them, and a reason that stands in few rows is never published.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Generator, Iterator

from ingest.names import FAMILY, FAMILY_PLAIN, GIVEN, GIVEN_WORDS, NOT_FAMILY
from ingest.naming import BRANDS, PLACES, TOO_ORDINARY
from ingest.words import all_words

# -- numbers -------------------------------------------------------------------------------------------
_LAWS = (
    r"(?:rule|cj|ta|hg|cp|cs|mdc|chsc|phl|p\.?c|h\.?&?s|v\.?c|b\.?&?p|w&i|rcw|ors|nrs|p\.l|pl|vtl|trc|orc|ilcs|u\.?s\.?c|cfr|f\.?s|fss|"
    r"ocga|nmsa|rsmo|krs|tca|ars|crs|m\.?g\.?l|mcl|p\.?s|smc|bmc|pmc|chapter|ch|c|sec|section|s|§|art|article|title|cr|cl|code|statute|ordinance|ord)"
)
_PARAGRAPH = r"(?:\.?\([0-9A-Za-z]{1,4}\)|[A-Z](?![A-Za-z]))*"
_UNITS = (
    r"(?:g|gm|gelcaps?|caps?|capsules?|cc|gms|gr|grs|grams?|mg|mgs|mcg|ml|oz|ounces?|lbs?|pounds?|kg|kgs|kilos?|pct|percent|%|mph|"
    r"yrs?|years?|yo|y/o|mos?|months?|wks?|weeks?|days?|hrs?|hours?|mins?|minutes?|am|pm|ft|feet|inch(?:es)?|miles?|mi|pills?|tabs?|tablets?|"
    r"bags?|baggies|vials?|rocks?|units?|doses?|plants?|cts?|counts?|times?|charges?|points?|beds?|calls?|texts?|visits?|sessions?|units|films?|strips?)"
)
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
# a paragraph beside the name of its law ("RCW 69.50.4013(1)", "720 ILCS 570/402(c)", "11377(A) HS")
_CITED = re.compile(
    rf"(?i:(?<![0-9A-Za-z.$])(?:{_LAWS}\.?,? ?§* ?[0-9]{{1,5}}[a-z]?(?:[.:-][0-9]{{1,5}}[a-z]?){{0,3}}{_PARAGRAPH}|"
    rf"[0-9]{{1,3}} {_LAWS} [0-9]{{1,4}}[/-][0-9]{{1,4}}(?:[.-][0-9]{{1,3}})?{_PARAGRAPH}|[0-9]{{3,5}}{_PARAGRAPH} (?:HS|PC|VC|BP))"
    r"(?![0-9A-Za-z])(?![-./:][0-9]))"
)
_ALLOWED_NUMBERS = re.compile(
    rf"(?i:(?<![0-9A-Za-z.$])(?:"
    # by its outline: 893.13(6)(a), 5-601(a)
    rf"[0-9]{{1,4}}(?:[.:-][0-9]{{1,3}})?{_PARAGRAPH}(?<=\))|"
    # an amount: $1,500; of what: 3.5 g, 8-2 mg, 30 days, 15-100 lbs
    rf"[<>=≤≥+-]*\$ ?[0-9]{{1,3}}(?:,?[0-9]{{3}}|[0-9])*(?:\.[0-9]{{2}})?[km]?|"
    rf"[<>=≤≥+]*(?:{_NUMBER} ?(?:-|to|/|x) ?)?{_NUMBER}(?:\+|-)? ?{_UNITS}\+?|[0-9]{{1,2}}000? ?(?:ft|feet|yards)|"
    # how often, which one, how many
    r"x ?[0-9]{1,2}|[0-9]{1,2} ?x|[0-9]{1,2}(?:st|nd|rd|th)|(?:19|20)[0-9]{2}(?=[^-/.0-9]|\.?$)|"
    rf"[<>=≤≥+]*{_NUMBER}(?:[-/][0-9]{{1,2}})?\+?|\.[0-9]{{1,3}}"
    r")(?![0-9A-Za-z])(?![-./:][0-9]))"
)
# three parts of a date or of a number of people; a number of seven digits
_BAD_NUMBERS = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)?[0-9]{2}|[0-9]{3}[-. /][0-9]{2,3}[-. /][0-9]{4}|[0-9]{3}[-. ][0-9]{4}|"
    r"[0-9]{2}\.[0-9]{4,}|[0-9]+\.[0-9]+ ?[,;/] ?-?[0-9]+\.[0-9]+|[0-9]{2,} [0-9]{2,} [0-9]{2,}|"
    r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9])"
)
_DATED = re.compile(
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}|[0-9]{3}[-. /][0-9]{2,3}[-. /][0-9]{4}|[0-9]{3}[-. ][0-9]{4}(?![0-9(])"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_STREETS = (
    r"(?:street|str|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|terrace|terr|ter|parkway|pkwy|highway|hwy|alley|aly|pike|trail|trl|"
    r"drive|dr|court|ct|place|pl|way|circle|cir|square|sq|loop|row|block|blk)"
)
# houses, rooms, and what a number of somebody's is called
_NUMBERED = re.compile(
    rf"(?i:(?<![a-z])(?:apt|apartment|unit|room|rm|lot|trailer|trlr|box|suite|ste|house|bldg|building|floor|fl|space|spc|bed|cell|pod|"
    r"ssn?|soc(?:ial)?|dob|d\.o\.b|born|birthday|b-?day|birth|oln|d\.?l|lic|licen[cs]e|tag|plate|vin|sid|fbi|mrn|acct|account|card|"
    r"passport|id|ids|no|num|number|nos|badge|star|docket|booking|inmate|report|rpt|incident|ref|phone|cell|tel|ext|ending|ends|last four|"
    r"route|rte|rt|mile|mm|exit)\b[ .:#-]*(?:no|num|number|is|in)?[ .:#-]*[0-9]|#|@|\\|"
    rf"(?<![0-9a-z.])[0-9]{{1,5}} (?:1/2 )?(?:[a-z.'’-]+ ){{1,3}}{_STREETS}(?![a-z])|"
    rf"(?<![a-z0-9]){_MONTHS}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])|"
    rf"(?<![a-z0-9])[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?![a-z]))"
)
# -- words ---------------------------------------------------------------------------------------------
_TWO = frozenset(
    """
    a i an am as at be by do go he hi if in is it me my no of on or ok so to up us we vs re id tv nw ne sw se wa md va dc pa ca ny
    nj nc sc ga fl al tx az nm co ut nv mt wy nd sd ks mn ia mo ar ms tn ky oh mi il wi ct ri vt nh de ak na aa er ed cm po pd da ag
    iv od ot pt dv dr mr st rd th pm ii vi hs pc vc bp cw ra pr mh su ud rx dx hx sx ob ei mg gm ml oz lb kg ft hr yr wk bi tb cs mj
    pv vp fr oj op eq wo lt gt lg sm dp ds dt du bw cc cd cp cr cv dl dw dz en es eu ex ez fa fb fe ff fp fu gb gp gr gw ha hc hd hp
    hv hw ic ie im io ip ir ja jv lp ls mm mv nf oc om os ox pk pl pp ps pu qt rs rv sb sq ss ti tr uc uk un uu xl el la lo le del
    te tu ya
    """.split()
)
_MORE = frozenset(
    """
    clt clts ccw pcs adw uumv psa pct asl abv ada ahcccs aod apd apo asam atf auth bac bcpd bhc bhu bpd bup bzd cbt ccd ccp cds cjs
    cna cod com cpcs cps csa csc dbt dea def dept det dhs djs dmv doc doj dol dpd dpdl dss dtf dui dvpo dwai dwi dwlsr ehr ekg emt
    ems epr erpo etoh fbo fdny gbl ged gpa hcv hep hepc hiv hma hud ice icu imu iop ipa isp kcj kcso koban lcsw ldc lead led leo
    lgbt lmhc mat mcso mdd mdoc met meth mhc mhp mlk mou mpd mri mrsa mta ncic ngo noc nos nyc nypd obs ocd odd opd opm osp otp oud paca
    pbj pcp pdq pfa php pmhc pod ppo prcs pre ptsd pwid pwimsd pwisd rehab roi rsat rtc rtw sbirt scram sdp seps sfpd smi snap snf
    sober spd spo sro ssdi ssi ssp sti sud sudp swat tanf tbd tbi tdo tro tpo twp ucr uds usps uti vag ver vet vop voc vru vucsa wic
    wrap xr yld acetaminophen amitriptyline amlodipine aripiprazole atenolol bupropion buspirone carbamazepine cephalexin citalopram
    clonazepam clonidine diazepam diphenhydramine doxepin doxycycline duloxetine escitalopram fluoxetine haloperidol hydroxyzine
    ibuprofen insulin lamotrigine levetiracetam lisinopril lithium lurasidone metformin mirtazapine nicotine olanzapine paroxetine
    prazosin propranolol quetiapine risperidone sertraline trazodone valproate venlafaxine zolpidem zoloft seroquel xarelto prozac
    lexapro wellbutrin abilify risperdal cymbalta lamictal depakote adderall ritalin vyvanse klonopin ativan valium xanax haldol
    invega sustenna cocaine crack heroin narcan syringe syringes baggie baggies sharps fentanyl xylazine hepatitis endocarditis
    cellulitis abscess abscesses diabetic seizure seizures schizophrenic psychosis psychotic suicidal homicidal ideation withdrawals
    detoxed overdosed overdoses overdosing intox intoxicated relapsed relapsing sobriety abstinent polysubstance stimulant
    stimulants opiate opiates benzos nonengagement nonpayment noncompliance noncompliant noncontact reengaged reengagement
    rereferred waitlisted unsheltered couchsurfing detainer detainers recognizance adjudication adjudicated endangerment habitation
    extraditable insured uninsured inhalant inhalants oxycodone alprazolam buprenorphine psilocybin deaf tigrinya distributing
    rehousing registrant abeyance forfeiture indictment superseded remanded remand ingress egress handgun handguns premises atm
    dwelling dispense utilities endangering fugitive dischg trafficking roadway methamphetamine catchment postpartum forklift
    urination referral copay caseload caseworker casework courtesy paperwork paystub voicemail voicemails email emails prepaid
    walkup intake intakes outreach downtown uptown midtown pickup dropoff callback followup checkin checkup reschedule rescheduled
    reschedules misdemeanant misdemeanor misdemeanors felonies arraigned arraignment indicted subpoena subpoenaed recidivism
    prosequi nolle nol stet abated merged papered unpapered unsupervised unadjudicated paraphernalia marij marihuana narc narcs cntl
    subst poss loitering panhandling solicit soliciting shoplifting vape vaping deft dismd dism conv susp sentc merg pleaded pros
    detainee detainees nursing hospice dialysis chemo chemotherapy psychiatrist psychologist podiatrist optometrist methadone
    landlord's homeless sleeping outdoors tent tents encampment encampments bipolar schizoaffective adhd squeegee gelcap gelcaps
    expungement reconation squeegeeing curia hwob ncr mdh bid tid qid prn phq gad abx icd hcpcs manufact traffick larceny ped offi
    hab lawfl renble rsnble rsnbl oxy fent sub utt manf manuf marijuana cannabis thc ghb lsd opioids dist amt lrg lg attmpt parte
    prot docket dockets mtr upcs merch purp pcso nb sb joyride joyriding reincarcerated reunified reunification intoxicants lowlevel
    rms jms cjis cad handoff detoxing pregnant retail habilitation tri mon tue tues wed thu thur thurs fri sat abt
    """.split()
)
# what a capital may mean in a sentence besides a name
_PROPER = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday spanish english amharic vietnamese somali chinese mandarin cantonese tagalog korean russian arabic french haitian
    creole portuguese navajo american african indian asian hispanic latino latina native christian catholic muslim jewish islander alaska
    hawaiian miranda narcan vivitrol sublocade suboxone medicaid medicare naltrexone buprenorphine methadone covid section tier phase
    level stage schedule class title part chapter count type grade act fentanyl
    alabama arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
    louisiana maine massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york dakota
    ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont wisconsin wyoming baltimore seattle chicago albuquerque
    denver atlanta philadelphia pittsburgh detroit portland tacoma oakland sacramento milwaukee minneapolis brooklyn bronx queens
    manhattan maryland honda toyota nissan hyundai kia mazda subaru volvo chevrolet chevy ford dodge jeep buick pontiac acura lexus audi
    bmw mercedes volkswagen harley yamaha suzuki kawasaki canada puerto rico dc usa us america americas samaritan
    """.split()
)
# towns, countries and chains of shops; those of no list are told by what stands before them
_TOWNS = frozenset(
    """
    mesa tucson fresno bakersfield anaheim riverside stockton irvine modesto fontana oxnard spokane yakima everett olympia bellevue renton
    vancouver eugene boise reno tulsa wichita omaha lincoln topeka toledo akron dayton cincinnati columbus cleveland indianapolis
    louisville lexington nashville memphis knoxville chattanooga birmingham montgomery mobile jacksonville tampa miami orlando
    tallahassee gainesville savannah charleston greensboro durham raleigh charlotte richmond norfolk newport wilmington newark camden
    trenton buffalo rochester syracuse albany hartford providence worcester springfield boston portland burlington manchester
    lansing saginaw duluth fargo billings cheyenne laredo lubbock amarillo arlington garland plano houston dallas austin antonio
    shreveport lafayette mobile jackson biloxi honolulu anchorage juneau towson rockville hagerstown cumberland annapolis frederick
    mexico guatemala honduras salvador nicaragua panama colombia venezuela ecuador peru brazil haiti jamaica cuba dominican ethiopia
    eritrea somalia kenya nigeria ghana sudan iraq iran syria afghanistan pakistan india nepal china taiwan vietnam cambodia laos
    thailand philippines korea japan russia ukraine poland germany france england ireland spain italy
    walmart safeway kroger costco walgreens macys nordstrom kohls sears kmart albertsons publix wawa sheetz mcdonalds wendys starbucks
    subway denny dennys amtrak greyhound metro uber lyft amazon fedex ups lowes depot ikea sephora ulta aldi giant kaiser harborview
    """.split()
)
# capitals that a sentence may hold within: houses, courts, programmes, seasons
_HOUSES = frozenset(
    """
    court courts jail prison hospital clinic center centre shelter mission house hall housing library church school college
    department county city state federal district circuit superior municipal drug mental health veterans probation parole pretrial
    detox rehab inpatient outpatient outreach lead program programme team unit division police sheriff patrol precinct sector zone
    market park stadium station airport bridge mall motel hotel inn university medicaid medicare section voucher public defender
    prosecutor attorney work group staff intake case manager management community services service treatment recovery social
    security administration family adult child protective emergency room er urgent care crisis line street streets avenue highway
    pike boulevard road metro transit bus light rail east west north south northeast northwest southeast southwest central northern
    southern eastern western harbor bay lake river mount hill heights old town village island new year christmas thanksgiving easter
    halloween ramadan eid labor memorial day independence spring winter fall summer army navy marine marines air force guard
    national va vet veteran act form narcotics alcoholics anonymous salvation goodwill food bank stamps behavioral substance abuse
    medical dental nursing home level phase meeting no not yes other unknown none client clients officer deputy victim subject
    warrant order
    """.split()
)
# what people do: a word that could be a name is one before these
_ACTS = (
    "(?i:is|was|has|had|did|didn't|said|says|stated?s?|reports?|reported|told|texted|texts|called|calls|phoned|asked|asks|got|gets|came|went|left|"
    "wants?|wanted|needs|needed|refused|declined|denied|admitted|admits|agreed|arrived|appeared|missed|moved|met|lost|found|fled|ran|"
    "took|gave|kept|keep|relapsed|overdosed|attended|completed|graduated|returned|signed|pleads|pled|invoked|adv|advised|consented|"
    "stopped|started|stays|lives|lived|slept|goes|split|picked|showed|no-showed|doing|pointed|assaulted|will|then|and|in custody|"
    "cited|arrested|diverted|booked|charged|housed|c/o|to (?:report|appear|call|return|meet|attend)|"
    "dice|dijo|llam[oó]|quiere|necesita|vive|tiene|fue|est[aá]|no lleg[oó]|pidi[oó])"
)
_TWO_WORDED = re.compile(
    r"(?<![A-Za-z])(?i:standing|two|red|iron|black|white|little|running|yellow|spotted|sitting|lone|crazy) "
    r"(?i:bulls?|bears?|elk|cloud|horse|eagle|wolf|hawk|deer|feather|crow|owl|buffalo|thunder)(?![A-Za-z])"
)
_TELLS_A_NAME = re.compile(
    r"(?i:(?<![a-z])(?:a\.?k\.?a|a/k/a|alias(?:es)?|nick ?named?|moniker|goes by|went by|known as|known (?:to \w+ )?as|street name|"
    r"(?:true |real |full |dead |first |last |maiden )names?|"
    r"(?:legal|false) name(?:,| given| used)|names?(?: is|['’]s| was| given| of|:)|named|identified as|dba|"
    r"surname|se llama|conocid[oa]|nombre|n[ée]e|obituary|c/o|a/o|s/p|attn?|vs?\.|versus|adv\.?|in re|"
    r"in the matter|matter of|estate of|ex rel|people v|a minor|jr|sr|esq|son of|daughter of|brother of|wife of|husband of)"
    r"(?![a-z]))"
)
# behind these a capital is somebody
_ROLE = re.compile(
    r"(?<![A-Za-z])(?i:mr|mrs|ms|mx|miss|dr|rev|pastor|imam|rabbi|father|sister|brother|aunt|uncle|auntie|officer|offcr|ofcr|ofc|off|sgt|lt|"
    r"capt|cpl|maj|det|detective|sergeant|lieutenant|captain|deputy|dep|trooper|tpr|agent|judge|magistrate|justice|hon|asa|ada|da|sa|pd|po|"
    r"p/o|cm|cw|rn|np|pa|atty|attorney|counsel|counselor|therapist|nurse|doctor|psychiatrist|sponsor|landlord|boss|victim|vict|vic|v/|v|[sw][0-9]|"
    r"wit|witness|suspect|susp|subj|subject|def|deft|defendant|client|clt|ct|pts?|patient|arrestee|supervisor|manager|worker|caseworker|"
    r"mother|mom|father|dad|son|daughter|wife|husband|spouse|partner|boyfriend|girlfriend|gf|bf|fianc[eé]e?|roommate|friend|cousin|"
    r"co-?def(?:endant|t)?s?|nephew|niece|grand(?:mother|father|ma|pa|son)|neighbou?r|ex|ex-wife|ex-husband|baby|councilman|senator|mayor|"
    r"coach|owner)['’]?s?[.:,=-]? \(?$"
)
# and behind these one that could be
_TOWARD_SOMEBODY = re.compile(
    r"(?<![A-Za-z])(?i:for|re|ref|see|per|by|with|w/|w|to|from|and|&|met|told|called|asked|visited|saw|found|placed|cleared)[.:,=-]? \(?$"
)
# a first word before these does something, or is somebody's
_FIRST_ACTS = re.compile(
    rf"^(?:['’]s|,|\.|$|/| ?-| ?[(:]|(?: [a-z]+ly| also| then| never)? (?:{_ACTS}|not|on|in|at|from|with|w/|to|and|&|cooperative|combative|"
    r"no|per|for|by|via|absent|present|known|intox|[a-z]+ed)(?![A-Za-z]))"
)
# what only people do, and who may do it by a word
_PERSONAL = re.compile(
    r"^ (?:said|says|told|called|calls|texted|texts|phoned|stated|states|refused|declined|wants|wanted|relapsed|fled|ran|"
    r"met (?:with|w/|at|him|her|me|us)|missed|no-showed|denied|admitted|asked|agreed|found (?:at|in|by|w/|with)|picked|showed|dropped|"
    r"drove|brought|lives|lived|stays|slept|got|gets|went|needs|gave|took|was arrested|"
    r"was cited|is in|is at|in custody)(?![A-Za-z])"
)
_SUBJECTS = frozenset(
    """
    client clients clt ct pt pts patient participant person people subject subj subjects suspect arrestee defendant deft def victim
    vic witness officer officers ofc police deputy sheriff detective staff manager case caseworker worker outreach nurse doctor
    landlord mother mom father dad sister brother son daughter wife husband spouse partner family friend boyfriend girlfriend
    roommate neighbor nobody somebody everyone he she they who we it also then never later not still always already often repeatedly
    again just only has had have was is been being when after before once twice but and or team hospital shelter clinic court jail
    program programme prosecutor judge attorney defender provider agency office unit bail bond clerk dispatch supervisor sergeant
    kids children child baby parents mobile male female man woman driver passenger veteran youth juvenile tenant resident caller
    owner security guard probation parole
    """.split()
)
_TOWARD = re.compile(
    r"(?i:(?<![A-Za-z])(?:at|in|near|outside|within|around|to|from|city of|county of|state of) (?:[A-Z][A-Za-z'’-]+ )*)$"
)
_HOUSE_AFTER = re.compile(
    r"^(?:['’]s)?(?: [A-Z][A-Za-z'’-]+){0,2} (?i:area|clinic|center|centre|ctr|shelter|hospital|hosp|house|program|county|co|city|"
    r"church|park|market|school|motel|hotel|library|jail|prison|precinct|station|campus|corridor|office|apartments|college|university|court|district|ave|"
    r"avenue|st|street|rd|blvd|hwy|highway|pike|bridge|house|mission|act|medical|detention|er)(?![a-z])"
)
# no name but a county's or a hospital's stands between: "to Snohomish County", "at Bayview ER"
_COUNTY_AFTER = re.compile(
    r"^ (?:County|Parish|Hospital|Clinic|Jail|Center|Market|Highway|Medical|ER|ED|City|Station|Library|Detention|Courthouse)(?![a-z])"
)
_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_LETTERED = re.compile(
    r"(?i:(?<![a-z])(?:sched(?:ule)?|sch|class|type|phase|sector|counts?|section|tier|level|group|grade|part|patrol|area|zone|hep|hepatitis|"
    r"vitamin|plan|title|track|cat|category|degree|deg|or|and|,|unit|team|shift|squad|post|beat|felony|fel|misd) )$"
)
_DOTTED = re.compile(
    r"(?i:(?<![a-z.])(?:u\.s|d\.c|p\.o|a\.m|p\.m|n\.a|a\.a|e\.r|e\.d|i\.d|i\.v|f\.s|p\.s|m\.g\.l|r\.c\.w|p\.c|h\.s|v\.a|e\.g|i\.e|o\.d|p\.d)"
    r"\.?)"
)
# whom hospitals and streets are called after, and hardly a client (the names that the gate forgives are more: see identifiers.py)
_CALLED_AFTER = re.compile(
    r"(?i:(?<![a-z])(?:johns hopkins|martin luther king(?:,? jr\.?)?|cesar chavez|rosa parks|harriet tubman|frederick douglass)(?![a-z]))"
)
# small in titles, too
_LINKING = frozenset(
    "a an and as at by for from in into of off on or out over per than the to under upon via with without not no near after w".split()
)
_OPENS = re.compile(r"(?:^|[.!?;:/(\"“-] ?)$")


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Ordinary words and abbreviations, less the names among them that mean nothing else."""
    return (all_words() | _MORE | NOT_FAMILY | _HOUSES) - GIVEN - (FAMILY_PLAIN - NOT_FAMILY)


_PREFIXES = ("re", "un", "non", "pre", "mis", "over", "out", "co")


def _stems(w: str) -> list[str]:
    out = [w]
    for end in ("s", "es", "d", "ed", "ing", "ly", "ment", "ness", "able", "ive", "al"):
        stem = w.removesuffix(end)
        if stem != w and len(stem) > 2:
            out += [stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem]
    return out


@functools.lru_cache(100_000)
def _ordinary(w: str, plain: bool) -> bool:
    """A word of the vocabulary, or (where it is written small) an inflected or a compounded one."""
    words = _vocabulary()
    if w in words:
        return True
    if plain and w in all_words():  # "foster care"
        return True
    if w in GIVEN or w in FAMILY_PLAIN:
        return False
    if not plain:
        return w.endswith("s") and w[:-1] in words
    if any(s in words for s in _stems(w)):
        return True
    return any(w.startswith(p) and w[len(p) :] in words and len(w) - len(p) > 3 for p in _PREFIXES)


# on the lists of names, and hardly ever one
_HARDLY = frozenset(
    "self person persons police way lot minor major sales cash check cards ring ball hand bills law laws case court house street field"
    " first second third north south english post bond property justice sage".split()
)


def _could_be_called(w: str) -> bool:
    return (w in GIVEN_WORDS or w in GIVEN or w in FAMILY or w in TOO_ORDINARY) and w not in _HARDLY


def is_harmless(text: str) -> bool:
    """Whether every word and number of a text is of the closed vocabulary, and no word stands where a name does."""
    return next(strange_parts(text), None) is None


def strange_parts(text: str) -> Iterator[str]:
    """What of a text (written without accents) is not of the closed vocabulary, part by part. Never to be shown: it may be a name."""
    if not text.isascii() and not text.translate(_MARKS).isascii():
        yield "a letter"
        return
    if any(c.isdigit() for c in text):
        text = yield from _without_numbers(text)
    for rule in (_TELLS_A_NAME, _TWO_WORDED):
        if found := rule.search(text):
            yield found.group()
    text = _DOTTED.sub(" ", BRANDS.sub(" ", _CALLED_AFTER.sub(" ", text)))
    words = list(_TOKEN.finditer(text))
    # small letters that are no title's: "Theft of Utilities", "Failure to Appear"
    small = any(m.group()[0].islower() and len(m.group()) > 1 and m.group() not in _LINKING for m in words)
    for m, previous, following in zip(words, ["", *(m.group() for m in words)], [*(m.group() for m in words[1:]), ""]):
        if not _names_nobody(text, m, previous, following, small):
            yield m.group()


def _without_numbers(text: str) -> Generator[str, None, str]:
    """The text without its allowed numbers; yields the others."""
    left = re.sub(r"(?<![0-9A-Za-z.-])911(?![0-9A-Za-z.-])", " ", text)
    left = _CITED.sub(lambda m: m.group() if _DATED.search(m.group()) else " ", left)
    for rule in (_NUMBERED, _BAD_NUMBERS):
        if found := rule.search(left):
            yield found.group()
    left = _ALLOWED_NUMBERS.sub(" ", left)
    yield from re.findall(r"[^ ]*[0-9][^ ]*", left)
    return left


def _names_nobody(text: str, m: re.Match[str], previous: str, following: str, small: bool) -> bool:
    """Whether a word is of the vocabulary and no name where it stands, between two others; ``small``: in a text that is no title."""
    word, before, after = m.group(), text[: m.start()], text[m.end() :]
    w = re.sub(r"['’][sS]$", "", word.lower()).replace("’", "'")
    if len(w) == 1:
        return _lone_letter(word, before, after)
    if len(w) == 2:
        return w in _TWO
    if w.replace("'", "") in _CONTRACTED and "'" in w:
        return True
    w = w.replace("'", "")
    called = _could_be_called(w)
    opens = not previous or bool(_OPENS.search(before))
    capital, house = word[0].isupper(), w in _HOUSES
    owns = word.lower().endswith(("'s", "’s"))
    acts = owns or bool(_FIRST_ACTS.match(after))
    if w in _PROPER:
        return not (called and capital and not _HOUSE_AFTER.match(after) and (_ROLE.search(before) or owns or (opens and acts)))
    if w in PLACES or w in _TOWNS:
        return capital and not owns and bool(_TOWARD.search(before) or _HOUSE_AFTER.match(after))
    county = capital and bool(_COUNTY_AFTER.match(after))
    if not _ordinary(w, not capital or (opens and not acts) or not small):
        return county and not word.isupper() and not opens and bool(_TOWARD.search(before))
    if not capital:
        return True
    if _ROLE.search(before) and (called or (small and not house and not word.isupper())):
        return False
    if called and not house and not county and _TOWARD_SOMEBODY.search(before):
        return False
    if opens:
        if called and acts and (previous or not house):
            return False
        return house or w in _SUBJECTS or not _PERSONAL.match(after)
    if not small:
        return not called or house or w in NOT_FAMILY or (bool(following) and not (acts or _FIRST_ACTS.match(after.lower())))
    if house or w in _MORE or _HOUSE_AFTER.match(after):
        return True
    if word.isupper():
        return len(w) <= 3 and w in all_words()
    return not called and previous[0].isupper() and previous.lower() in _HOUSES


_MARKS = str.maketrans(dict.fromkeys("’‘“”–—§°≤≥½¼•·…", " "))
_CONTRACTED = frozenset(
    "dont doesnt didnt wont wouldnt cant couldnt isnt wasnt arent werent hasnt havent hadnt shouldnt im ive its thats hes shes theyre"
    " youre well ill id".split()
)


def _lone_letter(word: str, before: str, after: str) -> bool:
    if word in ("a", "I", "i", "A"):
        return not (after.startswith(".") and word == "A")
    if after[:1] in ("/", "&", "'", "’") or before[-1:] in ("/", "&", "'", "’"):
        return True
    if after.startswith("."):
        return False
    return (word.lower() in "xwnyvis" and word.islower()) or bool(_LETTERED.search(before)) or (word in "IVX")

