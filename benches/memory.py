#!/usr/bin/env python3
"""Compares the peak memory of a run with its forecast, and runs it with a limit a fifth above the forecast.

Thirty-two sizes, each in a control group whose limit is 1.2 times the run's own forecast (where the machine lets us make
one; else the limit is only compared). Prints the forecast and the peak, and fails where one is off by more than a tenth
or a run is killed. The second part requests impossible runs: refusals take at most a second and 64 MiB.

    cargo build --release -p glasshouse-cli && python3 benches/memory.py
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "target/release/glasshouse"
MIB = 1 << 20
UNIT = {"KiB": 1 / 1024, "MiB": 1, "GiB": 1024}
# Mount points of control groups, and the names of their limits: version 1, version 2.
GROUPS = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")]

SIZES = [200_000, 500_000, 1_000_000, 2_000_000, 4_000_000, 6_000_000]
WAYS = [
    ["run", "no-system", "--threads", "1"],
    ["run", "social-credit"],
    ["run", "nosedive"],
    ["compare", "no-system", "social-credit"],
    ["run", "social-credit", "--by", "income"],
]
# Only a part of these is kept in memory: the rest streams through a file.
STREAMED = [
    (20_000_000, ["run", "social-credit", "--by", "none", "--memory", "250MiB"]),
    (60_000_000, ["run", "social-credit", "--by", "none", "--memory", "650MiB"]),
]
IMPOSSIBLE = [
    ["--people", "1_000_000_000_000"],
    ["--people", "1_000_000_000_000_000_000"],
    ["--people", "4_000_000_000", "--memory", "1GiB"],
    ["--people", "1_000_000", "--years", "18446744073709551615"],
    ["--people", "1_000_000", "--replicates", "4294967295"],
]


def group(limit):
    """A control group with this many bytes of memory; None where none can be created."""
    for place, name in GROUPS:
        folder = Path(place) / f"glasshouse-{os.getpid()}"
        if not (Path(place) / "cgroup.procs").exists():
            continue
        try:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(str(int(limit)))
            return folder
        except OSError:
            # Not ours to limit.
            if folder.exists():
                folder.rmdir()
    return None


def run(command, limit=None):
    """Its output, its peak in MiB, its exit code, and whether it was limited."""
    within = group(limit) if limit else None

    def enter():
        (within / "cgroup.procs").write_text(str(os.getpid()))

    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said, stderr=said, preexec_fn=enter if within else None)
        _, status, used = os.wait4(child.pid, 0)
        said.seek(0)
        text = said.read()
    if within:
        within.rmdir()
    return text, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, within is not None


def foretold(text):
    found = re.search(r"with ([\d.]+) (KiB|MiB|GiB) of memory", text)
    return float(found[1]) * UNIT[found[2]]


def main():
    failed = 0
    print("| people | how | foretold, MiB | peak, MiB | peak / foretold | |\n|---|---|---|---|---|---|")
    asked_for = [(size, way) for size in SIZES for way in WAYS] + STREAMED
    for size, way in asked_for:
        with tempfile.TemporaryDirectory() as out:
            ask = [PROGRAM, *way, "--people", str(size), "--years", "2", "--replicates", "1", "--out", f"{out}/it"]
            # A run that is stopped at once has stated its needs.
            asked = subprocess.Popen(ask, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            said = next(line for line in asked.stderr if " of memory" in line)
            asked.kill()
            asked.wait()
            need = foretold(said)
        with tempfile.TemporaryDirectory() as out:
            ask[-1] = f"{out}/it"
            _, peak, code, _, limited = run(ask, 1.2 * need * MIB)
        ratio = peak / need
        bad = code != 0 or not 0.9 <= ratio <= 1.1
        failed += bad
        note = ("" if limited else "not limited") + (f" ended with {code}" if code else "") + (" OFF" if bad else "")
        print(f"| {size:,} | {' '.join(way)} | {need:.1f} | {peak:.1f} | {ratio:.3f} | {note} |", flush=True)
    for ask in IMPOSSIBLE:
        text, peak, code, seconds, _ = run([PROGRAM, "run", "social-credit", *ask])
        bad = code != 1 and code != 2 or peak > 64 or seconds > 1
        failed += bad
        print(f"{' '.join(ask)}: {text.splitlines()[0]} ({seconds:.2f} s, {peak:.1f} MiB){' OFF' if bad else ''}")
    sys.exit(f"{failed} are off" if failed else 0)


main()
