#!/usr/bin/env python3
"""What the program is made of: a CycloneDX bill of materials, or the notices of all parts as Markdown.

    reliability/sbom.py > glasshouse.cdx.json
    reliability/sbom.py --notices > THIRD-PARTY.md
    reliability/sbom.py --check            # is THIRD-PARTY.md as it would be made?

The list is that of `cargo metadata --locked`, without what only tests and builds need. It has no time and no random
number in it: the same Cargo.lock gives the same bytes.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# Third-party notices

Glasshouse is distributed under MIT or Apache-2.0, at your choice. The program contains the crates below, each under its
own licence; where a licence offers a choice, we use MIT or Apache-2.0. Their authors hold their copyright, and their
licence texts are in their packages on crates.io. `just notices` writes this file, and CI checks it.

| crate | version | licence | authors or source |
|---|---|---|---|
"""


def metadata():
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def parts(meta):
    """Packages that end up in the program, by name and version, and what each depends on."""
    nodes = {node["id"]: node for node in meta["resolve"]["nodes"]}
    packages = {package["id"]: package for package in meta["packages"]}
    usual = lambda dep: any(kind["kind"] is None for kind in dep["dep_kinds"])
    needs = {id: sorted(dep["pkg"] for dep in node["deps"] if usual(dep)) for id, node in nodes.items()}
    reached, left = set(), list(meta["workspace_members"])
    while left:
        one = left.pop()
        if one not in reached:
            reached.add(one)
            left += needs[one]
    chosen = sorted((packages[id] for id in reached), key=lambda p: (p["name"], p["version"]))
    return chosen, needs


def hashes():
    """The hash of each package in Cargo.lock."""
    found = {}
    for block in (ROOT / "Cargo.lock").read_text().split("[[package]]"):
        said = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', block, re.M))
        if "checksum" in said:
            found[said["name"], said["version"]] = said["checksum"]
    return found


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, sums):
    kind = "library" if package["source"] else "application"
    said = {"type": kind, "bom-ref": reference(package), "name": package["name"], "version": package["version"],
            "purl": reference(package)}
    if package["license"]:
        said["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    checksum = sums.get((package["name"], package["version"]))
    if checksum:
        said["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package["repository"]:
        said["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return said


def bill():
    meta = metadata()
    chosen, needs = parts(meta)
    sums = hashes()
    by_id = {package["id"]: package for package in chosen}
    program = next(package for package in chosen if package["name"] == "glasshouse-cli")
    depend = lambda package: {"ref": reference(package),
                              "dependsOn": [reference(by_id[id]) for id in needs[package["id"]]]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(program, sums)},
        "components": [component(package, sums) for package in chosen if package is not program],
        "dependencies": [depend(package) for package in chosen],
    }


def notices():
    rows = []
    for package in parts(metadata())[0]:
        if package["source"]:
            whose = ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in package["authors"])
            whose = (whose or package["repository"] or "").replace("|", "\\|")
            licence = (package["license"] or "see its package").replace("/", " OR ")
            rows.append(f"| {package['name']} | {package['version']} | {licence} | {whose} |\n")
    return HEAD + "".join(rows)


def main():
    asked = sys.argv[1:]
    if asked == ["--notices"]:
        sys.stdout.write(notices())
    elif asked == ["--check"]:
        if (ROOT / "THIRD-PARTY.md").read_text() != notices():
            sys.exit("THIRD-PARTY.md is not that of Cargo.lock: run `just notices`")
    elif asked:
        sys.exit(__doc__)
    else:
        json.dump(bill(), sys.stdout, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
