"""What does a result hang on? A scenario as a problem and a model of SALib, for analyses of sensitivity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .design import Read, Varied, labels, varied
from .scenario import Scenario
from .settings import evaluate
from .table import _needed

if TYPE_CHECKING:
    import numpy


def problem(scenario: Scenario, names: Varied, measures: Read) -> Any:
    """Write a scenario down as a problem of SALib.

    It is analysed as any other::

        problem = gh.salib.problem(scenario, names, measures)
        model = gh.salib.model(scenario, names, measures)
        problem.sample_sobol(64, seed=1).evaluate(model).analyze_sobol(seed=1)

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    names : iterable of str, or mapping to tuple
        What is varied, named as in `ranges`; as a mapping it says in which range, none for that of `ranges`. A range above
        zero that spans a factor of ten or more is cut logarithmically, as in a sweep.
    measures : str or Reading, or several of them
        What is read off: the outputs.

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
    """Make the model that goes with `problem`: what its ``evaluate`` calls, with all samples at once, on all cores.

    Parameters
    ----------
    scenario, names, measures
        As for `problem`.

    Returns
    -------
    callable
        From samples to results: rows as in the samples, a column for each measure; of a single one a plain vector, as SALib
        wants it. Where a measure is not defined for some sample (nobody is listed, so nobody is wrongly listed), it raises
        a `ValueError`, since SALib would make nonsense of the gap.
    """
    return Model(scenario, names, measures)


class Model:
    """What `model` makes. It pickles."""

    __module__ = "glasshouse.salib"

    def __init__(self, scenario: Scenario, names: Varied, measures: Read) -> None:
        self.scenario = scenario
        self.names = list(names)
        self.measures = measures

    def __call__(self, samples: numpy.ndarray) -> numpy.ndarray:
        """Give the results of samples."""
        results = evaluate(self.scenario, self.names, samples, self.measures)
        undefined = (results != results).sum(axis=0)
        for label, rows in zip(labels(self.measures), undefined.tolist(), strict=True):
            if rows:
                raise ValueError(f"{label!r} is not defined for {rows:,} of {len(results):,} samples: take another measure")
        return results[:, 0] if results.shape[1] == 1 else results


problem.__module__ = model.__module__ = "glasshouse.salib"
