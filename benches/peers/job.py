"""The job that every Python program here does, and its stopwatch. README.md describes it in words."""

import json
import sys
from time import perf_counter

import numpy as np

WEIGHTS = (3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0)


def start(agents):
    """Initial opinion of every agent."""
    return (np.arange(agents) % 64) / 128.0


def far(word, agents):
    """A far tie of every agent: how many agents further along."""
    h = np.uint32(word) ^ np.arange(agents, dtype=np.uint32) * np.uint32(0x9E3779B9)
    h = (h ^ h >> np.uint32(16)) * np.uint32(0x85EBCA6B)
    h = (h ^ h >> np.uint32(13)) * np.uint32(0xC2B2AE35)
    h = h ^ h >> np.uint32(16)
    return 4 + (h.astype(np.uint64) * np.uint64(agents - 7) >> np.uint64(32)).astype(np.int64)


def ties(agents):
    """The ties of every agent: eight columns of agent numbers."""
    steps = [1, -1, 2, -2, 3, -3, far(1, agents), far(2, agents)]
    return [(np.arange(agents) + step) % agents for step in steps]


def memory(line):
    """Bytes of memory: a line of /proc/self/status."""
    with open("/proc/self/status") as status:
        return next(int(row.split()[1]) * 1024 for row in status if row.startswith(line))


def run(build, step):
    """Builds a model with the command's number of agents, steps it, and prints the measurements as JSON.

    `build` takes the number of agents and returns the model; `step` makes a step and returns the mean opinion after it.
    One step is not counted; then steps until two seconds are over, at least 3 and at most 200.
    """
    agents = int(sys.argv[1])
    start(16), ties(16)
    before = memory("VmRSS")
    model = build(agents)
    mean = step(model)
    times = []
    while len(times) < 3 or (len(times) < 200 and sum(times) < 2.0):
        began = perf_counter()
        mean = step(model)
        times.append(perf_counter() - began)
    middle = sorted(times)[len(times) // 2]
    figures = {
        "agents": agents,
        "steps": len(times) + 1,
        "mean": round(float(mean), 5),
        "ns": middle * 1e9 / agents,
        "bytes": (memory("VmHWM") - before) / agents,
    }
    print(json.dumps(figures))
