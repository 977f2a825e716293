"""Which settings agree with published figures? A scenario as a model and a prior of pyABC, for inference."""

from __future__ import annotations

from typing import Any

from .design import Read, Setting, Varied, varied
from .scenario import Scenario
from .table import _needed


def prior(scenario: Scenario, names: Varied) -> Any:
    """Make a prior of pyABC out of what is held plausible.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    names : iterable of str, or mapping to tuple
        What is inferred, named as in `ranges`; as a mapping it says in which range, none for that of `ranges`. Even, each
        on its own; a range above zero that spans a factor of ten or more is cut logarithmically, as in a trial of claims.

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
    """Make a model of pyABC.

    Each simulation has people and luck of its own, drawn by numpy's global generator as pyABC's own draws are. So what luck
    does is part of what is compared; and ``numpy.random.seed`` fixes all of it where a single process samples.

    Parameters
    ----------
    scenario : Scenario
        What is asked; its seed has no part in it.
    measures : str or Reading, or several of them
        The summary statistics: ``"trust"`` is called so, a `Reading` by its ``label``.

    Returns
    -------
    pyabc.FunctionModel
        The model.
    """
    return _needed("pyabc").FunctionModel(Setting(scenario, measures, fresh=True), name="glasshouse")


for _public in (prior, model):
    _public.__module__ = "glasshouse.abc"
