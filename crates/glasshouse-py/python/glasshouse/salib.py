"""A scenario as a problem and a model of SALib, for sensitivity analysis. What does a result depend on?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .design import Read, Varied, labels, varied
from .scenario import Scenario
from .settings import evaluate
from .table import _needed

if TYPE_CHECKING:
    import numpy


def problem(scenario: Scenario, names: Varied, measures: Read) -> Any:
    """Describe a scenario as a SALib problem.

    It is analysed like any other::

        problem = gh.salib.problem(scenario, names, measures)
        model = gh.salib.model(scenario, names, measures)
        problem.sample_sobol(64, seed=1).evaluate(model).analyze_sobol(seed=1)

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    names : iterable of str, or mapping to tuple
        Numbers to vary, named as in `ranges`. A mapping also gives their ranges; None means the range from `ranges`. A
        positive range that spans a factor of ten or more has a logarithmic scale, as in a sweep.
    measures : str or Reading, or several of them
        The figures to read off: the outputs.

    Returns
    -------
    SALib.ProblemSpec
        ``names``, ``bounds``, ``dists`` and ``outputs``.
    """
    numbers = varied(scenario, names)
    return _needed("SALib").ProblemSpec({
        "names": [number.name for number in numbers],
        "bounds": [[number.low, number.high] for number in numbers],
        "dists": ["logunif" if number.is_log else "unif" for number in numbers],
        "outputs": labels(measures),
    })


def model(scenario: Scenario, names: Varied, measures: Read) -> Model:
    """Make the model for `problem`. Its ``evaluate`` calls it with all samples at once, on all cores.

    Parameters
    ----------
    scenario, names, measures
        As for `problem`.

    Returns
    -------
    callable
        Maps samples to results: one row per sample, one column per measure; for a single measure a plain vector, as
        SALib expects. If a measure is undefined for some sample (nobody is listed, so nobody is wrongly listed), it
        raises a `ValueError`, since SALib would return nonsense for the gap.
    """
    return Model(scenario, names, measures)


class Model:
    """The result of `model`. It pickles."""

    __module__ = "glasshouse.salib"

    def __init__(self, scenario: Scenario, names: Varied, measures: Read) -> None:
        self.scenario = scenario
        self.names = list(names)
        self.measures = measures

    def __call__(self, samples: numpy.ndarray) -> numpy.ndarray:
        """Return the results of samples."""
        results = evaluate(self.scenario, self.names, samples, self.measures)
        undefined = (results != results).sum(axis=0)
        for label, rows in zip(labels(self.measures), undefined.tolist(), strict=True):
            if rows:
                raise ValueError(f"{label!r} is not defined for {rows:,} of {len(results):,} samples: take another measure")
        return results[:, 0] if results.shape[1] == 1 else results


problem.__module__ = model.__module__ = "glasshouse.salib"
