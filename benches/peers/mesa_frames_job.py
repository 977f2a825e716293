"""The benchmark job in mesa-frames: a frame of agents, ties as columns of row numbers, one expression a column."""

import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

import job


class People(AgentSetPolars):
    def __init__(self, model, agents):
        super().__init__(model)
        columns = {"unique_id": pl.Series(range(agents), dtype=pl.Int64)}
        columns["opinion"] = pl.Series(job.start(agents), dtype=pl.Float32)
        columns["score"] = pl.repeat(0.5, agents, dtype=pl.Float32, eager=True)
        for k, ties in enumerate(job.ties(agents)):
            columns[f"tie{k}"] = pl.Series(ties, dtype=pl.UInt32)
        self += pl.DataFrame(columns)
        said = [pl.lit(w, pl.Float32) * pl.col("opinion").gather(f"tie{k}") for k, w in enumerate(job.WEIGHTS)]
        self.heard = sum(said[1:], said[0]) / 16.0

    def step(self):
        luck = pl.Series(self.model.random.random(len(self), dtype="float32"))
        acts = (luck < 0.1 + 0.8 * pl.col("heard")).cast(pl.Float32)
        self.agents = (
            self.agents.lazy()
            .with_columns(heard=self.heard)
            .with_columns(acts=acts)
            .with_columns(
                opinion=0.7 * pl.col("opinion") + 0.2 * pl.col("heard") + 0.1 * pl.col("acts"),
                score=0.9 * pl.col("score") + 0.1 * pl.col("acts"),
            )
            .drop("heard", "acts")
            .collect()
        )


class Society(ModelDF):
    def __init__(self, agents):
        super().__init__(seed=1)
        self.people = People(self, agents)
        self.agents += self.people
        self.means = []

    def step(self):
        self.agents.step()
        people = self.get_agents_of_type(People)
        self.means.append(people.agents["opinion"].mean())


def step(model):
    model.step()
    return model.means[-1]


job.run(Society, step)
