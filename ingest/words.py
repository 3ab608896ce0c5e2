"""Ordinary words, so that a word that is none can be told: English ones, and how police, courts and clinics shorten them.

``words.txt.gz`` holds the 40,080 words of three letters or more, written small and without accents or apostrophes, of SCOWL
(Spell Checker Oriented Word Lists, size "small", release 2020.12.07):

Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the associated
scripts, the output created from the scripts, and its documentation for any purpose is hereby granted without fee, provided that
the above copyright notice appears in all copies and that both that copyright notice and this permission notice appear in
supporting documentation. Kevin Atkinson makes no representations about the suitability of this array for any purpose. It is
provided "as is" without express or implied warranty.
"""

from __future__ import annotations

import functools
import gzip
from pathlib import Path

# what stands in charge descriptions and notes, and in no dictionary
_SHORT = frozenset(
    """
    abv acc accd accom acct adderall addl adlt adm admin adtl adv affray agcy agg aggr aggrav aids alc alchl alprazolam ama amb
    ammo ammun amph anon appl appr approx appt appvd apt arr arst art asap aslt assoc asst ativan att attmp attmpt attn atty auth
    auto avail bac backpage baclofen bal bat batt bball behav benzo benzodiazepine benzos bev bgl bipolar bkd bkg bldg blk bod
    bolo bond boro brthalyzer btw bupe buprenorphine burg burgl busn bwi bylaw cad canna cannabis capias carfentanil carjack
    carjacking ccsc cdl cds cert certif cfs chf chg chgs chrg cig cit cjis clinician clob clr cmte cntl cntrl coc codeine com comm
    commun comorbid comp compl compld conc cond condo conf consp cont conte contr contra conv conve convic copd corr correctional
    cpd competency crim crimin crk crystal ctr ctrl ctrld cts cult curr cust cyberstalk dang def defacement deft deg del delinq deliq deliv
    dep depnd dept dest det detox dhs diff dilaudid dir dis disabl disch disord disp displ disply dispo disqual disqul distr
    distrib div doa dob doc docs dom domv drg drvg drvng dshs dtox dui dur dwel dwi dwls ebt ecstasy edp ehm eld elec elig elud
    emerg empl encl enf enforc eng entrprs epo equip establishm eta etc etoh eval evid exc excl exp explt ext extr facebook facil
    fail fals faml famly fel felo fent fentanyl fic fin fioa firearm flexeril fls fluorofentanyl foia foid follw forg fraud frd
    frftr fta ftc ftp ftsch fug furn gabapentin gbh gen goa google gov govt gps grp grt gsw hab handgun harass harrass haz heroin
    hgv hiv hndgn homelessness hosp href hrm hrs hrsmt hse hvy hwy hydrocodone hydromorphone hypo icu iden ident ilcs illeg impair
    impd impr inc incl indec indecnt indiv inf infl info inh init inj injunc injunct injunctn inpatient inpt insp inst instr insur
    int intent interf intl intox intrf inv invol ipv irregular juris juv ketamine kg khat kidn klonopin kng knw kratom larc lat
    law lbs lean lewd lewdness lgbt lgbtq lgtr lic licenc lictag liq lng loc loit lorazepam lortab lsd ltr lve lvm lyrica mag
    maint mal manf manuf mar marij marijuana mdma med meds meth methadone methamphetamine mfg mgmt mgr mgs mins misappr misc
    mischf misd misdem mks molestation molly mos mph msg mthly mun muni mvt naloxone narc narcan narcs natl nbr neg negl nfa
    nitazene nitrous nol nolle nonbinary nos notif npo num obs obst obstr occ occup ofc ofcr ofcrs off offens offense offl ofl
    ongoing online opana oper opert opioid opioids opr ord org orgs orig othr outpatient outpt outstd oxy oxycodone oxycontin pak
    pams para paraph parapher pcp ped percocet percocets perm pers persn personatn pert pet petit petn pharm phencyclidine phys
    pist pkg plt pos posn poss posse posses possess post preg prelim prem prep prescr prescript prev pri prior priv prob proc prod
    prof prohib prom promis prop pros prosc prost prot psilocybin psych psychosocial pts ptsd pub publ purch qtr qty rcvd rec recd
    reck reckl recs ref refd reg rehab rel reloc rem rep repr req reqd resched resid resis resist resp rest restr retailtheft rev
    revd revk rfl ritalin rndngr rnds rob rohypnol roxicodone rsvp rtn salv sch sched schizoaffective schizophrenia scho scn sec
    sel sell seroquel serv sev sex sexl sfty shopl shoplift shoplifting shotgn shp sig simil similitude simp sitn sml sms snf sol
    solic solicit solicitation sot spcl spd spdg spec spice spouse ssdi ssi sta stat statut std stds ste steroid stip stlg stlkg
    stmt stol stps stran strang strct struct subj subjs sublocade subos suboxone subq subs subsq subst subutex sud sudd superv
    supv surv susp suspd svc svcs synth sys tamp tavern tech teen telehealth temp terr theft thft thr threat thru thx tmr tox traf
    traff traffick tramadol tranq trans transf transgender transp treas tres tresp trespass tresspass trf triage trnsp ttl tues
    tuesday txt txted unatt unauth uncov unemp unhoused unk unkn unl unlaw unlic unlwf unocc unoccup unreg unsp urine utl utt uttg
    uuw vac vacc valium valu vaw veh vehic vehs verb verif vic vicodin vict vid viol viola violat vivitrol vms voc voicemail
    voicemails vol vop vucsa vyvanse walkin wanton warr warrnt weap webpage website wep wepn wic wifi wknd wksp workgroup wpn wpns
    wrnt xanax xylazine yrs zoloft zyprexa
    contendere nolo prosequi
    buprenorphine counselling duration naltrexone acamprosate pwisd pwid anabolic assignation bunkmate cellmate
    motorist outreach
    pharmacist pseudoephedrine residency roadway schoolyard statewide storehouse
    truancy vehicular waitlist walkway workplace
    """.split()
)


@functools.cache
def all_words() -> frozenset[str]:
    """The lists in one."""
    packed = Path(__file__).with_name("words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("ascii").split("\n")) | _SHORT


def is_ordinary(word: str) -> bool:
    """Whether a plain small-letter word is ordinary: of the lists, too short to tell, or without a vowel."""
    return len(word) < 3 or word in all_words() or not set(word) & set("aeiouy")
