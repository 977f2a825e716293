"""Results as the files that the command line would have written. They are kept as bytes and written on request."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import _core
from .table import Table


def written(files: dict[str, bytes], folder: str | os.PathLike[str]) -> list[Path]:
    """Write files into a folder, by their paths in it; each file is written completely or not at all."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        paths.append(path)
    return paths


def table(content: bytes, texts: tuple[str, ...] = ()) -> Table:
    """Read a table of figures, except for the columns in ``texts``; an empty cell is None."""
    head, *rows = csv.reader(io.StringIO(content.decode()))
    columns: list[tuple[str, str, Sequence[Any]]] = []
    for n, name in enumerate(head):
        cells = [row[n] for row in rows]
        if name in texts:
            columns.append((name, "text", cells))
        else:
            columns.append((name, "figure", [float(cell) if cell else None for cell in cells]))
    return Table(_core.Frame(columns))
