"""Tests of comparisons: byte for byte as on the command line, and complete in other packages."""

from __future__ import annotations

import builtins
import itertools
import pickle
import sys
import threading
import time
import types
from pathlib import Path

import glasshouse as gh
import pytest
from conftest import SMALL, SMALL_ASKED, Program, same_files


def test_files_are_those_of_the_command_line(tmp_path: Path, program: Program, comparison: gh.Comparison) -> None:
    program("compare", "no-system", "social-credit", *SMALL_ASKED, "--out", tmp_path / "cli").check_returncode()
    comparison.save(tmp_path / "saved")
    names = same_files(tmp_path / "cli", tmp_path / "saved")
    assert {"series.parquet", "summary.csv", "groups.csv", "manifest.json", "report.html"} <= set(names)
    gh.run(comparison.scenario, tmp_path / "out", progress=False)
    same_files(tmp_path / "cli", tmp_path / "out")
    assert not (tmp_path / "out" / "checkpoints").exists()


@pytest.mark.parametrize("by", ["none", "income", "county"])
def test_so_are_those_of_one_regime_by_group(tmp_path: Path, program: Program, by: str) -> None:
    program("run", "welfare", *SMALL_ASKED, "--by", by, "--out", tmp_path / "cli").check_returncode()
    gh.compare("welfare", **SMALL, by=by, out=tmp_path / "py", progress=False)
    same_files(tmp_path / "cli", tmp_path / "py")


def test_the_command_in_the_report_works_where_changed_texts_are_saved(tmp_path: Path, program: Program) -> None:
    blind = gh.Regime("social-credit").with_({"watch[cameras].urban": 0.0}, starts=3)
    warm = gh.Society("lesson").with_({"decision.noise": 1.25})
    c = gh.compare("no-system", blind, **{**SMALL, "society": warm}, out=tmp_path / "py", progress=False)
    assert c.command in c.report().replace("&#39;", "'")
    asked = ["compare", "no-system", blind.spec, "--society", warm.spec, *SMALL_ASKED[2:], "--out", "again"]
    program(*asked, cwd=tmp_path / "py").check_returncode()
    same_files(tmp_path / "py" / "again", tmp_path / "py")


def test_threads_do_not_change_a_bit(scenario: gh.Scenario, comparison: gh.Comparison) -> None:
    for threads in (1, 3):
        again = gh.run(scenario, threads=threads, progress=False)
        assert again.series == comparison.series and again.group_series == comparison.group_series
        assert again.report() == comparison.report()


def test_tables_have_the_columns_that_are_documented(comparison: gh.Comparison) -> None:
    for name in ("series", "summary", "groups", "group_series", "flows"):
        doc = getattr(gh.Comparison, name).__doc__
        table = getattr(comparison, name)
        assert len(table) > 0
        for column in table.columns:
            base = ("mean", "low", "high", "difference", "measure", "view", "window", "regime", "unit")
            assert f"``{column}``" in doc or (name == "groups" and column.startswith(base)), (name, column)


def test_figures_agree_between_tables(comparison: gh.Comparison) -> None:
    row = next(
        r
        for r in comparison.summary
        if (r["measure"], r["view"], r["window"], r["regime"]) == ("trust", "truth", "during", "social-credit")
    )
    level, difference = comparison.level("trust"), comparison.difference("trust")
    assert (row["mean"], row["low"], row["high"]) == tuple(level)
    assert (row["difference"], row["difference_low"], row["difference_high"]) == tuple(difference)
    assert comparison.level("trust", window="after") is None
    with pytest.raises(KeyError, match="did you mean"):
        comparison.level("trsut")
    with pytest.raises(KeyError, match="the regimes are no-system, social-credit"):
        comparison.level("trust", regime="welfare")


def test_a_comparison_pickles_with_all_that_is_in_it(comparison: gh.Comparison) -> None:
    again = pickle.loads(pickle.dumps(comparison))
    assert again == comparison
    for name in ("series", "summary", "groups", "group_series", "flows"):
        assert getattr(again, name) == getattr(comparison, name)
        assert pickle.loads(pickle.dumps(getattr(again, name))) == getattr(comparison, name)
    assert again.report() == comparison.report()


