// Elements of the page. How is a piece of the page made? Texts are inserted as text, never as markup.

/** Creates an element: h("p", { class: "small" }, "words", child). Keys that begin with "on" add listeners. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (["value", "checked", "disabled", "selected", "open", "hidden"].includes(key)) node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  put(node, ...children);
  return node;
}

/** Adds children: elements, texts, lists of them, or nothing. */
export function put(node, ...children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** Replaces the children of an element. */
export function fill(node, ...children) {
  node.replaceChildren();
  return put(node, ...children);
}

/** A table that scrolls on its own where the page is narrow. The first cell of each row is its heading. */
export function table(caption, head, rows) {
  const cell = (value, i) => (i === 0 ? h("th", { scope: "row" }, value) : h("td", {}, value));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, head.map((value) => h("th", { scope: "col" }, value)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell))))));
}

/** A labelled control. */
export function field(label, control, hint) {
  const id = control.id || `f-${++count}`;
  control.id = id;
  const note = hint ? h("span", { class: "hint", id: `${id}-hint` }, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return h("div", { class: "field" }, h("label", { for: id }, label), control, note);
}
let count = 0;

/** A sample of a regime's or a group's line, which shows its colour and dash. */
export function swatch(r, look = "r") {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 34 12");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(ns, "line");
  for (const [key, value] of Object.entries({ x1: 0, y1: 6, x2: 34, y2: 6, class: `line ${look}${r}` })) line.setAttribute(key, value);
  svg.append(line);
  return svg;
}

/** Puts the focus on a heading, so that a screen reader announces the place. */
export function focusOn(node) {
  node.setAttribute("tabindex", "-1");
  node.focus({ preventScroll: true });
}
