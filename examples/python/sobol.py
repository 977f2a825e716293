"""A Sobol analysis with SALib. Which numbers decide how far social credit makes people keep the rules?

Six numbers are varied at once, three of people and three of the system or the law. The variance of the result is
decomposed (Sobol 1993): the share of a number alone (first order), and its share alone or with others (total).
One of them is a check: nobody informs under this regime, so the value of spite to informers cannot matter.

    pip install glasshouse SALib
    python sobol.py                                      # half a minute on two cores
    python sobol.py --points 512 --people 10_000         # narrower intervals, less noise; hours

The command line can do the same analysis from a file: `glasshouse sweep deciders`.
"""

import argparse

import glasshouse as gh

REGIMES = ["no-system", gh.Regime("social-credit").with_(starts=0, name="social-credit")]
VARIED = {
    "decision.money": None,  # None: the plausible range (docs/priors.md)
    "decision.own_norm": None,
    "law.road_fine": None,
    "watch[cameras].urban": (0, 1),
    "rule[violate].points": (-50, 0),
    "informing.spite": None,  # the check
}
RESULT = gh.Reading("violations", against="no-system")


def analyse(points: int, people: int):
    scenario = gh.Scenario(REGIMES, people=people, years=2, replicates=1)
    problem = gh.salib.problem(scenario, VARIED, RESULT)
    model = gh.salib.model(scenario, VARIED, RESULT)
    problem.sample_sobol(points, calc_second_order=False, seed=1)
    problem.evaluate(model)
    problem.analyze_sobol(calc_second_order=False, seed=1)
    return problem


def tell(problem) -> None:
    results, indices = problem.results, problem.analysis
    print(f"{len(results)} runs: social-credit changes the share of occasions on which rules are broken")
    print(f"by {results.mean():.1f} points on average, from {results.min():.1f} to {results.max():.1f}.\n")
    print("Share of the variance, with 95 % interval      alone                    in all")
    for name, s1, s1_half, st, st_half in sorted(rows(problem), key=lambda row: -row[3]):
        alone, in_all = interval(s1, s1_half), interval(st, st_half)
        print(f"  {name:26} {alone:>24} {in_all:>24}")
    print(f"\nThe numbers' own shares sum to {indices['S1'].sum():.2f}; interactions account for the rest.")
    for name, s1, s1_half, st, st_half in rows(problem):
        if st + st_half < 0.01:
            print(f"{name}: the result does not depend on it.")
        elif st - st_half > s1 + s1_half:
            print(f"{name}: does more with others than alone.")
    print("These are shares of the variance over these ranges, in this model; they are not shares of the truth.")


def rows(problem):
    """Each number with its first-order and total index, and the half-widths of their intervals."""
    indices = problem.analysis
    return list(zip(problem["names"], *(indices[key].tolist() for key in ("S1", "S1_conf", "ST", "ST_conf"))))


def interval(value: float, half: float) -> str:
    return f"{value:.2f} ({value - half:.2f} to {value + half:.2f})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=64, help="pairs of points, a power of two; each takes 8 runs")
    parser.add_argument("--people", type=int, default=1_000)
    tell(analyse(**vars(parser.parse_args())))
