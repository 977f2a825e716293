// The glossary. What does each measure mean: its unit, definition, direction, and the state's view of it?

import { h, fill } from "./dom.js";
import { measure, state } from "./state.js";
import { T } from "./texts.js";

/** Capitalises a sentence, and replaces the keys of measures by their names. */
export function capital(text) {
  const named = text.replace(/`([\w ]+)`/g, (_, key) => `“${measure(key)?.name ?? key}”`);
  return named.charAt(0).toUpperCase() + named.slice(1);
}

/** The glossary page; `key` is the measure to scroll to. */
export function words(root, key) {
  const { shelf } = state;
  const one = (m) => h("div", { class: m.key === key ? "entry found" : "entry", id: `m-${m.key}` },
    h("dt", {}, m.name, " ", h("code", {}, m.key)),
    h("dd", {},
      h("p", {}, capital(m.definition), "."),
      h("p", { class: "small" }, `${T.words.unit}: ${m.unit}. ${capital(m.direction)}.`),
      m.seen ? h("p", { class: "small" }, T.chart.through(m.seen)) : null));
  fill(root,
    h("h1", {}, T.words.title),
    h("p", {}, T.words.lead),
    h("h2", {}, T.words.plain),
    h("dl", {}, shelf.words.map(({ word, meaning }) => [h("dt", {}, word), h("dd", {}, capital(meaning), ".")])),
    shelf.groups.map((title, g) => [
      h("h2", {}, title),
      h("dl", {}, shelf.measures.filter((m) => m.group === g).map(one)),
    ]));
  if (key) root.querySelector(`#m-${CSS.escape(key)}`)?.scrollIntoView({ block: "center" });
}
