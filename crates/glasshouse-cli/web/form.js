// The form beside a file. What can be changed without typing? Each number, switch and word of the file, under its section.

import { inside, known as words, ready } from "./complete.js";
import { h, fill } from "./dom.js";
import { T } from "./texts.js";

const LINE = /^(\s*)([\w-]+)(\s*=\s*)(-?\d[\d_.]*|true|false|"[\w-]+")(\s*(?:#.*)?)$/;
/** Keys that only document a line; they are no controls. */
const LEFT_OUT = ["basis", "provenance"];
/** Keys that name a section by its subject. */
const NAMES = ["channel", "act", "effect", "tier", "name"];

/** The lines of a text that hold a single value, section by section. */
export function values(kind, text) {
  const sections = [];
  text.split("\n").forEach((line, at) => {
    const header = line.match(/^\s*\[\[?([\w.]+)\]\]?/);
    if (header) sections.push({ path: header[1].split("."), title: header[1], lines: [] });
    const section = sections.at(-1);
    const found = section && line.match(LINE);
    const of = found && !LEFT_OUT.includes(found[2]) && inside(kind, section.path)?.properties?.[found[2]];
    if (!of) return;
    const value = found[4].replaceAll('"', "");
    if (NAMES.includes(found[2])) section.title += ` · ${value}`;
    else section.lines.push({ at, key: found[2], value, of });
  });
  return sections.filter((section) => section.lines.length > 0);
}

/** Returns the text with a new value in one line; the rest of the line stays. */
export function changed(text, at, value) {
  const lines = text.split("\n");
  lines[at] = lines[at].replace(LINE, (_, space, key, is, old, rest) => `${space}${key}${is}${old.startsWith('"') ? `"${value}"` : value}${rest}`);
  return lines.join("\n");
}

/** The form beside the file; each change goes into the text immediately. */
export function form(area, kind) {
  const body = h("div", { class: "form" });
  const set = (at, value) => {
    area.value = changed(area.value, at, value);
    area.dispatchEvent(new Event("input"));
  };
  const control = ({ at, value, of }) => {
    if (words(of)) return h("select", { onchange: (event) => set(at, event.target.value) }, [...new Set([...words(of), value])].map((word) => h("option", { value: word, selected: word === value }, word)));
    if (of.type === "boolean") return h("input", { type: "checkbox", checked: value === "true", onchange: (event) => set(at, event.target.checked) });
    return h("input", {
      type: "number", step: of.type === "integer" ? 1 : "any", min: of.minimum, max: of.maximum, value: value.replaceAll("_", ""),
      onchange: (event) => { if (event.target.value !== "") set(at, event.target.value); },
    });
  };
  const one = (line) => h("label", {}, h("span", {}, h("code", {}, line.key), " ", h("span", { class: "small" }, line.of.description || "")), control(line));
  const show = () => {
    const known = values(kind, area.value).map((s) => ({ ...s, lines: s.lines.filter((l) => words(l.of) || ["boolean", "integer", "number"].includes(l.of.type)) }));
    fill(body, known.filter((s) => s.lines.length > 0).map((s) => h("fieldset", {}, h("legend", {}, s.title), s.lines.map(one))));
  };
  return h("details", { ontoggle: (event) => { if (event.target.open) ready(kind).then(show); } }, h("summary", {}, T.editor.form), body);
}
