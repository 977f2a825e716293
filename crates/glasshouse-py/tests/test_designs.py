"""Tests of adapters: other programs get numbers and figures under the requested names; gaps are reported."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import Any

import glasshouse as gh
import numpy
import pytest
from glasshouse.design import Setting, labels, varied

READING = gh.Reading("violations", against="no-system")


def test_numbers_keep_their_names_and_take_the_ranges_that_are_given(scenario: gh.Scenario) -> None:
    money, points = varied(scenario, {"decision.money": None, "rule[violate].points": (-50, 0)})
    assert (money.name, money.value) == ("decision.money", 2.5)
    assert (money.low, money.high) == gh.ranges(scenario, ["decision.money"])[0][2:]
    assert points == ("rule[violate].points", -5, -50, 0)
    assert not points.is_log and not money.is_log
    assert varied(scenario, ["distress.help_cost"])[0].is_log


def test_a_setting_gives_figures_by_their_labels_as_evaluate_does(scenario: gh.Scenario) -> None:
    assert labels(["trust", READING]) == ["trust", "violations against no-system, during"]
    setting = pickle.loads(pickle.dumps(Setting(scenario, ["trust", READING], fresh=False)))
    came = setting({"decision.money": 2.0})
    expected = gh.evaluate(scenario, ["decision.money"], [[2.0]], ["trust", READING], progress=False)
    assert list(came) == labels(["trust", READING]) and list(came.values()) == expected[0].tolist()


def test_fresh_luck_is_that_of_numpy(scenario: gh.Scenario) -> None:
    setting = Setting(scenario, "trust", fresh=True)

    def three() -> list[float]:
        numpy.random.seed(5)
        return [setting({"decision.money": 2.0})["trust"] for _ in range(3)]

    assert len(set(three())) == 3 and three() == three()


def test_a_measure_that_is_not_defined_is_told_before_salib_makes_nonsense_of_it(scenario: gh.Scenario) -> None:
    model = gh.salib.model(scenario, ["decision.money"], gh.Reading("wrongly_listed", regime="no-system"))
    with pytest.raises(ValueError, match="'wrongly_listed of no-system, during' is not defined for 2 of 2 samples"):
        model(numpy.array([[2.0], [3.0]]))


@pytest.mark.parametrize(
    ("package", "ask"),
    [
        ("SALib", lambda s: gh.salib.problem(s, ["decision.money"], "trust")),
        ("ema_workbench", lambda s: gh.ema.model(s, "trust", uncertainties=["decision.money"])),
        ("pyabc", lambda s: gh.abc.prior(s, ["decision.money"])),
    ],
)
def test_what_is_missing_is_said(
    scenario: gh.Scenario, monkeypatch: pytest.MonkeyPatch, package: str, ask: Callable[[gh.Scenario], Any]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"this needs {package}: pip install 'glasshouse\[\w+\]'"):
        ask(scenario)
