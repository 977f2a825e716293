"""A sweep on many machines with Ray. Each part is a Ray task; merged, they give the same bytes as a single run.

    pip install glasshouse ray
    python ray_sweep.py screening --parts 16 --out results       # on this machine, or on its cluster

docs/ray.md explains the rest: starting a cluster, failing workers, the size of parts.
"""

import argparse
import tempfile
from pathlib import Path

import ray

import glasshouse as gh


@ray.remote(num_cpus=1, max_retries=3)  # a worker that dies is replaced, and its part is repeated
def part(experiment: str, shard: tuple[int, int]) -> dict[str, bytes]:
    """Run one part, on any machine, and return its runs: a small file each."""
    with tempfile.TemporaryDirectory() as folder:
        gh.sweep(experiment, folder, shard=shard, threads=1, progress=False)
        return {path.name: path.read_bytes() for path in Path(folder, "runs").iterdir()}


def sweep(experiment: str, parts: int, out: Path) -> gh.Sweep:
    """Run all parts that are not in `out` yet, and merge them."""
    folders = {k: out / "parts" / f"{k}-of-{parts}" for k in range(1, parts + 1)}
    waiting = {part.remote(experiment, (k, parts)): k for k, folder in folders.items() if not folder.exists()}
    while waiting:
        (done,), _ = ray.wait(list(waiting))
        k = waiting.pop(done)
        keep(ray.get(done), folders[k])
        print(f"part {k} is done, {len(waiting)} to go", flush=True)
    return gh.sweep(experiment, out, merge=folders.values())


def keep(runs: dict[str, bytes], folder: Path) -> None:
    """Write the runs of a part, all or none."""
    half = folder.with_name(f".{folder.name}")
    (half / "runs").mkdir(parents=True, exist_ok=True)
    for name, content in runs.items():
        (half / "runs" / name).write_bytes(content)
    half.rename(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("experiment", help="name of a shipped experiment, or a file")
    parser.add_argument("--parts", type=int, default=16)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--address", help="of a Ray cluster; default: the one running here, or else a new one; local: a new one")
    asked = parser.parse_args()
    ray.init(asked.address)
    print(sweep(asked.experiment, asked.parts, asked.out))


if __name__ == "__main__":
    main()
