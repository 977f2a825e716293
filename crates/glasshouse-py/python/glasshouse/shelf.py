"""What is there? Regimes, societies and experiments that ship, and what is measured."""

from __future__ import annotations

from . import _core
from .table import Table


def regimes() -> dict[str, str]:
    """List the regimes that ship: title by name.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.regimes()["no-system"]
    'No system'
    """
    return {name: title for name, title, _ in _core.shipped("regime")}


def societies() -> dict[str, str]:
    """List the societies that ship: title by name."""
    return {name: title for name, title, _ in _core.shipped("society")}


def experiments() -> dict[str, str]:
    """List the experiments that ship: title by name."""
    return {name: title for name, title, _ in _core.shipped("experiment")}


def measures() -> Table:
    """List what is measured.

    Columns: ``measure`` (its key), ``name``, ``heading`` (of the report), ``unit``, ``definition``, ``direction`` (what
    more of it means, and for whom), ``seen_through`` (through what the state sees it; none if it does not).
    """
    return Table(_core.measures())


for _public in (regimes, societies, experiments, measures):
    _public.__module__ = "glasshouse"
