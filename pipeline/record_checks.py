"""How well the extracts fit together, and the shares of misfits that a site allows (``record_limits``).

A default only warns: some programmes divert before any arrest is written, so what is too much is the site's to say.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.errors import ValidationFailed
from pipeline.settings import Site

# check -> what is counted
WORDS = {
    "referral_without_arrest": "arrest diversions that no arrest within link_within_days belongs to",
    "person_without_arrest": "arrest diversions of people without any arrest row",
    "diverted_without_referral": "arrests marked diverted without a referral",
    "after_death": "records dated after the person's death",
}

_SHARES = """
with by_people as (
    select check_name, people, sum(n_records) as n_records, sum(n_of) as n_of, max(limit_share) as limit_share
    from audit.record_checks where limit_share is not null group by all
)
-- diverted arrests stand under both kinds of people as the same whole
select check_name, sum(n_records), case check_name when 'diverted_without_referral' then max(n_of) else sum(n_of) end,
       max(limit_share)
from by_people group by check_name order by check_name
"""


def above_limits(warehouse: Path, site: Site) -> list[str]:
    """A sentence for each check whose share lies above its limit; exact counts, for the people on site.

    Without a referrals extract diversions can't be matched, and those checks rest.
    """
    with duckdb.connect(str(warehouse), read_only=True) as conn:
        rows = conn.execute(_SHARES).fetchall()
    return [
        f"{WORDS[name]}: {n:,} of {of:,} ({n / of:.1%}), above the limit of {limit:.1%} (record_limits.{name})"
        for name, n, of, limit in rows
        if of and n / of > limit and (name == "after_death" or "referrals" in site.extracts)
    ]


def check_limits(warehouse: Path, site: Site) -> list[str]:
    """The warnings of ``above_limits``. Raises ValidationFailed: there are some and the site says ``above: stop``."""
    found = above_limits(warehouse, site)
    if found and site.record_limits.above == "stop":
        raise ValidationFailed("; ".join(found), hint="mend the extracts or their mapping, or raise the limit in site.yml")
    return found
