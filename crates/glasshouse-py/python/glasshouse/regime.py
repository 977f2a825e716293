"""A regime: a trust system, as its file defines it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from . import _core
from .mistakes import _Told, heed
from .texts import Texts, Written, called, toml

_Read = tuple[list[tuple[str, str]], tuple[str, str, str, int, int | None], _Told]


class Regime(Written):
    """A trust system. It is immutable.

    Parameters
    ----------
    spec : str or path
        Its name on the command line: the name of a shipped regime, the path of a file, or several of them joined by
        ``+``; ``"NAME without SECTION"`` leaves a section out.

    Raises
    ------
    Mistakes
        If the text has mistakes, or the name is unknown.

    See Also
    --------
    regimes : the shipped regimes.

    Examples
    --------
    >>> import glasshouse as gh
    >>> regime = gh.Regime("social-credit")
    >>> regime.starts, regime.ends
    (12, 84)
    >>> at_once = regime.with_(starts=0)
    >>> at_once.name
    'social-credit with starts=0'
    >>> at_once == regime.with_(starts=0), at_once == regime
    (True, False)
    """

    __slots__ = ("_ends", "_starts")
    __module__ = "glasshouse"

    _starts: int
    _ends: int | None

    def __init__(self, spec: str | os.PathLike[str]) -> None:
        spec = os.fspath(spec)
        self._read(spec, _core.regime(spec))

    def _read(self, spec: str, read: _Read) -> None:
        texts, (name, title, description, starts, ends), told = read
        self._set(_spec=spec, _texts=tuple((of, text) for of, text in texts), _starts=starts, _ends=ends)
        self._set(_name=name, _title=title, _description=description, _warnings=heed(told))

    @classmethod
    def _of(cls, spec: str, texts: Texts) -> Regime:
        regime = cls.__new__(cls)
        regime._read(spec, _core.regime_of(list(texts)))
        return regime

    @classmethod
    def shipped(cls, name: str) -> Regime:
        """Return a regime that ships with the program.

        Parameters
        ----------
        name : str
            Its name, such as ``"social-credit"``.

        Examples
        --------
        >>> import glasshouse as gh
        >>> gh.Regime.shipped("welfare").name
        'welfare'
        """
        for known, _, text in _core.shipped("regime"):
            if known == name:
                return cls._of(name, ((f"regime:{name}", text),))
        if not os.path.exists(name):
            _core.regime(name)
        raise ValueError(f"no shipped regime is called {name!r}")

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Regime:
        """Read the file of a regime.

        Parameters
        ----------
        path : str or path
            Path of a ``.toml`` file.
        """
        path = os.fspath(path)
        return cls(path if path.endswith(".toml") or os.sep in path else os.path.join(".", path))

    @classmethod
    def from_toml(cls, text: str, *, name: str = "regime") -> Regime:
        """Read a regime from a string.

        Parameters
        ----------
        text : str
            The text of a regime file.
        name : str, optional
            Its name in the results. When they are saved, the text is saved beside them as ``NAME.toml``.
        """
        file = called("", {}, name)
        return cls._of(file, ((file, text),))

    @property
    def starts(self) -> int:
        """Month in which it begins, from 0."""
        return self._starts

    @property
    def ends(self) -> int | None:
        """First month after its end; None if it does not end."""
        return self._ends

    def number(self, key: str) -> float:
        """Look up a number of its file.

        Parameters
        ----------
        key : str
            Its key, as in an experiment: ``score.start``, ``watch[cameras].urban``.

        Examples
        --------
        >>> import glasshouse as gh
        >>> gh.Regime("social-credit").number("watch[cameras].urban")
        0.4
        """
        return _core.number(list(self._texts), _key(key))

    def with_(self, changes: Mapping[str, Any] | None = None, /, *, name: str | None = None, **keys: Any) -> Regime:
        """Return a copy with new values for some keys.

        The file is checked again.

        Parameters
        ----------
        changes : mapping, optional
            New values by key, as in an experiment: ``{"score.start": 900, "watch[cameras].urban": 0.2}``.
        name : str, optional
            Name of the new regime in the results; by default it states the changes.
        **keys
            New values for keys of ``[regime]``: ``starts=0``, ``ends=60``.

        Examples
        --------
        >>> import glasshouse as gh
        >>> blind = gh.Regime("social-credit").with_({"watch[cameras].urban": 0.0}, name="no cameras in town")
        >>> blind.number("watch[cameras].urban")
        0.0
        """
        asked = {**(changes or {}), **keys}
        if not asked:
            return self
        texts = list(self._texts)
        changed: dict[int, dict[str, Any]] = {}
        for key, value in asked.items():
            for which, text in _core.amended(texts, _key(key), toml(value)):
                texts[which] = (texts[which][0], text)
                changed.setdefault(which, {})[key] = value
        if name is not None and len(texts) > 1:
            raise ValueError(
                "a regime made of several files has all their names: change one of them, then join them with +"
            )
        parts = [part.strip() for part in self._spec.split("+")] if len(texts) > 1 else [self._spec]
        for which, of in changed.items():
            file = called(texts[which][0], of, name)
            texts[which] = (file, texts[which][1])
            parts[which] = file
        return Regime._of(" + ".join(parts), tuple(texts))

    def without(self, section: str) -> Regime:
        """Return a copy without a section.

        Parameters
        ----------
        section : str
            Name of the section, such as ``"spillover"``.

        Examples
        --------
        >>> import glasshouse as gh
        >>> gh.Regime("social-credit").without("spillover").name
        'social-credit without spillover'
        """
        read = _core.without(list(self._texts), section)
        names = [name for name, _ in read[0]]
        parts = [part.strip() for part in self._spec.split("+")] if len(names) > 1 else [self._spec]
        for which, (name, (old, _)) in enumerate(zip(names, self._texts, strict=True)):
            if name != old:
                parts[which] = f"{parts[which]} without {section}"
        regime = Regime.__new__(Regime)
        regime._read(" + ".join(parts), read)
        return regime

    def __add__(self, other: Regime) -> Regime:
        """Combine two regimes; if they contradict each other, the error names both lines."""
        if not isinstance(other, Regime):
            return NotImplemented
        return Regime._of(f"{self._spec} + {other._spec}", self._texts + other._texts)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_regime, (self._spec, self._texts))


def _regime(spec: str, texts: Texts) -> Regime:
    """Restore a saved regime."""
    return Regime._of(spec, texts)


def _key(key: str) -> str:
    """Prefix a key of ``[regime]`` with its section."""
    return key if any(letter in key for letter in ".[") else f"regime.{key}"
