"""Runs at settings chosen by another program, such as SALib, the EMA Workbench or pyABC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _core
from .comparison import broken_off
from .progress import Progress, shown
from .scenario import Scenario
from .table import _needed

if TYPE_CHECKING:
    import numpy


class Reading(NamedTuple):
    """A figure read off a run: the mean over replicates.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.Reading("trust", regime="social-credit", against="no-system", window="after").label
    'trust of social-credit against no-system, after'
    """

    measure: str
    """Key of the measure; see `measures`."""
    regime: str | None = None
    """Name of the regime; the last one of the scenario by default."""
    against: str | None = None
    """Name of the regime from which the difference is taken; by default the figure is a level."""
    window: str = "during"
    """``during`` (averaged while the regime is in force), ``after``, ``whole`` (the whole run), or ``end`` (the
    last twelve months)."""
    view: str = "truth"
    """``truth``, or ``seen``: what the state sees."""

    @property
    def label(self) -> str:
        """Return it in words, for a column heading."""
        measure = self.measure if self.view == "truth" else f"{self.measure}.{self.view}"
        regime = f" of {self.regime}" if self.regime else ""
        against = f" against {self.against}" if self.against else ""
        return f"{measure}{regime}{against}, {self.window}"


class Range(NamedTuple):
    """A number that can be set, and its range."""

    name: str
    """Its name, as in the tables of a sweep."""
    value: float
    """Its value in the scenario."""
    low: float
    """Lowest value: plausible for behaviour, accepted by the file for a regime."""
    high: float
    """Highest value, likewise."""

    @property
    def is_log(self) -> bool:
        """Whether its scale is logarithmic: the range is positive and spans a factor of ten or more."""
        return self.low > 0 and self.high >= 10 * self.low


def ranges(scenario: Scenario, names: Iterable[str]) -> list[Range]:
    """Look up numbers that can be set.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    names : iterable of str
        A parameter of behaviour (``decision.own_norm``), or a number of a regime: ``social-credit: score.start``, or
        just ``watch[cameras].urban`` if only one regime has it.

    Returns
    -------
    list of Range
        Name, value, low and high of each. For a number of a regime the range is everything that its file accepts;
        narrow it to sensible values.

    Examples
    --------
    >>> import glasshouse as gh
    >>> s = gh.Scenario(["no-system", "social-credit"])
    >>> gh.ranges(s, ["watch[cameras].urban"])[0]
    Range(name='social-credit: watch[cameras].urban', value=0.4, low=0.0, high=1.0)
    """
    return [Range(*one) for one in _core.ranges(scenario._job, list(names))]


def evaluate(
    scenario: Scenario,
    names: Sequence[str],
    settings: Any,
    measures: str | Reading | Sequence[str | Reading],
    *,
    threads: int | None = None,
    progress: Progress = None,
) -> numpy.ndarray:
    """Run a scenario at many settings, one per row.

    All rows share the same random numbers, so the settings cause every difference between them. The result of a row
    does not depend on the other rows, on the batches, or on the number of threads.

    It is made for programs with their own designs: sensitivity analysis, scenario discovery, inference. Nothing here
    searches for settings that make people comply.

    Parameters
    ----------
    scenario : Scenario
        The scenario, except for the numbers that are set.
    names : sequence of str
        Names of the numbers to set, one per column of ``settings``: see `ranges`.
    settings : array_like
        Settings: rows are points, columns are numbers. Values of whole numbers of a regime are rounded.
    measures : str or Reading, or several of them
        The figures to read off. ``"trust"`` is short for ``Reading("trust")``, ``"approval.seen"`` for
        ``Reading("approval", view="seen")``.
    threads, progress
        As for `run`.

    Returns
    -------
    numpy.ndarray
        One row per setting, one column per measure, even if there is only one; NaN where a measure is not defined.

    Raises
    ------
    Mistakes
        If a name is unknown, a value is out of range, or a regime makes no sense with it; before the first run.
    Interrupted
        After Ctrl-C; unfinished rows are NaN in ``partial``.

    Examples
    --------
    >>> import glasshouse as gh
    >>> s = gh.Scenario(["no-system", "social-credit"], society="lesson", people=1_000, years=2, replicates=1)
    >>> gh.evaluate(s, ["watch[cameras].urban"], [[0.0], [1.0]], ["violations", "help"], progress=False).shape
    (2, 2)
    """
    np = _needed("numpy")
    rows = np.ascontiguousarray(settings, dtype="<f8")
    if rows.ndim != 2 or rows.shape[1] != len(names):
        raise ValueError(f"expected settings with {len(names)} columns, one per name; their shape is {rows.shape}")
    if isinstance(measures, (str, Reading)):
        measures = [measures]
    readings = [_reading(scenario, one) for one in measures]
    with shown(progress) as tick:
        figures, error = _core.evaluate(scenario._job, list(names), readings, rows.tobytes(), threads, tick)
    came: numpy.ndarray = np.frombuffer(figures, dtype="<f8").reshape(len(rows), len(readings)).astype(float)
    if error is not None:
        raise broken_off(error, came) from error
    return came


def _reading(scenario: Scenario, one: str | Reading) -> tuple[str, str, str, str | None, str]:
    if isinstance(one, str):
        measure, _, view = one.partition(".")
        one = Reading(measure, view=view or "truth")
    return (one.measure, one.view, one.regime or scenario.names[-1], one.against, one.window)


for _public in (Reading, Range, ranges, evaluate):
    _public.__module__ = "glasshouse"
