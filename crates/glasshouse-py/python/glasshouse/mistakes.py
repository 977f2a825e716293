"""Mistakes and warnings. What is wrong in a text, where, and what was probably meant?"""

from __future__ import annotations

import sys
import warnings
from typing import NamedTuple

_Where = tuple[str, int, int, int, int, str]
_Said = tuple[str, str, str, str | None, list[_Where]]
_Told = tuple[str, list[_Said]]


class Place(NamedTuple):
    """A place in a text. Lines and columns are counted from 1; the end is the column after the last character."""

    file: str
    """Name of the file, or of a shipped text: ``regime:social-credit``."""
    line: int
    """Line."""
    column: int
    """Column, in characters."""
    end_line: int
    """Line of the end."""
    end_column: int
    """Column after the end."""
    label: str
    """A note on the place; may be empty."""


class Finding(NamedTuple):
    """One mistake, or something worth a look."""

    severity: str
    """``"error"`` or ``"warning"``."""
    code: str
    """A stable short name, such as ``unknown-key``."""
    message: str
    """What is wrong, in a sentence."""
    help: str | None
    """What was expected, or the nearest valid name."""
    places: tuple[Place, ...]
    """The places; the first is the main one."""

    @property
    def file(self) -> str:
        """Name of the file of the main place."""
        return self.places[0].file

    @property
    def line(self) -> int:
        """Line of the main place, from 1."""
        return self.places[0].line

    @property
    def column(self) -> int:
        """Column of the main place, from 1."""
        return self.places[0].column


def _finding(said: _Said) -> Finding:
    severity, code, message, help, places = said
    return Finding(severity, code, message, help, tuple(Place(*place) for place in places))


class Mistakes(ValueError):
    """A text has mistakes, or a name is unknown. Printed, they look as on the command line.

    Attributes
    ----------
    findings : tuple of Finding
        All findings, in the order of the text.

    Examples
    --------
    >>> import glasshouse as gh
    >>> try:
    ...     gh.Regime.from_toml("[regime]\\ntitle = 'x'\\ndescription = 'x'\\nsources = ['x']\\nstrats = 3\\n")
    ... except gh.Mistakes as mistakes:
    ...     print(mistakes.findings[0].line, mistakes.findings[0].help)
    5 a similar name exists: `starts`
    """

    findings: tuple[Finding, ...]

    def __init__(self, drawn: str, findings: list[_Said]) -> None:
        super().__init__(drawn, findings)
        self.findings = tuple(_finding(said) for said in findings)

    def __str__(self) -> str:
        return str(self.args[0])


class FindingWarning(UserWarning):
    """Something in a text is worth a look; the text can be used."""


def heed(told: _Told) -> tuple[Finding, ...]:
    """Issue the warnings about a text, and return them."""
    drawn, findings = told
    if findings:
        warnings.warn(f"\n{drawn}", FindingWarning, stacklevel=_outside())
    return tuple(_finding(said) for said in findings)


def _outside() -> int:
    """Count the calls up to the first one outside this package, which gets the warning."""
    level, frame = 2, sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("glasshouse."):
        level, frame = level + 1, frame.f_back
    return level


for _public in (Place, Finding, Mistakes, FindingWarning):
    _public.__module__ = "glasshouse"
