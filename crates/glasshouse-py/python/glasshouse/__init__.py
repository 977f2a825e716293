"""A laboratory of invented societies: build a trust system into one, and see what happens.

The people in it are invented: drawn from published aggregates, with numbers instead of names. It explains mechanisms;
it predicts no country and must not be used to score, rank or sanction anybody. There is no way to load a record about
a real person, and nothing here searches for settings that make people comply.

A first look::

    import glasshouse as gh

    c = gh.compare("no-system", "social-credit", people=20_000)
    c                                   # in a notebook: the report's charts
    c.difference("trust", window="after")
    c.series.to_pandas()                # or .to_polars(), .to_arrow()
    c.save("results")                   # the same files as the command line, byte for byte

The same scenario and seed give bit-identical results on any number of threads.
"""

from . import abc as abc, ema as ema, salib as salib
from ._core import VERSION as __version__
from .comparison import Comparison, Interrupted, Interval, compare, run
from .lives import Life, life
from .mistakes import Finding, FindingWarning, Mistakes, Place
from .published import Reproduction, reproduce
from .regime import Regime
from .scenario import Scenario
from .settings import Range, Reading, evaluate, ranges
from .shelf import experiments, measures, regimes, societies
from .society import Society
from .sweeping import Sweep, sweep
from .table import Table
from .trying import Trial, claims

__all__ = [
    "Comparison",
    "Finding",
    "FindingWarning",
    "Interrupted",
    "Interval",
    "Life",
    "Mistakes",
    "Place",
    "Range",
    "Reading",
    "Regime",
    "Reproduction",
    "Scenario",
    "Society",
    "Sweep",
    "Table",
    "Trial",
    "__version__",
    "claims",
    "compare",
    "evaluate",
    "experiments",
    "life",
    "measures",
    "ranges",
    "regimes",
    "reproduce",
    "run",
    "societies",
    "sweep",
]
