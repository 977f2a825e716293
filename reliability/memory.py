#!/usr/bin/env python3
"""Test 12: is the memory that a run announces the memory that it takes?

    reliability/memory.py GLASSHOUSE [SIZES]

It runs thirty sizes (or SIZES) from 50,000 to a million people, and compares what the run said beforehand with the most
that it held, less what the program holds without people. The mark is 10 % either way.
"""

import os
import re
import subprocess
import sys
import tempfile

PROGRAM, SIZES = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 30
MOST, LEAST = 1_000_000, 50_000
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def run(people, folder):
    """What was announced and what was held at most, in bytes."""
    command = [PROGRAM, "run", "social-credit", "--people", str(people), "--years", "2", "--earlier", "0", "--by", "none",
               "--replicates", "1", "--threads", "2", "--checkpoint-every", "0", "--out", folder]
    job = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = job.stderr.read()
    _, status, used = os.wait4(job.pid, 0)
    assert status == 0, said
    number, unit = re.search(r"with ([\d.,]+) ([KMG]iB) of memory", said).groups()
    return float(number.replace(",", "")) * UNITS[unit], used.ru_maxrss * 1024


def main():
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        announced, held = run(1_000, folder)
        alone = held - announced
        for n in range(SIZES):
            people = round(LEAST * (MOST / LEAST) ** (n / max(SIZES - 1, 1)))
            announced, held = run(people, folder)
            ratios.append((held - alone) / announced)
            print(f"{people:>9,}: announced {announced / 1e6:7.1f} MB, held {(held - alone) / 1e6:7.1f} MB, "
                  f"{100 * (ratios[-1] - 1):+.1f} %", flush=True)
    within = sum(abs(ratio - 1) <= 0.1 for ratio in ratios)
    print(f"{within} of {len(ratios)} within 10 %; held {min(ratios):.2f} to {max(ratios):.2f} of what was announced")


if __name__ == "__main__":
    main()
