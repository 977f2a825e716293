"""Times the job in each program: installs all, runs them in turn on this machine, and writes RESULTS.md.

`python3.12 run.py` here; it needs a Rust toolchain and Python 3.12 (Mesa needs at least that; on a newer one a package
that mesa-frames needs takes minutes to compile). `python3.12 run.py 10000` runs that number only, and writes nothing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = HERE / "venv" / "bin" / "python"
AGENTS = [10_000, 100_000, 1_000_000]
OURS = "Glasshouse, 2 threads"


def program(name):
    return [str(HERE / "target" / "release" / f"peer-{name}")]


def script(name):
    return [str(PYTHON), str(HERE / f"{name}_job.py")]


# Name, package and version, command, threads.
PEERS = [
    ("Mesa", "mesa", script("mesa"), 1),
    ("AgentPy", "agentpy", script("agentpy"), 1),
    ("mesa-frames", "mesa-frames", script("mesa_frames"), 2),
    ("krABMaga", "krabmaga", program("krabmaga"), 1),
    ("ixa", "ixa", program("ixa"), 1),
    ("Glasshouse, 1 thread", "peer-glasshouse", program("glasshouse"), 1),
    (OURS, "peer-glasshouse", program("glasshouse"), 2),
]


def install():
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=HERE, check=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", HERE / "venv"], check=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", HERE / "requirements.txt"], check=True)


def versions():
    """Version of each installed package."""
    listed = subprocess.run([PYTHON, "-m", "pip", "list", "--format=json"], check=True, capture_output=True).stdout
    found = {p["name"].lower().replace("_", "-"): p["version"] for p in json.loads(listed)}
    tree = subprocess.run(["cargo", "metadata", "--format-version=1"], cwd=HERE, check=True, capture_output=True).stdout
    return found | {p["name"]: p["version"] for p in json.loads(tree)["packages"]}


def measure(command, threads, agents):
    limits = {name: str(threads) for name in ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS")}
    done = subprocess.run([*command, str(agents)], env=os.environ | limits, check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout)
    # The expected mean over the random numbers: see README.md.
    expected = 0.5 - (0.5 - start(agents)) * 0.98 ** figures["steps"]
    if abs(figures["mean"] - expected) > 0.01:
        sys.exit(f"{command}: the mean is {figures['mean']}, where {expected:.4f} was expected")
    return figures


def start(agents):
    return sum((n % 64) / 128 for n in range(agents)) / agents


def digits(x):
    """Three significant digits."""
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def table(rows, sizes):
    ours = rows[OURS][sizes[-1]]["ns"]
    head = [f"{n:,} agents" for n in sizes] + ["against ours", "bytes an agent"]
    lines = ["| program | version | threads | " + " | ".join(head) + " |", "|" + "---|" * (len(head) + 3)]
    found = versions()
    for name, package, _, threads in PEERS:
        times = [rows[name][n]["ns"] for n in sizes]
        last = rows[name][sizes[-1]]
        cells = [digits(t) for t in times] + [digits(last["ns"] / ours), digits(last["bytes"])]
        lines.append(f"| {name} | {found[package]} | {threads} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def verdict(rows, sizes):
    """The programs faster than ours, with the sizes, said plainly."""
    faster = [
        f"{name} is faster than ours on {threads} threads at {n:,} agents ({digits(rows[name][n]['ns'])} ns)."
        for name, _, _, threads in PEERS[:-2]
        for n in sizes
        if rows[name][n]["ns"] < rows[OURS if threads == 2 else "Glasshouse, 1 thread"][n]["ns"]
    ]
    return "\n".join(faster) or "No peer was faster than ours at any of these sizes."


def machine():
    model = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    load = os.getloadavg()[0]
    return f"{model[0]}, {len(model)} cores, Python {sys.version.split()[0]}, load {load:.1f} before the first run"


PAGE = """# The same job in six programs

Written by `run.py`; README.md beside it says what the job is. Nanoseconds per agent-update (median step), each program
in turn on one machine. Ratio and bytes are those at {largest:,} agents.

{machine}.

{table}

{verdict}
"""


def main():
    if sys.version_info < (3, 12):
        sys.exit("Python 3.12 is needed; this is " + sys.version.split()[0])
    sizes = [int(n) for n in sys.argv[1:]] or AGENTS
    install()
    about = machine()
    rows = {name: {} for name, *_ in PEERS}
    for agents in sizes:
        for name, _, command, threads in PEERS:
            rows[name][agents] = measure(command, threads, agents)
            print(f"{agents:>9,}  {name:<22} {digits(rows[name][agents]['ns']):>8} ns", flush=True)
    page = PAGE.format(machine=about, largest=sizes[-1], table=table(rows, sizes), verdict=verdict(rows, sizes))
    print(page)
    if sizes == AGENTS:
        (HERE / "RESULTS.md").write_text(page)


main()
