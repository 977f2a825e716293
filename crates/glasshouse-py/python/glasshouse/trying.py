"""Trials of claims. In how many plausible societies does a claim hold?"""

from __future__ import annotations

import json
import operator
import os
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from . import _core, files
from .comparison import broken_off
from .progress import Progress, shown
from .table import Table


class _TrialSettings(NamedTuple):
    """How claims are tried; numbers are texts: any whole number, however large."""

    claims: str
    society: str
    societies: str
    people: str
    years: str
    seed: str
    rules: bool
    replicates: str
    threads: int | None


class Trial:
    """The outcome of a trial of claims. It is immutable.

    Printed, it shows the output of the command line; in a notebook it lists the verdicts.
    """

    __module__ = "glasshouse"

    def __init__(self, text: str, saved: dict[str, bytes]) -> None:
        self._text = text
        self._files = saved

    @cached_property
    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self._files["claims.json"])
        return kept

    @property
    def digest(self) -> str:
        """BLAKE3 of everything that determines the results, in hexadecimal."""
        return str(self._kept["digest"])

    @property
    def command(self) -> str:
        """The command that produces the same results."""
        return str(self._kept["command"])

    @cached_property
    def verdicts(self) -> Table:
        """The verdict on each claim.

        Columns: ``claim`` (its key), ``text``, ``verdict`` (``holds``, ``fails``, ``no robust conclusion`` ...), ``share`` of
        the societies in which it holds, ``low`` and ``high`` (95 % interval; None where it could not be tested).
        """
        claims = self._kept["claims"]
        texts = [
            (name, "text", [c[key] for c in claims])
            for name, key in (("claim", "key"), ("text", "text"), ("verdict", "verdict"))
        ]
        figures = [(name, "figure", [c["share"][n] for c in claims]) for n, name in enumerate(("share", "low", "high"))]
        return Table(_core.Frame([*texts, *figures]))

    @cached_property
    def moved_by(self) -> Table:
        """The parameters that move the effect of each claim: ``claim``, ``parameter``, ``share``, ``low``, ``high``."""
        rows = [(c["key"], name, share) for c in self._kept["claims"] for name, share in c["moved_by"]]
        texts = [(name, "text", [row[n] for row in rows]) for n, name in enumerate(("claim", "parameter"))]
        figures = [(name, "figure", [row[2][n] for row in rows]) for n, name in enumerate(("share", "low", "high"))]
        return Table(_core.Frame([*texts, *figures]))

    @cached_property
    def societies(self) -> Table:
        """The societies of the trial.

        Columns: ``society``, one for each parameter of behaviour, and ``KEY.effect1`` ... and ``KEY.holds`` for each
        claim.
        """
        return files.table(self._files["claims.csv"])

    @cached_property
    def sensitivity(self) -> Table:
        """Share each parameter explains: ``claim``, ``of``, ``parameter``, ``share``, ``low``, ``high``, ``floor``."""
        return files.table(self._files["sensitivity.csv"], ("claim", "of", "parameter"))

    def report(self) -> str:
        """Return the page of the trial, as self-contained HTML."""
        return self._files["claims.html"].decode()

    def save(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the files that the command line writes, byte for byte; the page is the last."""
        return files.written(self._files, folder)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Trial of {len(self.verdicts)} claims in {self._kept['societies']:,} societies>"

    def _repr_html_(self) -> str:
        return self.verdicts._repr_html_()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Trial, (self._text, self._files))


def claims(
    claims: str | os.PathLike[str] = "essay",
    out: str | os.PathLike[str] | None = None,
    *,
    society: str | os.PathLike[str] = "china-2018",
    societies: int = 1_000,
    people: int = 5_000,
    years: int = 10,
    seed: int = 1,
    rules: bool = False,
    replicates: int | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Trial:
    """Try claims in many plausible societies.

    Parameters
    ----------
    claims : str or path, optional
        File of claims, or ``"essay"``.
    out : str or path, optional
        Folder for the page and the data; by default nothing is written.
    society : str or path, optional
        Society whose plausible ranges are sampled: name of a shipped one, or path of a file.
    societies : int, optional
        Number of societies, each with its own behaviour, people and random numbers.
    people, years, seed : int, optional
        Size, length and seed of each.
    rules : bool, optional
        Whether to try all societies under each decision rule; takes three times as long.
    replicates : int, optional
        Runs of one society in twenty, each with other people and random numbers; by default as many as needed, at
        most 3.
    threads, progress
        As for `run`.

    Returns
    -------
    Trial
        The verdicts on the claims.

    Raises
    ------
    Interrupted
        After Ctrl-C; a partial trial says nothing, so ``partial`` is None.
    """
    settings = _TrialSettings(
        claims=os.fspath(claims),
        society=os.fspath(society),
        societies=str(operator.index(societies)),
        people=str(operator.index(people)),
        years=str(operator.index(years)),
        seed=str(operator.index(seed)),
        rules=rules,
        replicates="auto" if replicates is None else str(operator.index(replicates)),
        threads=threads,
    )
    folder = None if out is None else Path(out)
    with shown(progress) as tick:
        came, error = _core.claims(settings, folder, tick)
    trial = None
    if came is not None:
        text, saved = came
        trial = Trial(text, dict(saved))
    if error is not None:
        raise broken_off(error, trial) from error
    assert trial is not None
    return trial


claims.__module__ = "glasshouse"
