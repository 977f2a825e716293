#!/usr/bin/env python3
"""Test 1: one digest for each scenario and seed, whatever the number of threads.

    reliability/digests.py GLASSHOUSE [SEEDS]

Every shipped regime, five seeds (or SEEDS), threads 1, 2, 3, 4, 7, 8 and 16: all files of each run are hashed together.
With twenty regimes that makes 700 runs; the mark is no mismatch.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM, SEEDS = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
THREADS = [1, 2, 3, 4, 7, 8, 16]
SIZE = ["--people", "3100", "--years", "2", "--replicates", "1", "--earlier", "6", "--by", "income"]
REGIMES = sorted(
    path.stem
    for path in (Path(__file__).resolve().parent.parent / "crates/glasshouse/data/regimes").glob("*.toml")
    if not path.stem.endswith(".stories")
)


def digest(regime, seed, threads, folder):
    """The hash of all files of a run, each with its name."""
    out = Path(folder) / "out"
    command = [PROGRAM, "run", regime, *SIZE, "--seed", str(seed), "--threads", str(threads), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    whole = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        whole.update(str(path.relative_to(out)).encode() + b"\0" + path.read_bytes())
        path.unlink()
    return whole.hexdigest()


def main():
    runs, differ = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for regime in REGIMES:
            for seed in range(1, SEEDS + 1):
                found = {threads: digest(regime, seed, threads, folder) for threads in THREADS}
                runs += len(found)
                differ += [(regime, seed, threads) for threads in THREADS if found[threads] != found[THREADS[0]]]
            print(f"{regime}: {runs} runs, {len(differ)} mismatches so far", flush=True)
    print(f"{len(REGIMES)} regimes x {SEEDS} seeds x {len(THREADS)} numbers of threads: {len(differ)}/{runs} mismatches")
    print(*differ, sep="\n")
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
