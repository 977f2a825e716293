"""The shipped regimes, societies and experiments, and the measures."""

from __future__ import annotations

from . import _core
from .table import Table


def regimes() -> dict[str, str]:
    """List the shipped regimes: title by name.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.regimes()["no-system"]
    'No system'
    """
    return {name: title for name, title, _ in _core.shipped("regime")}


def societies() -> dict[str, str]:
    """List the shipped societies: title by name."""
    return {name: title for name, title, _ in _core.shipped("society")}


def experiments() -> dict[str, str]:
    """List the shipped experiments: title by name."""
    return {name: title for name, title, _ in _core.shipped("experiment")}


def measures() -> Table:
    """List the measures.

    Columns: ``measure`` (its key), ``name``, ``heading`` (of the report), ``unit``, ``definition``, ``direction`` (what
    more of it means, and for whom), ``seen_through`` (how the state sees it; None if it does not).
    """
    return Table(_core.measures())


for _public in (regimes, societies, experiments, measures):
    _public.__module__ = "glasshouse"
