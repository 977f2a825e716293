"""Calibration by approximate Bayesian computation with pyABC. Which people would produce these published figures?

Six numbers of behaviour are inferred from three published figures about China, under the law alone; a fourth is held out.
Every simulated society has its own people and random numbers. The posterior need not meet the figures: each is printed as
met or missed, including the held-out one.

    pip install glasshouse pyabc
    python calibration.py                                                     # a minute
    python calibration.py --particles 1000 --populations 4 --people 10_000     # hours

The command line does the same for all 134 numbers and twenty-one figures, by rejection: `glasshouse fit`.
"""

import argparse
import logging
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyabc

import glasshouse as gh

UNKNOWN = [
    "learning.trust_news",  # how fast trust follows the news, and how far the news prefers the bad
    "learning.news_bias",
    "law.felt",  # how watched people feel, and how far that distorts their answers in a survey
    "speech.survey",
    "decision.own_norm",  # the motive to help, and the cost
    "distress.help_cost",
]
MEETS = 0.85  # share of people who meet somebody in distress in a month (distress.rate): converts people who help into cases helped


class Published(NamedTuple):
    low: float
    best: float
    high: float
    what: str


FIGURES = {
    "trust": Published(24, 27, 30, "Trust in strangers, %: CASS Blue Book 2012-13"),
    "help": Published(20 / MEETS, 24 / MEETS, 35 / MEETS, "Help per distress, %: 24 % of people help a stranger in a month, CAF 2016"),
    "approval_gap": Published(24.5, 25.5, 26.5, "Support over-reported, points: Robinson & Tannenberg 2019"),
}
ASIDE = {"approval.seen": Published(90, 93, 95, "Approval stated to a stranger, %: Carter, Carter & Schick 2024; Ash 2020")}


class Calibration(NamedTuple):
    """The drawn people and their results: the unknowns and all figures."""

    prior: pd.DataFrame
    posterior: pd.DataFrame
    simulations: int
    effective: float


class TooFewParticles(RuntimeError):
    """The weights say that the posterior rests on too few particles for any interval."""


def effective_size(weights: np.ndarray) -> float:
    """Effective sample size (Kish 1965): as many equal weights would be as uncertain."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def enough(weights: np.ndarray, least: float) -> float:
    """The effective sample size; an error if it is below the least, or if one particle has a fifth of all weight."""
    effective, largest = effective_size(weights), float(weights.max() / weights.sum())
    if effective < least or largest > 0.2:
        raise TooFewParticles(
            f"the posterior rests on {effective:.1f} of {len(weights)} particles, and one has {largest:.0%} of the weight: "
            f"at least {least:.0f} and at most 20 % are needed. Take more particles, or fewer populations."
        )
    return effective


def calibrate(particles: int, populations: int, people: int) -> Calibration:
    scenario = gh.Scenario("no-system", people=people, years=1, replicates=1)
    prior = gh.abc.prior(scenario, UNKNOWN)
    np.random.seed(1)
    abc = pyabc.ABCSMC(
        gh.abc.model(scenario, list(FIGURES)),
        prior,
        distance_function=pyabc.AdaptivePNormDistance(p=2),
        population_size=particles,
        sampler=pyabc.SingleCoreSampler(),  # pyABC's default uses all cores, and its results vary slightly
    )
    abc.new("sqlite://", {name: published.best for name, published in FIGURES.items()})
    history = abc.run(max_nr_populations=populations)

    particle, weight = history.get_distribution()
    effective = enough(np.asarray(weight), particles / 3)
    drawn = particle.sample(2 * particles, replace=True, weights=weight, random_state=1)
    before = pd.DataFrame([prior.rvs() for _ in range(2 * particles)])
    return Calibration(lived(scenario, before), lived(scenario, drawn), history.total_nr_simulations, effective)


def lived(scenario: gh.Scenario, people: pd.DataFrame) -> pd.DataFrame:
    """The results of such people, with a seed that the inference has not used."""
    figures = [*FIGURES, *ASIDE]
    came = gh.evaluate(scenario.with_(seed=2), UNKNOWN, people[UNKNOWN], figures)
    return people[UNKNOWN].reset_index(drop=True).join(pd.DataFrame(came, columns=figures))


def distances(people: pd.DataFrame, prior: pd.DataFrame) -> float:
    """Mean distance of the fitted figures from the published ones, in standard deviations under the prior."""
    return float(np.mean([(people[name] - figure.best).abs().mean() / prior[name].std() for name, figure in FIGURES.items()]))


def narrowing(found: Calibration) -> pd.Series:
    """Width of the middle 90 % of the posterior, as a share of that of the prior."""
    width = [of[UNKNOWN].quantile(0.95) - of[UNKNOWN].quantile(0.05) for of in (found.posterior, found.prior)]
    return width[0] / width[1]


def tell(found: Calibration) -> None:
    print(f"\n{found.simulations} simulations, an effective sample of {found.effective:.0f}. Median (5 to 95 %) of plausible people and of those that agree:\n")
    left = narrowing(found)
    for name in UNKNOWN:
        print(f"  {name:22} {spread(found.prior[name]):26} {spread(found.posterior[name]):26} {left[name]:.0%} of the width")
    for heading, figures in (("Fitted:", FIGURES), ("Held out:", ASIDE)):
        print(f"\n{heading}")
        for name, of in figures.items():
            here = found.posterior[name]
            met = "met" if of.low <= here.median() <= of.high else "MISSED"
            share = here.between(of.low, of.high).mean()
            print(f"  {of.what}")
            print(f"    published {of.low:.3g} to {of.high:.3g}; plausible people {spread(found.prior[name])};")
            print(f"    those that agree {spread(here)}: {met} by the median, by {share:.0%} of them")
    before, after = (distances(of, found.prior) for of in (found.prior, found.posterior))
    print(f"\nMean distance to the fitted figures: {before:.2f} standard deviations before, {after:.2f} after.")
    print("Other people may agree as well: only six of 134 numbers were varied, and the rest kept their defaults.")


def spread(values: pd.Series) -> str:
    low, middle, high = values.quantile([0.05, 0.5, 0.95])
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--particles", type=int, default=60)
    parser.add_argument("--populations", type=int, default=2)
    parser.add_argument("--people", type=int, default=1_000)
    logging.getLogger("ABC").setLevel(logging.INFO)
    tell(calibrate(**vars(parser.parse_args())))
