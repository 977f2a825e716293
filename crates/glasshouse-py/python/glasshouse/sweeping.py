"""Experiments over many points. What are the results at every point, and what does each number do?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from . import _core, files
from .comparison import broken_off
from .mistakes import heed
from .progress import Progress, shown
from .table import Table


class _About(NamedTuple):
    name: str
    title: str
    digest: str
    varied: tuple[str, ...]
    measures: tuple[str, ...]
    runs: int
    missing: int
    text: str | None


class Sweep:
    """The results of an experiment, or of a part of it. It is immutable.

    Printed, it shows the output of the command line.
    """

    __module__ = "glasshouse"

    def __init__(self, about: _About, runs: Table, saved: dict[str, bytes]) -> None:
        self._about = about
        self._runs = runs
        self._files = saved

    @property
    def name(self) -> str:
        """Name of the experiment's file."""
        return self._about.name

    @property
    def title(self) -> str:
        """Its title."""
        return self._about.title

    @property
    def digest(self) -> str:
        """BLAKE3 of everything that determines the results, in hexadecimal."""
        return self._about.digest

    @property
    def varied(self) -> list[str]:
        """Names of the varied numbers: columns of `runs`."""
        return list(self._about.varied)

    @property
    def measures(self) -> list[str]:
        """Names of the measures: columns of `runs`."""
        return list(self._about.measures)

    @property
    def missing(self) -> int:
        """Number of unfinished runs."""
        return self._about.missing

    @property
    def is_whole(self) -> bool:
        """Whether all runs are done."""
        return self.missing == 0

    @property
    def runs(self) -> Table:
        """The finished runs.

        Columns: ``run``, ``society``, ``point``, ``replicate``, ``regime``, ``window``, one for each of `varied`, one for
        each of `measures`.
        """
        return self._runs

    @cached_property
    def effects(self) -> Table:
        """The effect of each number.

        Columns: ``society``, ``measure``, ``window``, ``regime``, ``against`` (empty for a level), ``parameter``, ``at``,
        ``statistic`` (``mu_star``, ``sigma``, ``first_order``, ``total`` ...), ``value``, ``low``, ``high``.
        """
        self._whole()
        texts = ("society", "measure", "window", "regime", "against", "parameter", "statistic")
        return files.table(self._files["effects.csv"], texts)

    def save(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the files that the command line writes, byte for byte."""
        self._whole()
        return files.written(self._files, folder)

    def _whole(self) -> None:
        if not self.is_whole:
            raise ValueError(f"{self.missing:,} of {self._about.runs:,} runs are not done yet")

    def __str__(self) -> str:
        return self._about.text or repr(self)

    def __repr__(self) -> str:
        done = self._about.runs - self.missing
        return f"<Sweep {self.name!r}: {done:,} of {self._about.runs:,} runs done>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Sweep, (self._about, self._runs, self._files))


def sweep(
    experiment: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    shard: tuple[int, int] | None = None,
    merge: Iterable[str | os.PathLike[str]] = (),
    threads: int | None = None,
    progress: Progress = None,
) -> Sweep:
    """Run an experiment, or a part of it.

    The experiment's file fixes the points before the first run; no result decides where to look next.

    Parameters
    ----------
    experiment : str or path
        Name of a shipped experiment, or path of a file.
    out : str or path, optional
        Folder for the runs and the results. Runs found there are not repeated, so the same call resumes after an
        interruption. By default nothing is written.
    shard : tuple of int, optional
        Part and number of parts, such as ``(3, 64)``: only these runs are done. Parts can run anywhere, in any order.
    merge : iterable of str or path, optional
        Folders of parts to merge; nothing is run.
    threads, progress
        As for `run`.

    Returns
    -------
    Sweep
        The results so far.

    Raises
    ------
    Interrupted
        After Ctrl-C; ``partial`` is a `Sweep` with the finished runs. If ``out`` is given, they are stored there.
    """
    part, parts = (1, 1) if shard is None else shard
    folders = [Path(folder) for folder in merge]
    if shard is not None and folders:
        raise ValueError("either run a part (shard) or merge parts (merge), not both")
    if not 1 <= part <= parts:
        raise ValueError(f"shard = {shard}: parts are counted from 1")
    with shown(progress) as tick:
        came, error = _core.sweep(
            os.fspath(experiment), None if out is None else Path(out), (part, parts), folders, threads, tick
        )
    heed(came.warnings)
    varied, measures = tuple(came.varied), tuple(came.measures)
    about = _About(came.name, came.title, came.digest, varied, measures, came.runs, came.missing, came.text)
    swept = Sweep(about, Table(came.table), dict(came.files))
    if error is not None:
        raise broken_off(error, swept) from error
    return swept


sweep.__module__ = "glasshouse"
