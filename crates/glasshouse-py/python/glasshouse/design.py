"""What do other programs' designs need to know of a scenario? Numbers with their ranges, and one setting at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .scenario import Scenario
from .settings import Range, Reading, evaluate, ranges
from .table import _needed

Varied = Iterable[str] | Mapping[str, tuple[float, float] | None]
"""Names of numbers; or names with the range of each, none for the one that `ranges` gives."""
Read = str | Reading | Sequence[str | Reading]


def varied(scenario: Scenario, names: Varied) -> list[Range]:
    """Look up numbers that shall be varied, by the names that were given, in the ranges that were given."""
    own: Mapping[str, tuple[float, float] | None] = names if isinstance(names, Mapping) else dict.fromkeys(names)
    found = zip(own.items(), ranges(scenario, own), strict=True)
    return [Range(name, of.value, *(range or (of.low, of.high))) for (name, range), of in found]


def labels(measures: Read) -> list[str]:
    """Say what each figure is called: as it was asked for, or in the words of a `Reading`."""
    asked = [measures] if isinstance(measures, (str, Reading)) else measures
    return [one.label if isinstance(one, Reading) else one for one in asked]


class Setting:
    """A scenario as a function of one setting, for programs that try one at a time. It pickles, so they may use processes.

    Parameters
    ----------
    scenario : Scenario
        What is asked, but for what is set.
    measures : str or Reading, or several of them
        What is read off.
    fresh : bool
        Whether each call has people and luck of its own, drawn by numpy's global generator.
    """

    def __init__(self, scenario: Scenario, measures: Read, *, fresh: bool) -> None:
        self.scenario = scenario
        self.measures = measures
        self.fresh = fresh

    def __call__(self, setting: Mapping[str, float]) -> dict[str, float]:
        """Give the figures by their labels."""
        scenario = self.scenario
        if self.fresh:
            scenario = scenario.with_(seed=int(_needed("numpy").random.randint(2**31)))
        row = [list(setting.values())]
        figures = evaluate(scenario, list(setting), row, self.measures, threads=1, progress=False)[0]
        return dict(zip(labels(self.measures), figures.tolist(), strict=True))
