// What was chosen, and what is known of the run so far? One place; who shows it listens.

export const state = {
  /** Societies, regimes and measures of this version. */
  shelf: null,
  /** What is to be run: a society as a text with its name, and regimes of one or several such texts, of which each may
   * leave out a section. */
  society: null,
  regimes: [],
  size: { people: 20000, years: 10, replicates: 4, seed: 1, pace: 0 },
  /** By which groups it is told besides; empty: by none. */
  by: "",
  /** The run that is shown: id, regimes, rows, summary, windows. */
  run: null,
  /** True: what the state sees. */
  seen: false,
};

const listeners = new Map();

/** Calls back when something of this name changes. Gives a function that ends it. */
export function on(name, call) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(call);
  return () => listeners.get(name).delete(call);
}

/** Says that something has changed. */
export function changed(name) {
  for (const call of [...(listeners.get(name) || [])]) call();
}

/** A text of the shelf, as it ships: a regime, or a society. */
export function shipped(name, shelf = state.shelf.regimes) {
  const found = shelf.find((s) => s.name === name);
  return { name: found.name, text: found.text };
}

/** Whether a text is one that ships, whatever it is called. */
export const ships = (sheet, shelf = state.shelf.regimes) => shelf.some((s) => s.text === sheet.text);

/** A regime's name, as the command line says it. */
export const nameOf = (regime) => regime.parts.map((p) => (p.without ? `${p.name} without ${p.without}` : p.name)).join(" + ");

export function measure(key) {
  return state.shelf.measures.find((m) => m.key === key);
}

/** Where a measure stands in a row of figures; -1 if it has no such view. */
export function place(key, seen) {
  return state.shelf.views.findIndex(([k, s]) => k === key && s === seen);
}

/** Figures by window at the end of the run: { level, difference } or null. */
export function inWindow(window, r, key, seen = false) {
  const found = state.run?.windows?.find((w) => w.window === window);
  const values = found?.values[r]?.[place(key, seen)];
  return values ? { level: values[0], difference: values[1] } : null;
}
