"""A scenario: the society, the regimes, the size, the length, the replicates and the seed of a run."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from . import _core
from .regime import Regime
from .society import Society

_RegimeLike: TypeAlias = "Regime | str | os.PathLike[str]"
_SocietyLike: TypeAlias = "Society | str | os.PathLike[str]"


class _Numbers(NamedTuple):
    """The numbers of a scenario, as texts: any whole number, however large."""

    people: str
    years: str
    seed: str
    replicates: str
    by: str
    earlier: str


class _Asked(NamedTuple):
    regimes: tuple[Regime, ...]
    society: Society
    people: int
    years: int
    seed: int
    replicates: int
    by: str
    earlier: int


class Scenario:
    """A scenario to run. It is immutable.

    Parameters
    ----------
    regimes : Regime, str or path, or several of them
        The regimes, the baseline first; names and files are read as by `Regime`.
    society : Society, str or path, optional
        The society from which people are drawn.
    people : int, optional
        Number of people in each society, at least 1,000.
    years : int, optional
        Years to run, in steps of a month.
    seed : int, optional
        Random seed: the same seed gives bit-identical results.
    replicates : int, optional
        Number of societies drawn, each with its own people and random numbers; more of them narrow the intervals.
    by : {"all", "none", "income", "age", "schooling", "place", "county", "arm"}, optional
        Groups by which figures are also broken down; ``"all"`` is income, age, schooling and place, every fifth month.
    earlier : int, optional
        Months that people live under the law alone before the run, so that it begins from a settled state.

    Raises
    ------
    Mistakes
        If a text has mistakes, or a name is unknown.
    ValueError
        If a number makes no sense.

    Examples
    --------
    >>> import glasshouse as gh
    >>> s = gh.Scenario(["no-system", "social-credit"], society="lesson", people=1_000, years=2, replicates=2)
    >>> s.months, [r.name for r in s.regimes]
    (24, ['no-system', 'social-credit'])
    >>> s.with_(seed=2) == s
    False
    >>> print(s.command)
    glasshouse compare no-system social-credit --society lesson --people 1000 --years 2 --seed 1 --replicates 2
    """

    __slots__ = ("_asked", "_job")
    __module__ = "glasshouse"

    _asked: _Asked
    _job: _core.Job

    def __init__(
        self,
        regimes: _RegimeLike | Iterable[_RegimeLike],
        *,
        society: _SocietyLike = "china-2018",
        people: int = 100_000,
        years: int = 10,
        seed: int = 1,
        replicates: int = 8,
        by: str | None = "all",
        earlier: int = 36,
    ) -> None:
        if isinstance(regimes, (Regime, str, os.PathLike)):
            regimes = [regimes]
        asked = _Asked(
            regimes=tuple(r if isinstance(r, Regime) else Regime(r) for r in regimes),
            society=society if isinstance(society, Society) else Society(society),
            people=operator.index(people),
            years=operator.index(years),
            seed=operator.index(seed),
            replicates=operator.index(replicates),
            by=by or "none",
            earlier=operator.index(earlier),
        )
        _told_apart(asked)
        job = _core.Job(
            (asked.society.spec, list(asked.society.texts)),
            [(r.spec, list(r.texts)) for r in asked.regimes],
            _Numbers(
                people=str(asked.people),
                years=str(asked.years),
                seed=str(asked.seed),
                replicates=str(asked.replicates),
                by=asked.by,
                earlier=str(asked.earlier),
            ),
        )
        object.__setattr__(self, "_asked", asked)
        object.__setattr__(self, "_job", job)

    def __setattr__(self, key: str, value: object) -> None:
        raise AttributeError("a Scenario cannot be changed; `with_` returns a new one")

    def __delattr__(self, key: str) -> None:
        self.__setattr__(key, None)

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The regimes, the baseline first."""
        return self._asked.regimes

    @property
    def names(self) -> list[str]:
        """Names of the regimes in the results; a second one of the same name gets a number."""
        return self._job.regimes

    @property
    def society(self) -> Society:
        """The society from which people are drawn."""
        return self._asked.society

    @property
    def people(self) -> int:
        """Number of people in each society."""
        return self._asked.people

    @property
    def years(self) -> int:
        """Years of the run."""
        return self._asked.years

    @property
    def months(self) -> int:
        """Months of the run."""
        return self.years * 12

    @property
    def seed(self) -> int:
        """Random seed."""
        return self._asked.seed

    @property
    def replicates(self) -> int:
        """Number of societies drawn."""
        return self._asked.replicates

    @property
    def by(self) -> str:
        """Groups by which figures are also broken down."""
        return self._asked.by

    @property
    def earlier(self) -> int:
        """Months under the law alone before the run."""
        return self._asked.earlier

    @property
    def digest(self) -> str:
        """BLAKE3 of everything that determines the results, in hexadecimal: cite it with any figure."""
        return self._job.digest

    @property
    def command(self) -> str:
        """The command that produces the same results."""
        return self._job.command()

    def with_(self, **changes: Any) -> Scenario:
        """Return a copy with some parameters changed.

        Parameters
        ----------
        **changes
            Any of the parameters of `Scenario`.
        """
        return Scenario(**{**self._asked._asdict(), **changes})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return self._asked == other._asked

    def __hash__(self) -> int:
        return hash(self._asked)

    def __repr__(self) -> str:
        regimes = ", ".join(repr(r.spec) for r in self.regimes)
        numbers = ", ".join(f"{key}={getattr(self, key)}" for key in ("people", "years", "seed", "replicates"))
        return f"<Scenario [{regimes}], society={self.society.spec!r}, {numbers}, by={self.by!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_scenario, (self._asked._asdict(),))


def _told_apart(asked: _Asked) -> None:
    """Refuse two different texts with one name: a file of that name could hold only one of them."""
    known: dict[str, str] = {}
    for of in (*asked.regimes, asked.society):
        for name, text in of.texts:
            if known.setdefault(name, text) != text:
                raise ValueError(f"two different texts are called {name!r}: give one of them another name")


def _scenario(asked: dict[str, Any]) -> Scenario:
    """Restore a saved scenario."""
    return Scenario(**asked)
