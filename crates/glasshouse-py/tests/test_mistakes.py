"""Tests of mistakes: they reach Python with all details, and look as on the command line."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path

import glasshouse as gh
import pytest
from conftest import Program

WRONG = """[regime]
title = "t"
description = "d"
sources = ["s"]
strats = 3

[score]
start = 1000
least = 0
most = "many"
"""


def test_all_findings_come_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG)
    with pytest.raises(gh.Mistakes) as caught:
        gh.Regime.from_file(path)
    findings = caught.value.findings
    assert len(findings) >= 2
    first = findings[0]
    assert (first.severity, first.file, first.line, first.column) == ("error", str(path), 5, 1)
    assert "strats" in first.message and first.help is not None and "starts" in first.help
    assert first.places[0].end_column == 7
    assert {10} <= {finding.line for finding in findings}
    assert isinstance(caught.value, ValueError)


def test_they_are_drawn_as_on_the_command_line(tmp_path: Path, program: Program) -> None:
    (tmp_path / "wrong.toml").write_text(WRONG)
    drawn = program("check", "wrong.toml", cwd=tmp_path).stderr
    with pytest.raises(gh.Mistakes) as caught:
        gh.Regime.from_toml(WRONG, name="wrong")
    assert str(caught.value) in drawn
    assert "^^^^^^" in str(caught.value)


def test_the_error_pickles() -> None:
    with pytest.raises(gh.Mistakes) as caught:
        gh.Regime("social-credi")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.findings) == (str(caught.value), caught.value.findings)
    assert "`social-credit`" in (again.findings[0].help or "")


def test_columns_are_counted_in_characters() -> None:
    with pytest.raises(gh.Mistakes) as caught:
        gh.Regime.from_toml("[regime]\ntitle = '中文'\ndescription = 'd'\nsources = ['s']\nbad = '中文'\n")
    assert (caught.value.findings[0].line, caught.value.findings[0].column) == (5, 1)


def test_a_key_that_cannot_be_set_is_told_with_what_could_be_meant() -> None:
    regime = gh.Regime("social-credit")
    for key, words in [
        ("score.strat", "`start`"),
        ("watch.urban", r"watch\[cameras"),
        ("watch[camera].urban", "`cameras`"),
    ]:
        with pytest.raises(gh.Mistakes, match=words):
            regime.with_({key: 1})
    with pytest.raises(gh.Mistakes):
        regime.with_({"watch[cameras].urban": 7})
    with pytest.raises(ValueError, match="not a number that a file can hold"):
        regime.with_({"score.start": float("nan")})


def test_what_cannot_be_read_is_a_failure_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent.toml"):
        gh.Regime.from_file(tmp_path / "absent.toml")
    with pytest.raises(OSError, match="folder"):
        gh.Regime.from_file(tmp_path)


def test_what_is_worth_a_look_is_a_warning() -> None:
    text = gh.Regime.shipped("welfare").texts[0][1] + "\n[redemption]\nprice = 10\npoints = 1\nbasis = 'assumed'\n"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            regime = gh.Regime.from_toml(text)
        except gh.Mistakes:
            pytest.skip("this text is refused, not merely warned about")
    assert [w.category for w in caught] == [gh.FindingWarning] and regime.warnings
    assert caught[0].filename == __file__


def test_files_that_hold_persons_are_refused_here_as_well() -> None:
    with pytest.raises(gh.Mistakes):
        gh.Society.from_toml(gh.Society.shipped("lesson").texts[0][1] + "\n[[person]]\nname = 'A. B.'\nid = 3\n")
