"""Comparison of regimes. What would the same people, with the same luck, have done under another one?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from . import _core
from .progress import Progress, shown
from .scenario import Scenario, _RegimeLike
from .table import Table


class _RunSettings(NamedTuple):
    """How a scenario is run."""

    out: Path | None
    threads: int | None
    memory: str | None
    checkpoint_every: int | None
    beside: list[Path]


class Interval(NamedTuple):
    """A mean over replicates with its 95 % interval (Student's t); the ends are NaN with a single replicate."""

    mean: float
    """The mean."""
    low: float
    """Lower end."""
    high: float
    """Upper end."""

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval is entirely on one side of zero."""
        return self.low > 0 or self.high < 0


class Interrupted(KeyboardInterrupt):
    """Ctrl-C was pressed. The finished part is in ``partial``.

    Attributes
    ----------
    partial : Comparison, numpy.ndarray or None
        The replicates with all regimes done, or the rows; None if there are none.
    """

    partial: Any

    def __init__(self, message: str = "", partial: Any = None) -> None:
        super().__init__(message)
        self.partial = partial


class Comparison:
    """The results of a scenario. It is immutable.

    In a notebook it shows the report's charts.

    Examples
    --------
    >>> import glasshouse as gh
    >>> c = gh.compare("no-system", "social-credit", society="lesson", people=1_000, years=2, replicates=2, progress=False)
    >>> c.regimes
    ['no-system', 'social-credit']
    >>> c.series.columns
    ['regime', 'replicate', 'month', 'measure', 'view', 'unit', 'value']
    >>> c.difference("trust", regime="no-system").mean
    0.0
    """

    __module__ = "glasshouse"

    def __init__(self, scenario: Scenario, outcome: _core.Outcome, beside: tuple[str, ...] = ()) -> None:
        self._scenario = scenario
        self._outcome = outcome
        self._beside = beside

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self._scenario

    @property
    def regimes(self) -> list[str]:
        """Names of the regimes, the baseline first."""
        return self._scenario.names

    @property
    def replicates(self) -> tuple[int, ...]:
        """Numbers of the replicates it contains, from 0."""
        return tuple(self._outcome.replicates)

    @property
    def is_whole(self) -> bool:
        """Whether it contains all requested replicates; false after Ctrl-C."""
        return self._outcome.whole

    @property
    def digest(self) -> str:
        """BLAKE3 of everything that determines the results, in hexadecimal: cite it with any figure."""
        return self._scenario.digest

    @property
    def command(self) -> str:
        """The command that produces the same results."""
        return self._scenario._job.command(list(self._beside))

    @cached_property
    def series(self) -> Table:
        """Every measure, month by month, replicate by replicate.

        Columns: ``regime``, ``replicate`` and ``month`` (both from 0), ``measure`` (its key; see `measures`),
        ``view`` (``truth``, or ``seen``: what the state sees), ``unit``, ``value`` (None where it is not defined).
        """
        return Table(self._outcome.series())

    @cached_property
    def summary(self) -> Table:
        """Means over replicates, and differences from the baseline, each with its 95 % interval.

        Columns: ``measure``, ``view``, ``window`` (``during``: while the regime is in force; ``after``: when it has ended),
        ``regime``, ``unit``, ``mean``, ``low``, ``high``, ``difference``, ``difference_low``, ``difference_high`` (paired
        by replicate, over the regime's own months; None for the baseline), ``from``, ``to`` (its months, counted from
        1), ``first_year``, ``last_year``, ``slope`` (the difference in the first and last year in force, and its slope
        at the end, per year).
        """
        return Table(self._outcome.summary())

    @cached_property
    def groups(self) -> Table:
        """The summary by group; a difference compares a group with itself under the baseline.

        Columns: ``division`` (``income``, ``age``, ``schooling``, ``place``, ``county`` or ``arm``), ``group``, and those of
        `summary`. No rows if the scenario has ``by="none"``.
        """
        return Table(self._outcome.groups())

    @cached_property
    def group_series(self) -> Table:
        """Every measure of every group, in the months with a breakdown by group.

        Columns: ``regime``, ``replicate``, ``month``, ``division``, ``group``, ``measure``, ``view``, ``unit``, ``value``.
        With ``by="all"`` that is every fifth month. The table can have millions of rows.
        """
        return Table(self._outcome.group_series())

    @cached_property
    def flows(self) -> Table:
        """Moves between the tiers of a score, by income fifth.

        Columns: ``regime``, ``replicate``, ``from_month``, ``to_month``, ``income_fifth``, ``tier_before``,
        ``tier_after``, ``persons``. No rows for regimes that keep no score.
        """
        return Table(self._outcome.flows())

    def level(
        self, measure: str, *, regime: str | None = None, window: str = "during", view: str = "truth"
    ) -> Interval | None:
        """Return the mean of a measure over replicates.

        Parameters
        ----------
        measure : str
            Its key; see `measures`.
        regime : str, optional
            Name of the regime; the last one by default.
        window : {"during", "after"}, optional
            While the regime is in force, or after it has ended.
        view : {"truth", "seen"}, optional
            The truth, or what the state sees.

        Returns
        -------
        Interval or None
            None where it is not defined.
        """
        return _interval(self._outcome.level(regime or self.regimes[-1], measure, view, window))

    def difference(
        self, measure: str, *, regime: str | None = None, window: str = "during", view: str = "truth"
    ) -> Interval | None:
        """Return the mean difference of a measure from the baseline, paired by replicate.

        Parameters and result are as for `level`.
        """
        return _interval(self._outcome.difference(regime or self.regimes[-1], measure, view, window))

    def report(self) -> str:
        """Return the report, a self-contained HTML page."""
        return self._outcome.report()

    def save(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the files that the command line writes, byte for byte.

        Texts that are not files yet (`Regime.from_toml`, `Regime.with_`) are written beside them, so that the command
        in the report works in that folder.

        Parameters
        ----------
        folder : str or path
            The folder; files of an earlier run are replaced.

        Returns
        -------
        list of Path
            The files written; the report is the last.
        """
        folder = Path(folder)
        written = [Path(path) for path in self._outcome.write(folder)]
        return _leave_texts(self._scenario, folder) + written

    def _repr_html_(self) -> str:
        note = ""
        if not self.is_whole:
            note = f"<p>Interrupted: it contains {len(self.replicates)} of {self._scenario.replicates} societies.</p>"
        return note + self._outcome.fragment()

    def __repr__(self) -> str:
        s = self._scenario
        some = f"{s.replicates} societ{'y' if s.replicates == 1 else 'ies'}"
        done = "" if self.is_whole else f" ({len(self.replicates)} of them done)"
        years = f"{s.years} year{'' if s.years == 1 else 's'}"
        return f"<Comparison of {', '.join(self.regimes)}: {some}{done} of {s.people:,} people, {years}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Comparison):
            return NotImplemented
        return (self._scenario, self.replicates) == (other._scenario, other.replicates)

    def __hash__(self) -> int:
        return hash((self._scenario, self.replicates))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_comparison, (self._scenario, self._outcome.kept(), self._beside))


