"""Shared by the tests: the command-line program, and a small scenario."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import glasshouse as gh
import pytest

SMALL = {"society": "lesson", "people": 1_000, "years": 2, "replicates": 2}
SMALL_ASKED = ["--society", "lesson", "--people", "1000", "--years", "2", "--replicates", "2"]
"""The same on the command line."""

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def program() -> Program:
    """Run the command-line program; `GLASSHOUSE` is its path."""
    path = os.environ.get("GLASSHOUSE") or shutil.which("glasshouse")
    if path is None:
        pytest.fail("set GLASSHOUSE to the path of the program `glasshouse`, against which the package is compared")

    def run(*asked: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        line = [path, *map(str, asked)]
        return subprocess.run(line, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)

    return run


@pytest.fixture(scope="session")
def scenario() -> gh.Scenario:
    return gh.Scenario(["no-system", "social-credit"], **SMALL)


@pytest.fixture(scope="session")
def comparison(scenario: gh.Scenario) -> gh.Comparison:
    return gh.run(scenario, progress=False)


def same_files(one: Path, other: Path) -> list[str]:
    """Compare all files of a folder with those of another, and return their names."""
    names = sorted(path.name for path in one.iterdir() if path.is_file())
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    return names
