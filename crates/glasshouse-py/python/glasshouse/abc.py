"""A scenario as a model and a prior of pyABC, for inference. Which settings agree with published figures?"""

from __future__ import annotations

from typing import Any

from .design import Read, Setting, Varied, varied
from .scenario import Scenario
from .table import _needed


def prior(scenario: Scenario, names: Varied) -> Any:
    """Make a pyABC prior from plausible ranges.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    names : iterable of str, or mapping to tuple
        Numbers to infer, named as in `ranges`. A mapping also gives their ranges; None means the range from `ranges`.
        Each number is uniform and independent; a positive range that spans a factor of ten or more is log-uniform, as
        in a trial of claims.

    Returns
    -------
    pyabc.Distribution
        The prior.
    """
    pyabc = _needed("pyabc")
    numbers = varied(scenario, names)
    return pyabc.Distribution(**{
        number.name: pyabc.RV("loguniform", number.low, number.high)
        if number.is_log
        else pyabc.RV("uniform", number.low, number.high - number.low)
        for number in numbers
    })


def model(scenario: Scenario, measures: Read) -> Any:
    """Make a pyABC model.

    Each simulation has its own people and random numbers. Its seed comes from numpy's global generator, like pyABC's
    own draws. So chance is part of the comparison, and ``numpy.random.seed`` fixes everything if a single process
    samples.

    Parameters
    ----------
    scenario : Scenario
        The scenario; its seed is ignored.
    measures : str or Reading, or several of them
        The summary statistics: ``"trust"`` keeps that name, a `Reading` is named by its ``label``.

    Returns
    -------
    pyabc.FunctionModel
        The model.
    """
    return _needed("pyabc").FunctionModel(Setting(scenario, measures, fresh=True), name="glasshouse")


for _public in (prior, model):
    _public.__module__ = "glasshouse.abc"
