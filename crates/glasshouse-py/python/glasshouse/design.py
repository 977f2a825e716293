"""Helpers for the designs of other programs: numbers with their ranges, and a scenario as a function of one setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .scenario import Scenario
from .settings import Range, Reading, evaluate, ranges
from .table import _needed

Varied = Iterable[str] | Mapping[str, tuple[float, float] | None]
"""Names of numbers, or a mapping from names to ranges; None means the range from `ranges`."""
Read = str | Reading | Sequence[str | Reading]


def varied(scenario: Scenario, names: Varied) -> list[Range]:
    """Look up the numbers to vary, by their names, with their ranges."""
    own: Mapping[str, tuple[float, float] | None] = names if isinstance(names, Mapping) else dict.fromkeys(names)
    found = zip(own.items(), ranges(scenario, own), strict=True)
    return [Range(name, of.value, *(range or (of.low, of.high))) for (name, range), of in found]


def labels(measures: Read) -> list[str]:
    """Return the name of each figure: the requested key, or the label of a `Reading`."""
    asked = [measures] if isinstance(measures, (str, Reading)) else measures
    return [one.label if isinstance(one, Reading) else one for one in asked]


class Setting:
    """A scenario as a function of one setting, for programs that try one at a time. It pickles, for use in processes.

    Parameters
    ----------
    scenario : Scenario
        The scenario, except for the numbers that are set.
    measures : str or Reading, or several of them
        The figures to read off.
    fresh : bool
        Whether each call has its own people and random numbers, with a seed from numpy's global generator.
    """

    def __init__(self, scenario: Scenario, measures: Read, *, fresh: bool) -> None:
        self.scenario = scenario
        self.measures = measures
        self.fresh = fresh

    def __call__(self, setting: Mapping[str, float]) -> dict[str, float]:
        """Return the figures by their labels."""
        scenario = self.scenario
        if self.fresh:
            scenario = scenario.with_(seed=int(_needed("numpy").random.randint(2**31)))
        row = [list(setting.values())]
        figures = evaluate(scenario, list(setting), row, self.measures, threads=1, progress=False)[0]
        return dict(zip(labels(self.measures), figures.tolist(), strict=True))
