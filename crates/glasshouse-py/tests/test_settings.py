"""Tests of programs with designs of their own: the figures depend on nothing except the settings."""

from __future__ import annotations

import glasshouse as gh
import pytest
from conftest import SMALL

np = pytest.importorskip("numpy")

NAMES = ["decision.own_norm", "social-credit: watch[cameras].urban", "score.start"]
READINGS = [
    "trust",
    "approval.seen",
    gh.Reading("violations", against="no-system"),
    gh.Reading("help", regime="no-system", window="end"),
]


@pytest.fixture(scope="module")
def rows():
    return np.random.default_rng(3).uniform([1, 0, 700], [6, 1, 1100], size=(6, 3))


@pytest.fixture(scope="module")
def figures(scenario: gh.Scenario, rows):
    return gh.evaluate(scenario, NAMES, rows, READINGS, progress=False)


def test_a_row_says_what_a_run_with_these_settings_says(scenario: gh.Scenario, rows, figures) -> None:
    own_norm, urban, start = rows[0]
    regime = gh.Regime("social-credit").with_(
        {"watch[cameras].urban": urban, "score.start": round(start)}, name="social-credit"
    )
    society = gh.Society("lesson").with_({"decision.own_norm": own_norm}, name="lesson")
    c = gh.run(scenario.with_(regimes=["no-system", regime], society=society), progress=False)
    expected = [c.level("trust"), c.level("approval", view="seen"), c.difference("violations")]
    assert figures[0, :3] == pytest.approx([of.mean for of in expected], abs=1e-9)
    assert len({*map(tuple, figures)}) == 6


def test_batches_and_threads_do_not_change_a_bit(scenario: gh.Scenario, rows, figures) -> None:
    one_by_one = np.vstack([gh.evaluate(scenario, NAMES, [row], READINGS, threads=1, progress=False) for row in rows])
    backwards = gh.evaluate(scenario, NAMES, rows[::-1], READINGS, threads=3, progress=False)[::-1]
    assert figures.tobytes() == one_by_one.tobytes() == np.ascontiguousarray(backwards).tobytes()


def test_measures_and_settings_can_be_given_in_any_form(scenario: gh.Scenario, rows, figures) -> None:
    again = gh.evaluate(scenario, NAMES, rows.astype(">f8").tolist(), "trust", progress=False)
    assert again.shape == (6, 1) and (again[:, 0] == figures[:, 0]).all()
    assert gh.evaluate(scenario, NAMES, np.empty((0, 3)), READINGS, progress=False).shape == (0, 4)


def test_what_is_not_defined_is_nan(scenario: gh.Scenario) -> None:
    came = gh.evaluate(scenario, ["decision.own_norm"], [[2.0]], gh.Reading("trust", window="after"), progress=False)
    assert np.isnan(came).all()


def test_ranges_are_plausible(scenario: gh.Scenario) -> None:
    own, cameras = gh.ranges(scenario, NAMES[:2])
    assert own.low <= own.value <= own.high and (cameras.low, cameras.value, cameras.high) == (0.0, 0.4, 1.0)


@pytest.mark.parametrize(
    ("names", "row", "words"),
    [
        (["decision.own_nrm"], [1.0], "`decision.own_norm`"),
        (["decision.*"], [1.0], "name each of them"),
        (["watch[camera].urban"], [1.0], "`cameras`"),
        (["welfare: starts"], [1.0], "`no-system` and `social-credit`"),
        (["watch[cameras].urban"], [1.5], "must be between 0 and 1"),
        (["decision.own_norm"], [float("nan")], "cannot be NaN"),
        (["score.least"], [1200.0], "makes no sense"),
    ],
)
def test_what_makes_no_sense_is_told_before_the_first_run(scenario: gh.Scenario, names, row, words: str) -> None:
    with pytest.raises(gh.Mistakes, match=words):
        gh.evaluate(scenario, names, [row], "trust", progress=False)


def test_shapes_and_words_are_checked(scenario: gh.Scenario) -> None:
    with pytest.raises(ValueError, match="expected settings with 1 columns"):
        gh.evaluate(scenario, ["decision.own_norm"], [1.0, 2.0], "trust")
    with pytest.raises(KeyError, match='did you mean "trust"'):
        gh.evaluate(scenario, ["decision.own_norm"], [[1.0]], "trsut")
    with pytest.raises(ValueError, match="expected one of during, after, whole, end"):
        gh.evaluate(scenario, ["decision.own_norm"], [[1.0]], gh.Reading("trust", window="then"))
    with pytest.raises(KeyError, match="there is no regime"):
        gh.evaluate(scenario, ["decision.own_norm"], [[1.0]], gh.Reading("trust", regime="welfare"))


def test_two_regimes_that_have_a_number_are_told_apart() -> None:
    s = gh.Scenario(["social-credit", "rongcheng"], **SMALL)
    with pytest.raises(gh.Mistakes, match="social-credit: score.start"):
        gh.ranges(s, ["score.start"])
    assert [r.name for r in gh.ranges(s, ["rongcheng: score.start"])] == ["rongcheng: score.start"]
