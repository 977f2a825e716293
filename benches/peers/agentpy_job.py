"""The benchmark job in AgentPy: agents are objects that hold references to their ties; all look, then all act."""

import agentpy as ap

import job


class Person(ap.Agent):
    def setup(self):
        self.score = 0.5
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
        if self.model.random.random() < 0.1 + 0.8 * heard:
            self.opinion = 0.7 * self.opinion + 0.2 * heard + 0.1
            self.score = 0.9 * self.score + 0.1
        else:
            self.opinion = 0.7 * self.opinion + 0.2 * heard
            self.score = 0.9 * self.score


class Society(ap.Model):
    def setup(self):
        agents = self.p.agents
        self.people = ap.AgentList(self, agents, Person)
        self.people.opinion = ap.AttrIter(job.start(agents).tolist())
        for person, ties in zip(self.people, zip(*(column.tolist() for column in job.ties(agents)))):
            person.ties = tuple(self.people[tie] for tie in ties)

    def step(self):
        self.people.look()
        self.people.act()

    def update(self):
        self.record("mean", sum(self.people.opinion) / self.p.agents)


def build(agents):
    model = Society({"agents": agents, "seed": 1})
    model.sim_setup()
    return model


def step(model):
    model.sim_step()
    return model.log["mean"][-1]


job.run(build, step)
