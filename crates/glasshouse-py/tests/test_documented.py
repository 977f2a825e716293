"""Tests of documentation: docstring examples run, everything is documented, and the stubs match the module."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import glasshouse as gh
import pytest

SETTINGS = str(Path(__file__).parent.parent / "pyproject.toml")
MODULES = sorted(m.name for m in pkgutil.iter_modules(gh.__path__) if m.name != "_core")


@pytest.mark.parametrize("name", ["", *MODULES])
def test_examples_run(name: str) -> None:
    module = importlib.import_module(f"glasshouse.{name}" if name else "glasshouse")
    finder = doctest.DocTestFinder(exclude_empty=True)
    failed = 0
    for test in finder.find(module, module.__name__, globs={}):
        failed += doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed
    # Classes and functions name `glasshouse` as their module; they are examined one by one.
    for public in vars(module).values():
        if getattr(public, "__module__", "") == "glasshouse" and module is not gh and hasattr(public, "__name__"):
            for test in finder.find(public, public.__name__, module=False, globs={}):
                failed += doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed
    assert failed == 0


def test_there_are_examples() -> None:
    texts = [inspect.getdoc(getattr(gh, name)) or "" for name in gh.__all__ if name != "__version__"]
    assert sum(">>>" in text for text in texts) >= 10


def test_everything_public_is_documented_and_parameters_are_named() -> None:
    problems = []
    for name in gh.__all__:
        of = getattr(gh, name)
        if name == "__version__":
            continue
        if of.__module__ != "glasshouse":
            problems.append(f"{name} says that it belongs to {of.__module__}")
        members = [(name, of)]
        if inspect.isclass(of):
            members += [(f"{name}.{key}", m) for key, m in vars(of).items() if not key.startswith("_")]
        for where, member in members:
            doc = inspect.getdoc(member)
            if not doc:
                problems.append(f"{where} has no docstring")
        if inspect.isfunction(of):
            doc = inspect.getdoc(of) or ""
            names = [p for p in inspect.signature(of).parameters]
            if names and "Parameters" not in doc:
                problems.append(f"{name} does not document its parameters")
            said = set(re.findall(r"[a-z_]+", doc))
            problems += [f"{name} does not document `{p}`" for p in names if p not in said]
    assert not problems, "\n".join(problems)


def test_no_module_prints_or_takes_in_persons() -> None:
    for path in Path(gh.__path__[0]).glob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
        assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls), path


def test_stubs_say_what_the_module_has(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    line = [sys.executable, "-m", "mypy.stubtest", "glasshouse._core", "--concise", "--mypy-config-file", SETTINGS]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_hold(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    line = [sys.executable, "-m", "mypy", "--config-file", SETTINGS, "--cache-dir", str(tmp_path), "-p", "glasshouse"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_needed_besides() -> None:
    code = (
        "import sys\n"
        "for name in ('numpy', 'pandas', 'polars', 'pyarrow', 'tqdm'): sys.modules[name] = None\n"
        "import glasshouse as gh\n"
        "c = gh.compare('no-system', 'welfare', society='lesson', people=1_000, years=2, replicates=1)\n"
        "print(len(c.series.to_dict()['value']) > 100, gh.__version__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True") and not done.stderr
