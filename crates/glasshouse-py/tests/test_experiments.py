"""Tests of sweeps, trials, lives and published results: the same as on the command line."""

from __future__ import annotations

import pickle
from pathlib import Path

import glasshouse as gh
import pytest
from conftest import Program, same_files

EXPERIMENT = """
[experiment]
title = "A small one"
societies = ["lesson"]
regimes = ["no-system", "social-credit"]
measures = ["trust", "approval.seen"]
people = 1_000
years = 2
[design]
kind = "morris"
trajectories = 2
[[vary]]
behaviour = "decision.own_norm"
[[vary]]
regime = "social-credit"
number = "watch[cameras].urban"
range = [0, 1]
"""

CLAIMS = """
[claims]
title = "Mine"
[[claim]]
key = "cameras"
text = "People break fewer rules."
test = [{ measure = "violations", regime = "social-credit", than = "no-system", direction = "less", least = 0.5 }]
at_stake = [{ measure = "violations", regime = "no-system", than_zero = true, direction = "more", least = 1 }]
"""


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("experiment") / "small.toml"
    path.write_text(EXPERIMENT)
    return path


def test_a_sweep_and_its_parts_are_those_of_the_command_line(
    tmp_path: Path, experiment: Path, program: Program
) -> None:
    program("sweep", experiment, "--out", tmp_path / "cli").check_returncode()
    whole = gh.sweep(experiment, tmp_path / "py", progress=False)
    assert {"sweep.csv", "sweep.parquet", "effects.csv", "sweep.json"} <= {
        *same_files(tmp_path / "cli", tmp_path / "py")
    }
    same_files(tmp_path / "cli" / "runs", tmp_path / "py" / "runs")

    parts = [tmp_path / f"part-{n}" for n in (1, 2, 3)]
    for n, part in enumerate(parts, 1):
        done = gh.sweep(experiment, part, shard=(n, 3), progress=False)
        assert not done.is_whole and done.missing == 4
    program("sweep", experiment, "--out", tmp_path / "shard", "--shard", "2/3").check_returncode()
    same_files(tmp_path / "shard" / "runs", parts[1] / "runs")
    merged = gh.sweep(experiment, tmp_path / "merged", merge=parts)
    same_files(tmp_path / "cli", tmp_path / "merged")

    alone = gh.sweep(experiment, threads=1, progress=False)
    assert alone.runs == whole.runs == merged.runs
    alone.save(tmp_path / "saved")
    same_files(tmp_path / "saved", tmp_path / "cli")
    assert str(alone) in program("sweep", experiment, "--out", tmp_path / "cli").stdout


def test_a_sweep_has_tables_and_pickles(tmp_path: Path, experiment: Path) -> None:
    swept = gh.sweep(experiment, progress=False)
    assert (swept.name, swept.title, swept.is_whole) == ("small", "A small one", True)
    assert swept.runs.columns == [
        "run",
        "society",
        "point",
        "replicate",
        "regime",
        "window",
        *swept.varied,
        *swept.measures,
    ]
    lines = dict(swept._files)["sweep.csv"].decode().splitlines()
    assert len(swept.runs) == len(lines) - 1 == 12
    assert float(lines[2].split(",")[-2]) == swept.runs["trust"][1]
    assert {"mu_star", "sigma"} <= {*swept.effects["statistic"]}
    again = pickle.loads(pickle.dumps(swept))
    assert again.runs == swept.runs and again.effects == swept.effects and str(again) == str(swept)
    part = gh.sweep(experiment, shard=(1, 2), progress=False)
    with pytest.raises(ValueError, match="3 of 6 runs are not done"):
        part.save(tmp_path)


def test_a_sweep_that_makes_no_sense_is_refused(tmp_path: Path, experiment: Path) -> None:
    with pytest.raises(ValueError, match="parts are counted from 1"):
        gh.sweep(experiment, shard=(0, 3))
    with pytest.raises(ValueError, match="are missing in these folders"):
        (tmp_path / "runs").mkdir()
        gh.sweep(experiment, merge=[tmp_path])
    with pytest.raises(gh.Mistakes, match="`screening`"):
        gh.sweep("screenin")


def test_a_trial_is_that_of_the_command_line(tmp_path: Path, program: Program) -> None:
    (tmp_path / "mine.toml").write_text(CLAIMS)
    asked = ["--society", "lesson", "--societies", "12", "--people", "1000", "--years", "2", "--replicates", "1"]
    told = program("claims", tmp_path / "mine.toml", *asked, "--out", tmp_path / "cli")
    told.check_returncode()
    trial = gh.claims(
        tmp_path / "mine.toml",
        tmp_path / "py",
        society="lesson",
        societies=12,
        people=1_000,
        years=2,
        replicates=1,
        progress=False,
    )
    assert {"claims.csv", "claims.json", "claims.html", "sensitivity.csv"} <= {
        *same_files(tmp_path / "cli", tmp_path / "py")
    }
    assert str(trial) in told.stdout
    assert trial.verdicts["claim"] == ["cameras"] and len(trial.societies) == 12
    again = pickle.loads(pickle.dumps(trial))
    assert again.verdicts == trial.verdicts and again.report() == trial.report()


def test_a_life_is_told_as_on_the_command_line(program: Program) -> None:
    asked = [
        "--society",
        "lesson",
        "--people",
        "1000",
        "--years",
        "3",
        "--regime",
        "no-system",
        "--regime",
        "social-credit",
    ]
    told = program("life", 123, *asked)
    told.check_returncode()
    her = gh.life(123, "no-system", "social-credit", society="lesson", people=1_000, years=3)
    assert str(her) == told.stdout
    assert her.portrait.startswith("She is ") and len(her.months) == 72
    assert {*her.months["regime"]} == {"no-system", "social-credit"}
    assert her.months["score"][:36] == [None] * 36 and her.months["score"][-1] is not None
    assert "did" in her.events["event"]
    again = pickle.loads(pickle.dumps(her))
    assert again.months == her.months and again.events == her.events
    with pytest.raises(ValueError, match="nobody has the number 1000"):
        gh.life(1000, society="lesson", people=1_000)


def test_published_results_come_with_verdicts_and_pictures(tmp_path: Path, program: Program) -> None:
    told = program("reproduce", "V7", "--out", tmp_path / "cli")
    told.check_returncode()
    riot = gh.reproduce("V7", progress=False)
    riot.save(tmp_path / "py")
    assert same_files(tmp_path / "cli", tmp_path / "py")
    assert {*riot.figures["verdict"]} <= {"met", "missed", "absent"}
    for what in riot.figures["what"]:
        assert what[:40] in told.stdout
    assert "<svg" in riot._repr_html_()
    assert gh.reproduce("P1", progress=False).patterns["verdict"][0] in ("appears", "missed")
    with pytest.raises(KeyError, match="there is no case"):
        gh.reproduce("V99")
