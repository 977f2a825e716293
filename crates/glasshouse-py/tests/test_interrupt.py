"""Tests of Ctrl-C: it stops at once and leaves the finished results."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import glasshouse as gh
import pytest
from conftest import same_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")

BROKEN_OFF = """
import glasshouse as gh, sys, time
sys.stdout.reconfigure(line_buffering=True)
s = gh.Scenario(["no-system", "social-credit"], society="lesson", people=2_000, years=5, replicates=500)
try:
    {call}
except KeyboardInterrupt as e:
    print("stopped", time.monotonic(), type(e).__module__, type(e).__name__)
    {then}
"""


def broken_off(call: str, then: str, after: str) -> tuple[float, list[str]]:
    """Send Ctrl-C when it reports that it works; return the seconds until it stopped, and its output then."""
    code = BROKEN_OFF.format(call=call, then=then)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        while after not in process.stdout.readline():
            assert process.poll() is None, process.stderr and process.stderr.read()
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    lines = out.splitlines()
    stopped = next((line for line in lines if line.startswith("stopped")), None)
    assert stopped is not None, out + err
    assert stopped.endswith(("glasshouse Interrupted", "builtins KeyboardInterrupt"))
    return float(stopped.split()[1]) - sent, lines[lines.index(stopped) + 1 :]


TOLD = "progress=lambda done, all: done >= {least} and print('at work')"


def test_a_run_stops_at_once_and_leaves_whole_replicates() -> None:
    call = f"gh.run(s, {TOLD.format(least=400)})"
    then = "print(len(e.partial.replicates), e.partial.is_whole, sorted({*e.partial.series['replicate']}) == sorted(e.partial.replicates))"
    took, said = broken_off(call, then, "at work")
    count, whole, agree = said[0].split()
    assert took < 2.0 and 1 <= int(count) < 500 and (whole, agree) == ("False", "True")


def test_what_was_finished_is_what_would_have_come_out() -> None:
    call = f"gh.run(s, {TOLD.format(least=400)})"
    then = (
        "k = e.partial.replicates[0]; p = [r['value'] for r in e.partial.series if r['replicate'] == k]\n"
        "    whole = gh.run(s.with_(replicates=k + 1), progress=False)\n"
        "    print(p == [r['value'] for r in whole.series if r['replicate'] == k])"
    )
    assert broken_off(call, then, "at work")[1] == ["True"]


def test_with_a_folder_the_same_call_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    call = f"gh.run(s.with_(replicates=4), {str(tmp_path / 'out')!r}, {TOLD.format(least=80)})"
    broken_off(call, "", "at work")
    assert any((tmp_path / "out" / "checkpoints").iterdir())
    s = gh.Scenario(["no-system", "social-credit"], society="lesson", people=2_000, years=5, replicates=4)
    first: list[int] = []
    gh.run(s, tmp_path / "out", progress=lambda done, all: first.append(done))
    gh.run(s, tmp_path / "whole", progress=False)
    same_files(tmp_path / "whole", tmp_path / "out")


def test_rows_that_were_done_are_left() -> None:
    call = f"gh.evaluate(s.with_(replicates=1), ['decision.own_norm'], [[1 + n / 300] for n in range(300)], 'trust', {TOLD.format(least=200)})"
    took, said = broken_off(call, "print(int((e.partial == e.partial).sum()), e.partial.shape)", "at work")
    assert took < 2.0 and 1 <= int(said[0].split()[0]) < 300 and said[0].endswith("(300, 1)")


def test_runs_of_a_sweep_that_were_done_lie_there(tmp_path: Path) -> None:
    call = f"gh.sweep('screening', {str(tmp_path)!r}, {TOLD.format(least=400)})"
    took, said = broken_off(call, "print(e.partial.missing, len({*e.partial.runs['run']}))", "at work")
    missing, done = map(int, said[0].split())
    assert took < 2.0 and done >= 1 and missing >= 1
    assert len(list((tmp_path / "runs").iterdir())) == done


def test_a_trial_and_a_life_stop_as_well() -> None:
    took, _ = broken_off(f"gh.claims(people=1_000, {TOLD.format(least=100)})", "", "at work")
    assert took < 2.0
    took, _ = broken_off("print('at work'); gh.life(5, people=200_000)", "", "at work")
    assert took < 2.0
