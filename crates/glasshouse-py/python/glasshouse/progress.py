"""How far is it? By tqdm where that is there, silently where not."""

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
    """Give what is to be told how far it is, and clear up in the end."""
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
            # Without widgets a notebook has a bar of letters, which is as good.
            warnings.simplefilter("ignore")
            return importlib.import_module("tqdm.auto").tqdm
    except ImportError as error:
        if required:
            raise ImportError("a bar needs tqdm: pip install 'glasshouse[progress]'") from error
        return None
