"""Disclosure control: what leaves the warehouse, and the proof that nobody can be found in it.

``tables`` declares what is published and by which rule, ``cells`` turns it into one system of linked counts,
``suppress`` decides which counts are hidden, ``rounding`` coarsens what is shown, ``build`` writes the release,
``ledger`` remembers every number ever published, ``audit`` attacks the result with code of its own, ``check``
does so for tables made by hand, and ``export`` hands the release on.
"""
