"""The common base of regimes and societies: each is defined by its texts and is immutable."""

from __future__ import annotations

import json
import math
import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any

from .mistakes import Finding

Texts = tuple[tuple[str, str], ...]


class Written:
    """Something defined by texts. Two of them are equal if their texts and names are."""

    __slots__ = ("_description", "_name", "_spec", "_texts", "_title", "_warnings")

    _spec: str
    _texts: Texts
    _name: str
    _title: str
    _description: str
    _warnings: tuple[Finding, ...]

    def _set(self, **values: object) -> None:
        for key, value in values.items():
            object.__setattr__(self, key, value)

    def __setattr__(self, key: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed; `with_` returns a new one")

    def __delattr__(self, key: str) -> None:
        self.__setattr__(key, None)

    @property
    def name(self) -> str:
        """Its name in the results."""
        return self._name

    @property
    def title(self) -> str:
        """Its title, for people."""
        return self._title

    @property
    def description(self) -> str:
        """Its description, for people."""
        return self._description

    @property
    def texts(self) -> Texts:
        """The texts that define it, each with its name."""
        return self._texts

    @property
    def spec(self) -> str:
        """Its name on the command line."""
        return self._spec

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Warnings about its texts."""
        return self._warnings

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return (self._spec, self._texts) == (other._spec, other._texts)

    def __hash__(self) -> int:
        return hash((type(self), self._spec, self._texts))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._spec!r}: {self._title}>"


def toml(value: Any) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(key))} = {toml(of)}" for key, of in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(toml(of) for of in value) + "]"
    try:
        return str(operator.index(value))
    except TypeError:
        pass
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a number that a file can hold")
    return repr(number)


def stem(name: str) -> str:
    """Return the name of a text without folder, kind and extension."""
    if name.startswith(("regime:", "society:")):
        return name.partition(":")[2]
    return os.path.basename(name).removesuffix(".toml")


def called(base: str, changes: Mapping[str, object], name: str | None) -> str:
    """Name a text after its changes, as ``without`` does."""
    if name is None:
        said = ", ".join(f"{key}={value}" for key, value in changes.items())
        if len(said) > 60 or any(letter in said for letter in "/\\\n+\"'"):
            said = ", ".join(changes) if len(", ".join(changes)) <= 60 else f"{len(changes)} changes"
        name = f"{stem(base)} with {said}"
    if not name.strip() or any(letter in name for letter in "/\\\n"):
        raise ValueError(f"name = {name!r}: expected a name without slashes, such as 'strict'")
    return f"{name}.toml"