def _comparison(scenario: Scenario, kept: list[tuple[int, int, bytes]], beside: tuple[str, ...]) -> Comparison:
    """Restore a saved comparison; the folders beside it may be missing here."""
    there = beside if all(os.path.isdir(folder) for folder in beside) else ()
    return Comparison(scenario, scenario._job.restored(kept, list(there)), there)


def _interval(of: tuple[float, float | None] | None) -> Interval | None:
    if of is None:
        return None
    mean, half = of
    half = float("nan") if half is None else half
    return Interval(mean, mean - half, mean + half)


def _leave_texts(scenario: Scenario, folder: Path) -> list[Path]:
    """Write the texts that are not files yet into a folder."""
    written = []
    for of in (*scenario.regimes, scenario.society):
        for name, text in of.texts:
            if not name.endswith(".toml") or _lies_there(Path(name), text):
                continue
            path = folder / Path(name).name
            path.write_text(text, encoding="utf-8", newline="")
            written.append(path)
    return written


def _lies_there(path: Path, text: str) -> bool:
    try:
        return path.read_bytes().decode("utf-8-sig") == text
    except (OSError, UnicodeDecodeError):
        return False


def run(
    scenario: Scenario,
    out: str | os.PathLike[str] | None = None,
    *,
    threads: int | None = None,
    memory: str | None = None,
    checkpoint_every: int | None = None,
    beside: Iterable[str | os.PathLike[str]] = (),
    progress: Progress = None,
) -> Comparison:
    """Run a scenario: all its regimes on the same people with the same luck.

    Other Python threads keep running. Ctrl-C stops the run after the current month, a second Ctrl-C immediately.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    out : str or path, optional
        Folder for the files that the command line writes and for checkpoints: after an interruption, the same call
        resumes from them. By default nothing is written.
    threads : int, optional
        Number of threads, all by default; the results do not depend on it.
    memory : str, optional
        Memory to use, such as ``"8GiB"``; data that do not fit stream through a file in ``out``.
    checkpoint_every : int, optional
        Months between checkpoints, 0 for none; by default one a minute.
    beside : iterable of str or path, optional
        Folders with results of claims or sweeps to include in the report.
    progress : bool or callable, optional
        Whether to show a progress bar; by default, one by tqdm if it is installed. A callable receives the number of
        finished regime-months and the total.

    Returns
    -------
    Comparison
        The results.

    Raises
    ------
    Interrupted
        After Ctrl-C; a KeyboardInterrupt with the finished part in ``partial``.

    Examples
    --------
    >>> import glasshouse as gh
    >>> s = gh.Scenario("social-credit", society="lesson", people=1_000, years=2, replicates=2)
    >>> gh.run(s, progress=False)
    <Comparison of social-credit: 2 societies of 1,000 people, 2 years>
    """
    paths = tuple(os.fspath(folder) for folder in beside)
    with shown(progress) as tick:
        settings = _RunSettings(
            out=None if out is None else Path(out),
            threads=threads,
            memory=memory,
            checkpoint_every=checkpoint_every,
            beside=[Path(path) for path in paths],
        )
        outcome, error = scenario._job.run(settings, tick)
    comparison = None if outcome is None else Comparison(scenario, outcome, paths)
    if error is not None:
        raise broken_off(error, comparison) from error
    assert comparison is not None
    if out is not None:
        _leave_texts(scenario, Path(out))
    return comparison


def broken_off(error: BaseException, partial: Any) -> BaseException:
    """Return the error of an interrupted run; an error of a user's progress callable stays as it is."""
    if isinstance(error, KeyboardInterrupt):
        return Interrupted("the finished part is in `partial` of this error", partial)
    return error


def compare(
    *regimes: _RegimeLike,
    out: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
    **scenario: Any,
) -> Comparison:
    """Compare regimes on the same people with the same luck.

    Short for ``run(Scenario(regimes, **scenario), out)``.

    Parameters
    ----------
    *regimes : Regime, str or path
        The regimes, the baseline first.
    out, threads, progress
        As for `run`.
    **scenario
        The other parameters of `Scenario`: ``society``, ``people``, ``years``, ``seed``, ``replicates``, ``by``,
        ``earlier``.

    Returns
    -------
    Comparison
        The results.

    Examples
    --------
    >>> import glasshouse as gh
    >>> c = gh.compare("no-system", "welfare", society="lesson", people=1_000, years=2, replicates=2, progress=False)
    >>> c.is_whole
    True
    """
    return run(Scenario(regimes, **scenario), out, threads=threads, progress=progress)


for _public in (Interval, Interrupted, run, compare):
    _public.__module__ = "glasshouse"
