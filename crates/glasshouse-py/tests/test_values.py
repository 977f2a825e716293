"""Tests of regimes, societies and scenarios as Python values."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import glasshouse as gh
import pytest

TEXT = "[regime]\ntitle = 'T'\ndescription = 'D'\nsources = ['S']\nstarts = 12\n\n[welfare]\nincome_floor = 400\nfunded_by = 'taxes'\n"


def test_what_ships_can_be_had_in_every_way() -> None:
    assert gh.Regime("welfare") == gh.Regime.shipped("welfare")
    assert set(gh.regimes()) >= {"no-system", "social-credit", "welfare"}
    for name in gh.regimes():
        assert gh.Regime.shipped(name).name == name
    for name in gh.societies():
        assert gh.Society.shipped(name).name == name


def test_a_file_and_its_text_say_the_same(tmp_path: Path) -> None:
    text = gh.Regime.shipped("welfare").texts[0][1]
    path = tmp_path / "mine.toml"
    path.write_text(text)
    of_file, of_text = gh.Regime.from_file(path), gh.Regime.from_toml(text, name="mine")
    assert (of_file.name, of_file.title) == (of_text.name, of_text.title) == ("mine", "Welfare")


@pytest.mark.parametrize(
    "make",
    [
        lambda: gh.Regime("social-credit"),
        lambda: gh.Regime("reviews + welfare"),
        lambda: gh.Regime("social-credit").with_({"score.start": 900}, starts=0),
        lambda: gh.Regime("social-credit").without("spillover"),
        lambda: gh.Society("lesson").with_({"decision.noise": 1.5}),
        lambda: gh.Scenario(["no-system", gh.Regime("welfare").with_(starts=3)], people=2_000, seed=7),
    ],
)
def test_equal_ones_are_equal_hash_alike_and_pickle(make) -> None:
    one, other = make(), make()
    assert one == other and hash(one) == hash(other) and one is not other
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert again == one and repr(again) == repr(one)
    assert len({one, other}) == 1


def test_none_can_be_changed() -> None:
    for of in (gh.Regime("welfare"), gh.Society("lesson"), gh.Scenario("welfare")):
        with pytest.raises(AttributeError, match="cannot be changed"):
            of.seed = 3
        with pytest.raises(AttributeError, match="cannot be changed"):
            del of.name


def test_another_value_is_said_in_the_text_and_nothing_else_changes() -> None:
    base = gh.Regime("social-credit")
    other = base.with_({"watch[cameras].urban": 0.25, "regime.ends": 60})
    assert (other.number("watch[cameras].urban"), other.ends, other.starts) == (0.25, 60, base.starts)
    changed = [
        pair
        for pair in zip(base.texts[0][1].splitlines(), other.texts[0][1].splitlines(), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(changed) == 2
    assert base.with_() is base
    assert base.with_(starts=0).name == "social-credit with starts=0"
    assert base.with_(starts=0, name="at once").name == "at once"


def test_joined_ones_keep_their_parts() -> None:
    both = gh.Regime("reviews") + gh.Regime("welfare")
    assert both.texts == gh.Regime("reviews + welfare").texts
    assert both.name == gh.Regime("reviews + welfare").name
    later = both.with_({"regime.starts": 3})
    assert later.starts == 3 and len(later.texts) == 2
    with pytest.raises(ValueError, match="several files"):
        both.with_(starts=3, name="x")


def test_a_society_is_set_by_its_parameters_and_figures() -> None:
    base = gh.Society("lesson")
    other = base.with_({"decision.noise": 1.25}, urban=0.5)
    values = dict(zip(other.parameters["parameter"], other.parameters["value"], strict=True))
    assert values["decision.noise"] == 1.25
    assert other.name.startswith("lesson with ")
    assert dict(zip(base.parameters["parameter"], base.parameters["value"], strict=True))["decision.noise"] != 1.25


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"people": 10}, "people = 10: must be at least 1000"),
        ({"years": 0}, "years = 0: must be at least 1"),
        ({"seed": -1}, "seed = -1: expected a whole number"),
        ({"replicates": 0}, "replicates = 0"),
        ({"by": "shoe size"}, "expected all, income"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(keys: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        gh.Scenario("welfare", **keys)


def test_a_float_is_no_count() -> None:
    with pytest.raises(TypeError):
        gh.Scenario("welfare", people=1e5)


def test_a_second_regime_of_the_same_name_is_numbered() -> None:
    at_once = gh.Regime("welfare").with_(starts=0, name="welfare")
    assert gh.Scenario(["welfare", at_once]).names == ["welfare", "welfare #2"]


def test_two_texts_of_one_name_are_refused() -> None:
    base = gh.Regime("welfare")
    with pytest.raises(ValueError, match="two different texts are called 'x.toml'"):
        gh.Scenario([base.with_(starts=0, name="x"), base.with_(starts=3, name="x")])


def test_what_does_not_ship_is_told() -> None:
    with pytest.raises(gh.Mistakes, match="`welfare`"):
        gh.Regime.shipped("welfar")
    with pytest.raises(gh.Mistakes, match="`lesson`"):
        gh.Society.shipped("leson")
    with pytest.raises(ValueError, match="no shipped regime"):
        gh.Regime.shipped("reviews + welfare")
