"""Answers that are kept: the same problem is solved once, another one anew, and the numbers are those of a fresh process."""

import numpy as np
import pytest

from estimators import entropy, memo, propensity
from estimators.entropy import entropy_balance
from estimators.propensity import propensity_weights


@pytest.fixture(autouse=True)
def small_problems_are_kept(monkeypatch):
    monkeypatch.setattr(memo, "SMALLEST", 0)
    monkeypatch.setattr(entropy, "_SOLVED", memo.Memo())
    monkeypatch.setattr(propensity, "_FITTED", memo.Memo())


def people(seed=1, n=400):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 3))
    return x, rng.random(n) < 1 / (1 + np.exp(1.0 - x[:, 0]))


@pytest.mark.parametrize("change", ["value", "shape", "type", "word", None])
def test_an_answer_is_kept_for_the_same_question_alone(change):
    kept, asked = memo.Memo(), []
    x = np.arange(6.0).reshape(2, 3)
    other = {"value": x + np.eye(2, 3), "shape": x.reshape(3, 2), "type": x.astype(np.float32)}.get(change, x.copy())
    for question in ((x, "att"), (other, "ate" if change == "word" else "att")):
        kept(lambda: asked.append(1), *question)
    assert len(asked) == (1 if change is None else 2)


def test_only_the_last_answers_are_kept():
    kept, asked = memo.Memo(most=2), []
    for j in (1, 2, 3, 1):
        kept(lambda j=j: asked.append(j), np.array([j]))
    assert asked == [1, 2, 3, 1]


def test_a_second_solution_of_the_same_rows_is_the_first_to_the_last_bit(monkeypatch):
    x, arm = people()
    first, fitted = entropy_balance(x, arm), propensity_weights(x, arm)
    monkeypatch.setattr(entropy, "_newton", None)  # neither may be solved again
    monkeypatch.setattr(propensity, "_fit", None)
    again, refitted = entropy_balance(x.copy(), arm), propensity_weights(x.copy(), arm)
    assert again.weights.tobytes() == first.weights.tobytes()
    assert (again.iterations, again.ridge) == (first.iterations, first.ridge)
    assert refitted.weights.tobytes() == fitted.weights.tobytes()
    x[0, 0] += 1e-9
    with pytest.raises(TypeError):
        entropy_balance(x, arm)
