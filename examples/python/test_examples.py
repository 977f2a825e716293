"""Tests of the examples. Do they run, and do their findings hold where they must?

Sizes are small. Each test asserts something that could fail; nothing was tuned until it passed.
"""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
import pytest

import calibration
import discovery
import sobol

HERE = Path(__file__).parent
GLASSHOUSE = os.environ["GLASSHOUSE"]  # path of the command-line program

EXPERIMENT = """
[experiment]
title = "A small one"
societies = ["lesson"]
regimes = ["no-system", "social-credit"]
measures = ["trust", "approval.seen"]
people = 2_000
years = 10
[design]
kind = "morris"
trajectories = 6
[[vary]]
behaviour = "decision.own_norm"
[[vary]]
regime = "social-credit"
number = "watch[cameras].urban"
range = [0, 1]
"""


def test_sobol_finds_what_matters_and_what_cannot(capsys: pytest.CaptureFixture[str]) -> None:
    problem = sobol.analyse(points=32, people=1_000)
    sobol.tell(problem)
    told(capsys)
    total = {name: (st, st_half) for name, _, _, st, st_half in sobol.rows(problem)}
    assert total["informing.spite"] == (0, 0), "nobody informs under this regime"
    st, half = total["decision.own_norm"]
    assert st - half > 0.02
    # With so few points the interval of a second driver is wide.
    assert total["decision.money"][0] > 0.02


def test_a_box_that_is_there_is_found_and_holds_and_none_is_found_in_noise() -> None:
    random = np.random.default_rng(1)
    x = pd.DataFrame(random.uniform(size=(240, 3)), columns=["a", "b", "c"])
    seen, fresh = x[:160], x[160:].reset_index(drop=True)
    there = lambda of: (of["a"] < 0.4).to_numpy() & (random.uniform(size=len(of)) < 0.9)
    box = discovery.described(seen, there(seen))
    assert "a" in box.columns
    tried = discovery.judged(box, fresh, there(fresh))
    assert tried.density > 1.5 * tried.base_rate
    assert discovery.described(seen, random.uniform(size=160) < 0.4).shape[1] <= 1


def test_a_box_is_judged_on_societies_that_had_no_part_in_finding_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = discovery.discover(societies=160, people=1_000)
    discovery.tell(found)
    text = told(capsys)
    # Whether there is a box depends on the model; what is said of it must be right.
    assert found.box.empty == ("No box" in text)
    assert (found.tried_on.density <= found.tried_on.base_rate) == ("the finding does not hold" in text)
    assert found.box.empty == (found.found_on.density == found.found_on.base_rate)


def test_figures_narrow_what_is_plausible(capsys: pytest.CaptureFixture[str]) -> None:
    found = calibration.calibrate(particles=60, populations=2, people=1_000)
    calibration.tell(found)
    told(capsys)
    assert found.effective >= 60 / 3
    assert calibration.narrowing(found).min() < 0.8
    before, after = (calibration.distances(of, found.prior) for of in (found.prior, found.posterior))
    assert after < 0.8 * before


def test_a_posterior_that_rests_on_few_particles_is_refused() -> None:
    assert calibration.enough(np.ones(50), 20) == pytest.approx(50)
    heavy = np.array([0.71, *[0.29 / 49] * 49])
    assert calibration.effective_size(heavy) < 2
    with pytest.raises(calibration.TooFewParticles, match="rests on 2.0 of 50 particles, and one has 71%"):
        calibration.enough(heavy, 20)


def test_a_sweep_by_ray_is_the_same_bytes_although_a_worker_dies(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(EXPERIMENT)
    whole = ["sweep", "small.toml", "--out", "whole"]
    subprocess.run([GLASSHOUSE, *whole], cwd=tmp_path, check=True, capture_output=True)

    asked = [sys.executable, str(HERE / "ray_sweep.py"), "small.toml", "--parts", "3", "--out", "by-ray", "--address", "local"]
    driver = subprocess.Popen(asked, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    killed: list[int] = []
    killer = threading.Thread(target=kill_a_worker, args=(driver.pid, killed), daemon=True)
    killer.start()
    text, _ = driver.communicate(timeout=300)
    print(text)
    assert driver.returncode == 0
    assert killed, "no worker was killed: nothing was tried"

    for name in ("sweep.csv", "sweep.parquet", "effects.csv", "sweep.json"):
        assert (tmp_path / "by-ray" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    shard = ["sweep", "small.toml", "--out", "shard", "--shard", "2/3"]
    subprocess.run([GLASSHOUSE, *shard], cwd=tmp_path, check=True, capture_output=True)
    runs = {path.name: path.read_bytes() for path in (tmp_path / "shard" / "runs").iterdir()}
    by_ray = tmp_path / "by-ray" / "parts" / "2-of-3" / "runs"
    assert {path.name: path.read_bytes() for path in by_ray.iterdir()} == runs


def kill_a_worker(driver: int, killed: list[int]) -> None:
    """Kill the first worker of this driver that is found working on a part."""
    while not killed:
        try:
            workers = [p for p in psutil.Process(driver).children(recursive=True) if p.name().startswith("ray::part")]
        except psutil.NoSuchProcess:  # a process has just ended; if all have, the thread ends with the test
            workers = []
        for worker in workers[:1]:
            worker.kill()
            killed.append(worker.pid)
        time.sleep(0.02)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Print the output that a user would see, and return it."""
    out, _ = capsys.readouterr()
    with capsys.disabled():
        print(out)
    return out
