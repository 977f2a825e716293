"""Check of the notebooks. Do they still run, and do they still produce the stored texts?

    python notebooks/check.py              # reruns each; fails on an error, or if a text differs from the stored one
    python notebooks/check.py --write      # ... and stores the new outputs, including pictures
    python notebooks/check.py did          # only this one

All figures in their sentences are computed, and the same scenario gives bit-identical figures. So a rerun must reproduce
the stored texts word for word. Pictures are redrawn but not compared, because they depend on fonts.
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
    asked.add_argument("names", nargs="*", help="notebooks without .ipynb; all by default")
    asked.add_argument("--write", action="store_true", help="store the new outputs")
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
    """Rerun a notebook, and return its problems."""
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
    troubles += [line for line in difflib.unified_diff(before, after, "stored", "new", lineterm="", n=0)]
    if path.stat().st_size > MOST_BYTES:
        troubles.append(f"it has {path.stat().st_size:,} bytes; {MOST_BYTES:,} are allowed")
    return troubles


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """All texts that a notebook prints, line by line, with a placeholder for each picture."""
    lines = []
    for n, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            said = output.get("text") or data.get("text/markdown") or ("(picture)" if "image/svg+xml" in data else data.get("text/plain", ""))
            lines += [f"cell {n}: {line}" for line in said.splitlines()]
    return lines


def warnings(notebook: nbformat.NotebookNode) -> list[tuple[int, str]]:
    """Everything on standard error, which should be empty."""
    outputs = ((n, output) for n, cell in enumerate(notebook.cells) for output in cell.get("outputs", []))
    return [(n, output.text) for n, output in outputs if output.get("name") == "stderr"]


def tidy(notebook: nbformat.NotebookNode) -> None:
    """Remove everything that differs between machines."""
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
