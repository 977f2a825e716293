"""The benchmark job in Mesa: agents are objects that hold references to their ties; all look, then all act."""

import mesa

import job


class Person(mesa.Agent):
    def __init__(self, model, opinion):
        super().__init__(model)
        self.opinion = opinion
        self.score = 0.5
        self.ties = ()
        self.heard = 0.0

    def look(self):
        a, b, c, d, e, f, g, h = self.ties
        self.heard = (
            3.0 * (a.opinion + b.opinion)
            + 2.0 * (c.opinion + d.opinion)
            + e.opinion
            + f.opinion
            + 2.0 * (g.opinion + h.opinion)
        ) / 16.0

    def act(self):
        heard = self.heard
        if self.random.random() < 0.1 + 0.8 * heard:
            self.opinion = 0.7 * self.opinion + 0.2 * heard + 0.1
            self.score = 0.9 * self.score + 0.1
        else:
            self.opinion = 0.7 * self.opinion + 0.2 * heard
            self.score = 0.9 * self.score


class Society(mesa.Model):
    def __init__(self, agents):
        super().__init__(rng=1)
        people = Person.create_agents(self, agents, job.start(agents).tolist())
        people = list(people)
        for person, ties in zip(people, zip(*(column.tolist() for column in job.ties(agents)))):
            person.ties = tuple(people[tie] for tie in ties)
        self.record = mesa.DataCollector(model_reporters={"mean": lambda m: m.agents.agg("opinion", sum) / agents})

    def step(self):
        self.agents.do("look")
        self.agents.do("act")
        self.record.collect(self)


def step(model):
    model.step()
    return model.record.model_vars["mean"][-1]


job.run(Society, step)