def test_arrow_takes_a_table_without_a_copy(comparison: gh.Comparison) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    one, other = pa.table(comparison.series), comparison.series.to_arrow()
    assert one.column("value").chunk(0).buffers()[1].address == other.column("value").chunk(0).buffers()[1].address
    assert one.to_pydict() == comparison.series.to_dict()
    assert [str(field.type) for field in one.schema] == [
        "string",
        "int32",
        "int32",
        "string",
        "string",
        "string",
        "double",
    ]
    assert pa.schema(comparison.series) == one.schema
    assert pq is not None


def test_the_series_are_those_of_the_parquet_file(tmp_path: Path, comparison: gh.Comparison) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    comparison.save(tmp_path)
    file = pq.read_table(tmp_path / "series.parquet")
    ours = comparison.series.to_arrow().drop_columns(["unit"])
    assert file.column_names == ours.column_names
    assert file.to_pydict() == ours.to_pydict()


def test_polars_and_pandas_see_the_same(comparison: gh.Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    polars_frame, frame = comparison.summary.to_polars(), comparison.summary.to_pandas()
    assert polars_frame.shape == frame.shape == comparison.summary.shape
    assert polars_frame["mean"].to_list() == comparison.summary["mean"]
    assert frame["mean"].isna().sum() == comparison.summary["mean"].count(None)
    real = builtins.__import__
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    without = comparison.summary.to_pandas()
    monkeypatch.undo()
    assert builtins.__import__ is real
    pandas.testing.assert_frame_equal(without, frame, check_dtype=False)
    series = comparison.series.to_pandas()
    assert str(series["month"].dtype) == "int32"


def test_a_package_that_is_missing_is_named(comparison: gh.Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    for package, method in [("polars", "to_polars"), ("pandas", "to_pandas"), ("pyarrow", "to_arrow")]:
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ImportError, match=r"pip install 'glasshouse\["):
            getattr(comparison.series, method)()


def test_a_notebook_shows_the_pictures_of_the_report(comparison: gh.Comparison) -> None:
    shown, report = comparison._repr_html_(), comparison.report()
    first = shown[shown.index("<svg") : shown.index("</svg>")]
    assert first in report, "the same picture, letter by letter"
    assert shown.count("<svg") > 10 and "<script" not in shown and "href" not in shown
    assert "Invented people" in shown
    assert comparison.summary._repr_html_().count("<tr>") == 11


def test_progress_is_told_and_its_errors_come_through(scenario: gh.Scenario) -> None:
    told: list[tuple[int, int]] = []
    gh.run(scenario, progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (96, 96) and told == sorted(told)

    def fails(done: int, all: int) -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        gh.run(scenario.with_(replicates=20), progress=fails)


def test_other_threads_go_on_meanwhile() -> None:
    ticks, done = [0.0], threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=tick)
    thread.start()
    since = time.monotonic()
    gh.compare("no-system", "social-credit", **{**SMALL, "people": 5_000, "replicates": 4}, progress=False)
    took = time.monotonic() - since
    done.set()
    thread.join()
    within = [t for t in ticks if t > since]
    widest = max(b - a for a, b in itertools.pairwise(within))
    assert len(within) > 10 * took, f"{len(within)} ticks in {took:.2f} s"
    assert widest < max(0.5, took / 2)


def test_what_asks_too_much_is_refused_before_the_work() -> None:
    with pytest.raises(ValueError, match="of memory, but only"):
        gh.compare("welfare", people=1_900_000_000, replicates=1, by="none", progress=False)
    with pytest.raises(ValueError, match="over before a regime begins"):
        gh.compare("social-credit", **{**SMALL, "years": 1}, progress=False)


def test_a_bar_is_tqdm_if_that_is_there(scenario: gh.Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    bars: list[Bar] = []

    class Bar:
        def __init__(self, **asked: object) -> None:
            self.n, self.total, self.closed, self.asked = 0, 1, False, asked
            bars.append(self)

        def update(self, by: int) -> None:
            self.n += by

        def close(self) -> None:
            self.closed = True

    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=Bar))
    gh.run(scenario)
    [bar] = bars
    assert (bar.n, bar.total, bar.closed) == (96, 96, True) and not bar.asked["leave"]
    gh.run(scenario, progress=False)
    assert len(bars) == 1
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    gh.run(scenario)
    with pytest.raises(ImportError, match="glasshouse"):
        gh.run(scenario, progress=True)


def test_threads_are_counted_from_one(scenario: gh.Scenario) -> None:
    with pytest.raises(ValueError, match="threads = 0: must be at least 1"):
        gh.run(scenario, threads=0, progress=False)
