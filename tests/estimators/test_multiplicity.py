"""Holm and Benjamini-Hochberg against R's p.adjust and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from estimators.errors import EstimatorRefusal
from estimators.multiplicity import benjamini_hochberg, holm
from tests.estimators.weighting_support import reference


def test_printed_reference_and_r():
    """methods.md: Holm of .01 .04 .03 .005 is .03 .06 .06 .02; R stats::p.adjust."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02), rel=1e-12)
    p = [0.01, 0.04, 0.03, 0.005, 0.2]
    assert holm(p) == pytest.approx(reference()["adjust"]["holm"], rel=1e-8)
    assert benjamini_hochberg(p) == pytest.approx(reference()["adjust"]["bh"], rel=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_statsmodels_agrees(seed):
    """Random families with ties."""
    p = np.round(np.random.default_rng(seed).random(20) ** 3, 2)
    np.testing.assert_allclose(holm(p.tolist()), multipletests(p, method="holm")[1], rtol=1e-12)
    np.testing.assert_allclose(
        benjamini_hochberg(p.tolist()), multipletests(p, method="fdr_bh")[1], rtol=1e-12
    )


def test_withheld_tests_stay_none_and_do_not_count():
    """What was not tested cannot dilute the family."""
    assert holm([0.01, None, 0.02]) == pytest.approx((0.02, None, 0.02))
    assert benjamini_hochberg([None, None]) == (None, None)
    assert holm([]) == ()


@pytest.mark.parametrize("bad", [[0.1, float("nan")], [1.2], [-0.1]])
def test_bad_input_is_refused_by_name(bad):
    """Never NaN."""
    for adjust in (holm, benjamini_hochberg):
        with pytest.raises(EstimatorRefusal, match="p_value_not_valid"):
            adjust(bad)
