"""Reproduction of published results. Which of them does the model reproduce?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from . import _core, files
from .comparison import broken_off
from .progress import Progress, shown
from .table import Table


class Reproduction:
    """Published results beside this program's. In a notebook it shows the pictures, if there are any."""

    __module__ = "glasshouse"

    def __init__(self, figures: Table, patterns: Table, pictures: dict[str, str]) -> None:
        self._figures = figures
        self._patterns = patterns
        self._pictures = pictures

    @property
    def figures(self) -> Table:
        """The figures.

        Columns: ``case``, ``title``, ``source``, ``what``, ``published``, ``independent`` (recomputed without this program),
        ``ours`` (None if it was not attempted), ``tolerance``, ``through`` (the code that computed ours),
        ``verdict`` (``met``, ``missed``, ``absent``), ``why``.
        """
        return self._figures

    @property
    def patterns(self) -> Table:
        """Patterns of the whole model: ``pattern``, ``says``, ``source``, ``how``, ``verdict``, ``figures``, ``why``."""
        return self._patterns

    @property
    def pictures(self) -> dict[str, str]:
        """Pictures of one case, as SVG, by the names of their files."""
        return dict(self._pictures)

    def save(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the pictures, as the command line does."""
        return files.written({name: svg.encode() for name, svg in self._pictures.items()}, folder)

    def __repr__(self) -> str:
        verdicts = self._figures["verdict"]
        said = ", ".join(f"{verdicts.count(word)} {word}" for word in ("met", "missed", "absent"))
        return f"<Reproduction of {len(verdicts)} figures: {said}; {len(self._patterns)} patterns>"

    def _repr_html_(self) -> str:
        return "".join(self._pictures.values()) + self._figures._repr_html_()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Reproduction, (self._figures, self._patterns, self._pictures))


def reproduce(case: str | None = None, *, long: bool = False, progress: Progress = None) -> Reproduction:
    """Compare published results with the model's, one mechanism at a time.

    Parameters
    ----------
    case : str, optional
        One case, such as ``"V7"``, or one pattern of the whole model, such as ``"P4"``; with its pictures. By default
        all of them.
    long : bool, optional
        Whether to include cases that take minutes.
    progress : bool or callable, optional
        As for `run`; counts cases.

    Returns
    -------
    Reproduction
        The results, the misses, and the reasons.

    Raises
    ------
    Interrupted
        After Ctrl-C; the finished cases are in ``partial``.
    """
    with shown(progress, "cases") as tick:
        figures, patterns, pictures, error = _core.reproduce(case, long, tick)
    came = Reproduction(Table(figures), Table(patterns), dict(pictures))
    if error is not None:
        raise broken_off(error, came) from error
    return came


reproduce.__module__ = "glasshouse"
