"""A scenario as a model of the EMA Workbench, for scenario discovery. In which societies does something happen?"""

from __future__ import annotations

import importlib
import re
from typing import Any

from .design import Read, Setting, Varied, labels, varied
from .scenario import Scenario
from .table import _needed


class _Function:
    """A scenario as the workbench calls it. All runs share people and luck, so settings cause all differences."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    def __call__(self, **setting: float) -> dict[str, float]:
        return self.setting(setting)


def model(scenario: Scenario, measures: Read, *, uncertainties: Varied, levers: Varied = (), name: str = "glasshouse") -> Any:
    """Make a model of the EMA Workbench.

    The workbench's evaluators run it; ``MultiprocessingEvaluator(model)`` uses all cores. The workbench needs names
    that are Python identifiers: ``decision.own_norm`` is ``decision_own_norm`` in its tables, and so on. Outcomes are
    for exploration, not for optimisation: the workbench's ``optimize`` refuses them, and nothing here searches for
    settings that make people comply.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    measures : str or Reading, or several of them
        The figures to read off: the outcomes.
    uncertainties, levers : iterable of str, or mapping to tuple
        Numbers to vary, named as in `ranges`. A mapping also gives their ranges; None means the range from `ranges`. A
        positive range that spans a factor of ten or more has a logarithmic scale, as in a sweep.
    name : str, optional
        Name of the model.

    Returns
    -------
    ema_workbench.Model
        The model.
    """
    ema = _needed("ema_workbench")
    made = ema.Model(name, function=_Function(Setting(scenario, measures, fresh=False)))
    made.uncertainties = [_parameter(number) for number in varied(scenario, uncertainties)]
    made.levers = [_parameter(number) for number in varied(scenario, levers)]
    made.outcomes = [ema.ScalarOutcome(word(label), variable_name=label) for label in labels(measures)]
    return made


def word(name: str) -> str:
    """Return the name of a number or a figure in the workbench's tables.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.ema.word("decision.own_norm"), gh.ema.word(gh.Reading("help", against="no-system").label)
    ('decision_own_norm', 'help_against_no_system_during')
    """
    return re.sub(r"\W+", "_", name).strip("_")


def _parameter(number: Any) -> Any:
    parameter = _needed("ema_workbench").RealParameter
    if not number.is_log:
        return parameter(word(number.name), number.low, number.high, variable_name=number.name)
    # The workbench brings scipy.
    cut = importlib.import_module("scipy.stats").loguniform(number.low, number.high)
    return parameter.from_dist(word(number.name), cut, variable_name=number.name)


for _public in (model, word):
    _public.__module__ = "glasshouse.ema"
