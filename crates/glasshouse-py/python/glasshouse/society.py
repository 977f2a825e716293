"""A society: aggregates from which people are drawn, and how these people decide, learn and talk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from . import _core
from .mistakes import _Told, heed
from .table import Table
from .texts import Texts, Written, called, toml

_Read = tuple[list[tuple[str, str]], tuple[str, str, str], _Told]


class Society(Written):
    """A society from which people are drawn. It is immutable. It holds aggregates, never a person.

    Parameters
    ----------
    spec : str or path
        The name of a shipped society, or the path of a file.

    Raises
    ------
    Mistakes
        If the text has mistakes, or the name is unknown.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.Society("lesson").with_({"decision.noise": 1.5}).name
    'lesson with decision.noise=1.5'
    """

    __slots__ = ()
    __module__ = "glasshouse"

    def __init__(self, spec: str | os.PathLike[str]) -> None:
        spec = os.fspath(spec)
        self._read(spec, _core.society(spec))

    def _read(self, spec: str, read: _Read) -> None:
        texts, (name, title, description), told = read
        self._set(_spec=spec, _texts=tuple((of, text) for of, text in texts))
        self._set(_name=name, _title=title, _description=description, _warnings=heed(told))

    @classmethod
    def _of(cls, spec: str, texts: Texts) -> Society:
        society = cls.__new__(cls)
        society._read(spec, _core.society_of(list(texts)))
        return society

    @classmethod
    def shipped(cls, name: str) -> Society:
        """Return a society that ships with the program, by its name."""
        for known, _, text in _core.shipped("society"):
            if known == name:
                return cls._of(name, ((f"society:{name}", text),))
        if not os.path.exists(name):
            _core.society(name)
        raise ValueError(f"no shipped society is called {name!r}")

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Society:
        """Read the file of a society, and the behaviour file that it names."""
        path = os.fspath(path)
        return cls(path if path.endswith(".toml") or os.sep in path else os.path.join(".", path))

    @classmethod
    def from_toml(cls, text: str, *, name: str = "society") -> Society:
        """Read a society from a string; it can name only a behaviour that ships."""
        file = called("", {}, name)
        return cls._of(file, ((file, text),))

    @property
    def parameters(self) -> Table:
        """How its people decide, learn and talk.

        Columns: ``parameter``, ``value`` (in this society), ``low`` and ``high`` (plausible), ``least`` and ``most``
        (meaningful), ``unit``, ``meaning``.
        """
        return Table(_core.parameters(list(self._texts)))

    def with_(self, changes: Mapping[str, Any] | None = None, /, *, name: str | None = None, **keys: Any) -> Society:
        """Return a copy with new values for some keys.

        Parameters
        ----------
        changes : mapping, optional
            New values by key: a parameter of behaviour (``"decision.noise"``), or a figure (``"urban.value"``).
        name : str, optional
            Name of the new society in the results; by default it states the changes.
        **keys
            New values of figures, by name: ``urban=0.7``.
        """
        asked = {**(changes or {}), **{f"{key}.value": value for key, value in keys.items()}}
        if not asked:
            return self
        (file, text), *behaviour = self._texts
        known = set(self.parameters["parameter"])
        for key, value in asked.items():
            where = f"override.{key}" if key in known else key
            text = _core.society_amended(file, text, where, toml(value))
        file = called(file, {key.removesuffix(".value"): value for key, value in asked.items()}, name)
        return Society._of(file, ((file, text), *behaviour))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_society, (self._spec, self._texts))


def _society(spec: str, texts: Texts) -> Society:
    """Restore a saved society."""
    return Society._of(spec, texts)
