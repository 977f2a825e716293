"""Checks the metadata beside results with the readers' own tools.

    check.py GLASSHOUSE CONTEXT ROOT

GLASSHOUSE is the program, CONTEXT the JSON-LD context of RO-Crate 1.1 (so that no network is needed), ROOT this project.
"""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import requests
import urllib3
from blake3 import blake3
from cffconvert.cli.create_citation import create_citation
from rocrate.rocrate import ROCrate
from rocrate_validator import models, services

PROGRAM, CONTEXT, ROOT = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
METADATA = "ro-crate-metadata.json"
SMALL = ["--people", "1_000", "--years", "2", "--replicates", "2"]
passed = 0


def holds(what, condition):
    global passed
    if not condition:
        sys.exit(f"FAILED: {what}")
    passed += 1


def glasshouse(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"glasshouse {arguments}: {done.stderr}")
    return done.stdout


def from_here(adapter, request, **_):
    """The one page that validators request, without a network; every other one is unavailable."""
    if "w3id.org/ro/crate/1.1/context" not in request.url:
        raise requests.exceptions.ConnectionError(f"there is no network for {request.url}")
    kind = {"Content-Type": "application/ld+json"}
    page = urllib3.HTTPResponse(io.BytesIO(CONTEXT.read_bytes()), kind, 200, preload_content=False)
    return adapter.build_response(request, page)


requests.adapters.HTTPAdapter.send = from_here


def is_valid(folder, profile):
    """Whether a folder meets everything that a profile requires; violations are printed."""
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier=profile,
        requirement_severity=models.Severity.REQUIRED,
        disable_remote_crate_download=True,
    )
    result = services.validate(settings)
    for issue in result.get_issues():
        print(f"  {profile}: {issue.severity.name}: {issue.message}")
    return not result.has_issues()


def entities(folder):
    """The entities of a crate by their names, read as plain JSON."""
    return {entity["@id"]: entity for entity in json.loads((folder / METADATA).read_text())["@graph"]}


