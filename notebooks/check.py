"""Do the notebooks still run, and do they still say what they say?

    python notebooks/check.py              # runs each anew; fails on an error, or where a text differs from what is stored
    python notebooks/check.py --write      # ... and stores what came out, pictures too
    python notebooks/check.py did          # only this one

All figures in their sentences are computed, and the same scenario gives the same figures to the last bit. So the texts that
are stored must come out again word for word. Pictures are drawn anew, but not compared: they hang on fonts.
"""

import argparse
import difflib
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

HERE = Path(__file__).parent
MOST_BYTES = 300_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("names", nargs="*", help="notebooks without .ipynb; all if none is given")
    asked.add_argument("--write", action="store_true", help="store what came out")
    asked = asked.parse_args()
    names = asked.names or sorted(path.stem for path in HERE.glob("*.ipynb"))
    failed = 0
    for name in names:
        began = time.monotonic()
        troubles = check(HERE / f"{name}.ipynb", asked.write)
        print(f"{name}: {time.monotonic() - began:.0f} s", *troubles, sep="\n  ", flush=True)
        failed += bool(troubles)
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


def check(path: Path, write: bool) -> list[str]:
    """Run a notebook anew, and say what is wrong with it."""
    stored = nbformat.read(path, as_version=4)
    anew = nbformat.read(path, as_version=4)
    try:
        NotebookClient(anew, timeout=900, kernel_name="python3", record_timing=False, resources={"metadata": {"path": HERE}}).execute()
    except (CellExecutionError, CellTimeoutError) as error:
        return [str(error)]
    troubles = [f"cell {n}: it warns\n{text}" for n, text in warnings(anew)]
    if write:
        tidy(anew)
        nbformat.write(anew, path)
        stored = anew
    before, after = texts(stored), texts(anew)
    troubles += [line for line in difflib.unified_diff(before, after, "stored", "came out", lineterm="", n=0)]
    if path.stat().st_size > MOST_BYTES:
        troubles.append(f"it has {path.stat().st_size:,} bytes; {MOST_BYTES:,} are allowed")
    return troubles


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """All that a notebook says in words, line by line; of a picture, that there is one."""
    lines = []
    for n, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            said = output.get("text") or data.get("text/markdown") or ("(picture)" if "image/svg+xml" in data else data.get("text/plain", ""))
            lines += [f"cell {n}: {line}" for line in said.splitlines()]
    return lines


def warnings(notebook: nbformat.NotebookNode) -> list[tuple[int, str]]:
    """What a notebook says on standard error, where nothing should be."""
    outputs = ((n, output) for n, cell in enumerate(notebook.cells) for output in cell.get("outputs", []))
    return [(n, output.text) for n, output in outputs if output.get("name") == "stderr"]


def tidy(notebook: nbformat.NotebookNode) -> None:
    """Leave out what changes from one machine to the next."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            if "image/svg+xml" in output.get("data", {}):
                output.data.pop("text/plain", None)
                output.metadata = {}


if __name__ == "__main__":
    sys.exit(main())
