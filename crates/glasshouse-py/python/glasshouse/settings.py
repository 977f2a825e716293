"""What comes out at settings that another program chose? For SALib, the EMA Workbench, pyABC and their like."""

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
    """A figure that is read off a run: the mean over replicates.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.Reading("trust", regime="social-credit", against="no-system", window="after").label
    'trust of social-credit against no-system, after'
    """

    measure: str
    """Key of the measure; `measures` has them all."""
    regime: str | None = None
    """Name of the regime; the last of the scenario if none is given."""
    against: str | None = None
    """Name of the regime to which the difference is taken; a level if none is given."""
    window: str = "during"
    """``during`` (averaged while any of the regimes is in force), ``after``, ``whole`` (the whole run), or ``end`` (the
    last twelve months)."""
    view: str = "truth"
    """``truth``, or ``seen``: what the state sees."""

    @property
    def label(self) -> str:
        """Say it in words, for the heading of a column."""
        measure = self.measure if self.view == "truth" else f"{self.measure}.{self.view}"
        regime = f" of {self.regime}" if self.regime else ""
        against = f" against {self.against}" if self.against else ""
        return f"{measure}{regime}{against}, {self.window}"


class Range(NamedTuple):
    """A number that can be set, and between what."""

    name: str
    """Its name, as the tables of a sweep have it."""
    value: float
    """What the scenario says."""
    low: float
    """Least value: plausible for behaviour, accepted by the file for a regime."""
    high: float
    """Greatest value, likewise."""

    @property
    def is_log(self) -> bool:
        """Whether it is cut on a logarithmic scale: where the range is above zero and spans a factor of ten or more."""
        return self.low > 0 and self.high >= 10 * self.low


def ranges(scenario: Scenario, names: Iterable[str]) -> list[Range]:
    """Look up numbers that can be set.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    names : iterable of str
        A parameter of behaviour (``decision.own_norm``), or a number of a regime: ``social-credit: score.start``, or only
        ``watch[cameras].urban`` where one regime has it.

    Returns
    -------
    list of Range
        Name, value, low and high of each. For a number of a regime the range is all that its file accepts; narrow it to
        what makes sense.

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
    """Run a scenario at many settings, one a row.

    All rows live through the same luck, so that what differs between them was caused by what is set. The result of a row
    does not depend on the other rows, on how they are batched, or on the number of threads.

    It is made for programs that bring a design of their own: an analysis of sensitivity, a discovery of scenarios, an
    inference. Nothing here looks for settings that make people comply.

    Parameters
    ----------
    scenario : Scenario
        What is asked, but for what is set.
    names : sequence of str
        What is set, one a column of ``settings``: see `ranges`.
    settings : array_like
        Settings: rows are points, columns are numbers. Numbers that are whole in a regime are rounded.
    measures : str or Reading, or several of them
        What is read off. ``"trust"`` is short for ``Reading("trust")``, ``"approval.seen"`` for
        ``Reading("approval", view="seen")``.
    threads, progress
        As for `run`.

    Returns
    -------
    numpy.ndarray
        Rows as in ``settings``, a column for each of ``measures``, also where it is only one; NaN where a measure is not
        defined.

    Raises
    ------
    Mistakes
        Where a name means nothing, a value is out of range, or a regime makes no sense with it; before the first run.
    Interrupted
        After Ctrl-C; rows that were not done are NaN in ``partial``.

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
        raise ValueError(f"expected settings of {len(names)} columns, one a name; these have the shape {rows.shape}")
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
