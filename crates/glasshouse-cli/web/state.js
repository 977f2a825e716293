// The state of the page. What was chosen, and what is known of the run so far? The pages listen for changes.

export const state = {
  /** Societies, regimes and measures of this version. */
  shelf: null,
  /** The run to start: a society as a text with its name, and regimes of one or several such texts, each of which may
   * leave out a section. */
  society: null,
  regimes: [],
  size: { people: 20000, years: 10, replicates: 4, seed: 1, pace: 0 },
  /** The groups by which the run is broken down; empty: none. */
  by: "",
  /** The shown run: id, regimes, rows, summary, windows. */
  run: null,
  /** True: the state's view. */
  seen: false,
};

const listeners = new Map();

/** Calls back when something of this name changes. Returns a function that ends it. */
export function on(name, call) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(call);
  return () => listeners.get(name).delete(call);
}

/** Announces that something has changed. */
export function changed(name) {
  for (const call of [...(listeners.get(name) || [])]) call();
}

/** A shipped text: a regime or a society. */
export function shipped(name, shelf = state.shelf.regimes) {
  const found = shelf.find((s) => s.name === name);
  return { name: found.name, text: found.text };
}

/** Whether a text is a shipped one, whatever its name. */
export const ships = (sheet, shelf = state.shelf.regimes) => shelf.some((s) => s.text === sheet.text);

/** A regime's name, as on the command line. */
export const nameOf = (regime) => regime.parts.map((p) => (p.without ? `${p.name} without ${p.without}` : p.name)).join(" + ");

export function measure(key) {
  return state.shelf.measures.find((m) => m.key === key);
}

/** The position of a measure in a row of figures; -1 if it has no such view. */
export function place(key, seen) {
  return state.shelf.views.findIndex(([k, s]) => k === key && s === seen);
}

/** Figures by window at the end of the run: { level, difference, course } or null; `course` is the difference in the
 * first year, in the last, and its slope at the end, where it still moves. */
export function inWindow(window, r, key, seen = false) {
  const found = state.run?.windows?.find((w) => w.window === window);
  const values = found?.values[r]?.[place(key, seen)];
  return values ? { level: values[0], difference: values[1], course: values[2] } : null;
}
