"""Tables of results, and their conversion for other packages."""

from __future__ import annotations

import html
import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN = 10


class Table:
    """A tidy table: one row per observation, one column per variable. It is immutable.

    Every package that accepts Arrow's C stream takes it without a copy: ``pyarrow.table(t)``,
    ``polars.DataFrame(t)``, DuckDB, nanoarrow, narwhals. Columns are strings, integers or floats; an undefined figure
    is null in Arrow and polars, NaN in pandas, and None here.

    Examples
    --------
    >>> import glasshouse as gh
    >>> t = gh.measures()
    >>> t.columns[:2], t["measure"][0]
    (['measure', 'name'], 'trust')
    """

    __slots__ = ("_frame",)
    __module__ = "glasshouse"

    def __init__(self, frame: _core.Frame) -> None:
        self._frame = frame

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [name for name, _ in self._frame.kinds]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and number of columns."""
        return self._frame.rows, len(self._frame.kinds)

    def __len__(self) -> int:
        return self._frame.rows

    def __getitem__(self, column: str) -> list[Any]:
        """Return the values of a column, as a list."""
        return self._some(column, 0, len(self))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Iterate over the rows, each as a dictionary."""
        columns = self.columns
        for values in zip(*self.to_dict().values(), strict=True):
            yield dict(zip(columns, values, strict=True))

    def _some(self, column: str, start: int, stop: int) -> list[Any]:
        columns = self.columns
        if column not in columns:
            raise KeyError(f"there is no column {column!r}; there are {', '.join(columns)}")
        return self._frame.values(columns.index(column), start, stop)

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns as lists; no other package is needed."""
        return {column: self[column] for column in self.columns}

    def to_arrow(self) -> pyarrow.Table:
        """Convert it to pyarrow, without a copy."""
        table: pyarrow.Table = _needed("pyarrow").table(self)
        return table

    def to_polars(self) -> polars.DataFrame:
        """Convert it to polars."""
        frame: polars.DataFrame = _needed("polars").DataFrame(self)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """Convert it to pandas, through pyarrow if it is installed."""
        make = _needed("pandas").DataFrame
        frame: pandas.DataFrame
        try:
            frame = self.to_arrow().to_pandas()
        except ImportError:
            kinds = {"whole": "int32", "count": "int64", "figure": "float64"}
            frame = make(self.to_dict()).astype(
                {name: kinds[kind] for name, kind in self._frame.kinds if kind in kinds}
            )
        return frame

    def __arrow_c_schema__(self) -> Any:
        """Arrow's C data interface."""
        return self._frame.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Arrow's C stream interface."""
        return self._frame.__arrow_c_stream__(requested_schema)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self._frame.kinds == other._frame.kinds and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((tuple(self._frame.kinds), len(self)))

    def _head(self) -> list[list[Any]]:
        return [self._some(column, 0, min(_SHOWN, len(self))) for column in self.columns]

    def __repr__(self) -> str:
        cells = [[name, *map(_shown, values)] for name, values in zip(self.columns, self._head(), strict=True)]
        widths = [min(24, max(map(len, column))) for column in cells]
        rows = zip(*cells, strict=True)
        lines = [
            "  ".join(cell[:24].ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        return "\n".join([*lines, f"[{len(self):,} rows, {len(widths)} columns]"])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        rows = zip(*self._head(), strict=True)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(_shown(v))}</td>" for v in row) + "</tr>" for row in rows)
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{len(self):,} rows, {len(self.columns)} columns</p>"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (_table, ([(name, kind, self[name]) for name, kind in self._frame.kinds],))


def _table(columns: list[tuple[str, str, list[Any]]]) -> Table:
    """Restore a saved table."""
    return Table(_core.Frame(columns))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _needed(package: str) -> Any:
    """Import an optional package."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        extra = {"pyarrow": "arrow", "SALib": "salib", "ema_workbench": "ema", "pyabc": "abc"}.get(package, package)
        raise ImportError(f"this needs {package}: pip install 'glasshouse[{extra}]'") from error
