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
    accd accom acct acc addl adlt adm admin adtl adv affray agcy agg aggr aggrav aids alc alchl alprazolam amb ammo ammun amph anon appl appr appt appvd
    apt arr arst art asap aslt asst att attmp attmpt attn atty auth auto avail backpage bac bal bat batt bball behav bev bgl bldg blk bod
    bolo bond boro bkg bkd brthalyzer bupe buprenorphine burg burgl busn bwi bylaw cad cannabis canna capias carjack carjacking cds cert certif cfs chg chgs chrg cig cit
    cjis clob clr cmte cntrl cntl coc com comm commun comp compl compld conc cond conf consp cont conte contr contra conv convic conve corr correctional cpd
    crim crimin crk ctrl ctrld cts ctr cult curr cust cyberstalk dang def defacement deft deg del deliv delinq deliq dep depnd dept dest det detox dhs diff dir
    dis disabl disch disord disp dispo disply displ disqul disqual distr distrib div doa doc dom domv drg drvg drvng dshs dtox dui dur dwel dwi dwls ecstasy edp ehm eld
    elec elig elud emerg empl encl enf enforc eng entrprs epo equip establishm eta etc etoh eval evid exc excl exp explt ext extr facil fail fals famly faml
    fel felo fent fentanyl fic fin fioa firearm fls foia foid follw forg frd fraud frftr fta ftc ftp ftsch fug furn gbh gen goa gov govt grp grt gsw hab harass
    harrass haz heroin hgv hndgn handgun hosp hrm hrs hrsmt hse hvy hwy hydrocodone hydromorphone hypo ident iden illeg ilcs impair impd impr inc incl indec indecnt indiv inf
    info infl inh init inj injunc injunct injunctn inpt insp inst instr insur int intent interf intox intrf inv invol ipv irregular juv juris kidn kng knw larc law
    lewd lewdness lic licenc lictag lgtr liq loc loit lorazepam lsd ltr lve mag maint mal manf manuf mar marij marijuana mdma med meds meth methadone methamphetamine mfg mgmt mgr
    mins misappr misc misd misdem mischf mks molestation mos msg mthly mun muni mvt naloxone narc narcan narcs natl nbr neg negl nfa nos notif nol nolle num obs obst obstr occ
    occup off offens offense offl ofc ofcr ofcrs ofl online oper opr opert ord org orig othr outpt outstd oxycodone pak pams para paraph parapher perm pers persn personatn pert
    pet petit petn pharm phys pist plt pos poss posse posses possess posn post prelim prem prep prescr prescript prev pri prior priv prob proc prod prof prohib prom promis prop pros
    prosc prost prot psych pts pub publ purch qty qtr rcvd rec recd reck reckl recs ref refd reg rehab rel reloc rem rep repr req reqd resid resis resist resp rest restr
    retailtheft revk revd rfl rndngr rnds rob rtn rev salv sched sch scho scn sec sel sell serv sev sex sexl sfty shopl shoplift shoplifting shotgn shp sig simil similitude simp sitn sml
    sol solic solicit solicitation sot spcl spd spec spdg stat statut ste steroid stlg stlkg stmt stol stran strang strct struct subj subjs subos suboxone subq subs subsq subst susp suspd
    sta stds std stip stps sud sudd superv supv surv svc svcs synth sys tamp tavern tech temp terr theft thft thr threat thru tmr tox traf traff traffick trans transf transp treas
    tres tresp trespass tresspass trf trnsp ttl txt unatt unauth uncov unemp unk unkn unl unlaw unlic unlwf unocc unoccup unreg unsp urine utl utt uttg uuw vac vacc valu
    vaw veh vehic verb verif vehs vic vict vid viol viola violat voc vol vop vucsa wanton warr warrnt weap wep wepn wksp wknd wpn wpns wrnt xanax yrs
    abv ama approx assoc asap bal baclofen bipolar btw ccsc cdl chf cig clinician comorbid condo copd dept dob docs ebt etoh facebook google gps hiv href homelessness icu
    inpatient intl kg lat lbs lgbt lgbtq lng lvm mgmt mgs mph nonbinary npo ongoing opioid opioids orgs outpatient pcp ped pkg preg psychosocial ptsd rehab resched
    rsvp sched schizoaffective schizophrenia sms snf spouse ssi ssdi std stds teen telehealth thx trans transgender triage tues tuesday txted unhoused vivitrol voicemail voicemails
    vms walkin webpage website wic wifi workgroup
    adderall ativan benzo benzos benzodiazepine carfentanil codeine crystal dilaudid flexeril fluorofentanyl gabapentin ketamine khat klonopin kratom
    lean lortab lyrica molly nitazene nitrous opana oxy oxycontin percocet percocets phencyclidine psilocybin ritalin rohypnol roxicodone seroquel spice sublocade
    suboxone subutex tramadol tranq valium vicodin vyvanse xylazine zoloft zyprexa
    """.split()
)


@functools.cache
def _words() -> frozenset[str]:
    packed = Path(__file__).with_name("words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("ascii").split("\n")) | _SHORT


def is_ordinary(word: str) -> bool:
    """Whether a plain small-letter word is ordinary: of the lists, too short to tell, or without a vowel."""
    return len(word) < 3 or word in _words() or not set(word) & set("aeiouy")
