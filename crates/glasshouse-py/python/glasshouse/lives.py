"""The life of one invented person. What was it like, month by month?"""

from __future__ import annotations

from typing import Any

from . import _core
from .scenario import Scenario, _RegimeLike
from .table import Table


class Life:
    """One invented person's years under one regime, or under several side by side. Printing it tells her story.

    She has a number and no name. Everything about her is invented.
    """

    __module__ = "glasshouse"

    def __init__(self, person: int, portrait: str, text: str, months: Table, events: Table) -> None:
        self._person = person
        self._portrait = portrait
        self._text = text
        self._months = months
        self._events = events

    @property
    def person(self) -> int:
        """Her number."""
        return self._person

    @property
    def portrait(self) -> str:
        """Who she is, in a sentence or two."""
        return self._portrait

    @property
    def months(self) -> Table:
        """Her months.

        Columns: ``regime``, ``month``, ``in_force``, ``score`` and ``tier`` (None without a score), ``listed``,
        ``wrongly_listed`` (perfect sight of her own acts would not list her), ``savings``, ``standing_brought`` and
        ``standing_cost`` (yuan), ``support`` (yuan from her children; negative: given to old parents), and from 0 to 1:
        ``need`` (the share of what she needs that she lacked), ``trust``, ``felt_street``, ``felt_records``,
        ``felt_speech`` (the chance of being found out that she expects), ``approval``, ``system_approval`` (None where
        no system judges her), ``norm_integrity``, ``norm_care``, ``norm_speech``, ``repute``. ``worried``: 1 if she worries about what
        she could lose by it.
        """
        return self._months

    @property
    def events(self) -> Table:
        """Her events: ``regime``, ``month``, ``event``, ``about``, ``amount`` (yuan, or points if a rule applied)."""
        return self._events

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Life of person {self._person:,}: {self._portrait}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Life, (self._person, self._portrait, self._text, self._months, self._events))


def life(person: int, *regimes: _RegimeLike, replicate: int = 0, **scenario: Any) -> Life:
    """Tell one invented person's years.

    Nobody was logged: the same seed gives the same run, so it is repeated with a witness.

    Parameters
    ----------
    person : int
        Her number, from 0.
    *regimes : Regime, str or path, optional
        Up to three regimes, side by side: the same person, the same luck. Default: ``social-credit``.
    replicate : int, optional
        Number of the society, from 0.
    **scenario
        The other parameters of `Scenario`: ``society``, ``people``, ``years``, ``seed``.

    Returns
    -------
    Life
        Her years.

    Examples
    --------
    >>> import glasshouse as gh
    >>> her = gh.life(123, "no-system", "social-credit", society="lesson", people=1_000, years=2)
    >>> len(her.months)
    48
    """
    asked = Scenario(regimes or ("social-credit",), **scenario)
    portrait, text, months, events = _core.life(asked._job, person, replicate)
    return Life(person, portrait, text, Table(months), Table(events))


life.__module__ = "glasshouse"