def wrong_files(folder):
    """Files that a crate does not list, or lists with a wrong size or digest."""
    crate, all_of_it = ROCrate(folder), entities(folder)
    listed = {entity.id: entity for entity in crate.data_entities if entity.type == "File"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {METADATA}
    # The list of checksums is about the folder, not of it.
    there = {name for name in there if not name.endswith(".blake3")}
    wrong = there ^ {entity["name"] for entity in listed.values()}
    for entity in listed.values():
        data = (folder / entity["name"]).read_bytes()
        digest = all_of_it[entity["identifier"].id]
        if (digest["propertyID"], digest["value"]) != ("BLAKE3", blake3(data).hexdigest()):
            wrong.add(entity["name"])
        if entity["contentSize"] != str(len(data)) or not entity["encodingFormat"] or not entity["description"]:
            wrong.add(entity["name"])
    return wrong


def checked(folder):
    holds(f"{folder.name}: every file is listed, with its size and digest", not wrong_files(folder))
    crate = ROCrate(folder)
    holds(f"{folder.name}: it has a name, a day and a licence", all(crate.root_dataset[k] for k in ("name", "datePublished", "license")))
    action = next(entity for entity in crate.contextual_entities if entity.type == "CreateAction")
    holds(f"{folder.name}: the run names its software", action["instrument"]["name"] == "Glasshouse")
    results = {entity.id for entity in action["result"]}
    inputs = {entity.id for entity in action["object"] if entity.type == "File"}
    holds(f"{folder.name}: every file is an input or a result", {e.id for e in crate.data_entities} == results | inputs)
    for profile in ("ro-crate-1.1", "process-run-crate-0.5"):
        holds(f"{folder.name}: it conforms to {profile}", is_valid(folder, profile))
    return crate, action


def a_comparison(work):
    out = work / "run"
    glasshouse("compare", "no-system", "social-credit", *SMALL, "--out", out)
    crate, action = checked(out)

    manifest = json.loads((out / "manifest.json").read_text())
    all_of_it = entities(out)
    digests = {entity["name"]: all_of_it[entity["identifier"]["@id"]]["value"] for entity in all_of_it.values() if entity["@type"] == "File"}
    texts = [text for part in [manifest["society"], *manifest["regimes"]] for text in part["texts"]]
    holds("inputs have the digests of the manifest", {t["blake3"] for t in texts} == {d for n, d in digests.items() if n.startswith("scenario/")})
    holds("results have the digests of the manifest", all(digests[f["name"]] == f["blake3"] for f in manifest["files"]))
    holds("it contains the command", action["description"].startswith("glasshouse compare no-system social-credit "))
    variables = {entity["name"]: entity for entity in crate.dereference("summary.csv")["variableMeasured"]}
    rows = {tuple(row.split(",")[:2]) for row in (out / "summary.csv").read_text().splitlines()[1:]}
    named = {key if view == "truth" else f"{key} (seen)" for key, view in rows}
    holds("every measure in the table is a variable", named == set(variables))
    holds("each has a unit and a definition", all(v["unitText"] and v["description"] for v in variables.values()))
    holds("without a day it is a draft", crate.root_dataset["creativeWorkStatus"] == "Draft")

    # The folder is sufficient to run it again: the command, with the files in the folder.
    again = work / "again"
    files = [out / "scenario" / f"{name}.toml" for name in ("no-system", "social-credit", "china-2018")]
    glasshouse("compare", *files[:2], "--society", files[2], *SMALL, "--published", "2030-01-31", "--out", again)
    for name in ("series.parquet", "summary.csv", "odd.md"):
        holds(f"{name} comes out the same from the files in the folder", (out / name).read_bytes() == (again / name).read_bytes())
    holds("it contains the given day", ROCrate(again).root_dataset["datePublished"] == "2030-01-31")
    asked = glasshouse("odd", "no-system", "social-credit", *SMALL)
    holds("`glasshouse odd` says what lies beside the run", asked == (out / "odd.md").read_text())

    # Faults are found.
    for change, profile in ((lambda e: e.pop("datePublished"), "ro-crate-1.1"), (lambda e: e.pop("conformsTo"), "process-run-crate-0.5")):
        broken = work / "broken"
        shutil.copytree(out, broken)
        text = json.loads((broken / METADATA).read_text())
        change(next(entity for entity in text["@graph"] if entity["@id"] == "./"))
        (broken / METADATA).write_text(json.dumps(text))
        print("to be refused:")
        holds("a crate without a required property is refused", not is_valid(broken, profile))
        shutil.rmtree(broken)
    with (out / "summary.csv").open("a") as table:
        table.write("\n")
    holds("a file that was changed is found", wrong_files(out) == {"summary.csv"})


def a_sweep(work):
    experiment = work / "small one.toml"
    experiment.write_text(
        "[experiment]\ntitle = 'A small one'\ndescription = 'Does it hang on norms?'\nsocieties = ['lesson']\n"
        "regimes = ['no-system', 'social-credit']\nmeasures = ['trust']\npeople = 1_000\nyears = 2\n"
        "[design]\nkind = 'latin-hypercube'\npoints = 2\n[[vary]]\nbehaviour = 'decision.own_norm'\n"
    )
    out = work / "sweep"
    glasshouse("sweep", experiment, "--out", out)
    for part in (out / "runs").rglob("*"):
        part.unlink()
    checked(out)


def cited():
    text = (ROOT / "CITATION.cff").read_text()
    citation = create_citation(str(ROOT / "CITATION.cff"), None)
    citation.validate()
    holds("CITATION.cff is valid", citation.cffobj["cff-version"] == "1.2.0")
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M).group(1)
    code = json.loads((ROOT / "codemeta.json").read_text())
    holds("it has the version of the program", citation.cffobj["version"] == version == code["version"])
    holds("codemeta.json is of version 3", code["@context"] == "https://w3id.org/codemeta/3.0")
    holds("neither names a person", "family-names" not in text and code["author"][0]["@type"] == "Organization")


with tempfile.TemporaryDirectory() as folder:
    cited()
    a_comparison(Path(folder))
    a_sweep(Path(folder))
print(f"{passed} passed, 0 failed")
