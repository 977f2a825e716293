"""Tests of `glasshouse assess`: the annex of every shipped regime is valid against the schema that ships."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
GLASSHOUSE = os.environ["GLASSHOUSE"]  # path of the command-line program
SCHEMA = json.loads((ROOT / "schemas/assessment.json").read_text())
REGIMES = sorted(p.stem for p in (ROOT / "crates/glasshouse/data/regimes").glob("*.toml") if ".stories" not in p.name)
# Regimes that only say where and when another one begins.
WHERE = {
    "pilots": "social-credit + pilots",
    "nationwide": "social-credit without regime ends + nationwide",
}
SIZE = "--people 1_000 --years 8 --replicates 2 --societies 2 --society-people 1_000".split()


@pytest.mark.parametrize("regime", [name for name in REGIMES if name != "no-system"])
def test_the_annex_fits_its_schema(regime, tmp_path):
    subprocess.run([GLASSHOUSE, "assess", WHERE.get(regime, regime), *SIZE, "--out", tmp_path], check=True, capture_output=True)
    annex = json.loads((tmp_path / "assessment.json").read_text())
    Draft202012Validator(SCHEMA).validate(annex)
    fields = {field["id"]: field for element in annex["elements"] for field in element["fields"]}
    named = [id for clause in annex["iso_iec_42005"] for id in clause["fields"]]
    named += [id for question in annex["canada_aia"]["questions"] for id in question.get("fields", [])]
    assert set(named) <= set(fields)
    assert any(field["source"]["kind"] == "run" for field in fields.values())


def test_what_does_nothing_is_not_assessed(tmp_path):
    run = subprocess.run([GLASSHOUSE, "assess", "no-system", "--out", tmp_path], capture_output=True, text=True)
    assert run.returncode == 1 and "nothing to assess" in run.stderr and not list(tmp_path.iterdir())
