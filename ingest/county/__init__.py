"""The fictional county: a whole site with a planted, written-down truth.

``write_county`` writes a site folder; ``simulate_county`` gives one county in memory. ``process`` states the
generating equations, ``trials`` reads cohorts and outcomes off the records, ``truth`` counts both worlds.
"""

from ingest.county.params import CountyParams
from ingest.county.write import CountyData, CountyTruth, simulate_county, write_county

__all__ = ["CountyData", "CountyParams", "CountyTruth", "simulate_county", "write_county"]
