"""Progress bars: by tqdm if it is installed, none otherwise."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Tick = Callable[[int, int], Any]
Progress = bool | Tick | None


@contextmanager
def shown(progress: Progress, what: str = "regime-months") -> Iterator[Tick | None]:
    """Yield the callable that receives progress, and clean up at the end."""
    if callable(progress):
        yield progress
        return
    make = None if progress is False else _tqdm(required=progress is True)
    if make is None:
        yield None
        return
    bar = make(unit=f" {what}", delay=0.5, leave=False, total=1)

    def tick(done: int, all: int) -> None:
        bar.total = all
        bar.update(done - bar.n)

    try:
        yield tick
    finally:
        bar.close()


def _tqdm(*, required: bool) -> Any:
    try:
        with warnings.catch_warnings():
            # Without widgets a notebook gets a text bar, which is as good.
            warnings.simplefilter("ignore")
            return importlib.import_module("tqdm.auto").tqdm
    except ImportError as error:
        if required:
            raise ImportError("a progress bar needs tqdm: pip install 'glasshouse[progress]'") from error
        return None
