// Completion in the editor. What is allowed here? Keys, words and sections of a file, from the schema of its kind.

import { h, fill } from "./dom.js";
import { get } from "./server.js";
import { T } from "./texts.js";

const schemas = {};
const MOST = 12;

/** Loads the schema of a kind of file: a regime or a society. */
export async function ready(kind) {
  schemas[kind] ??= await get(`api/schema?of=${kind}`);
}

/** Returns the schema of a table, such as `score` or `rollout.override`, or of the whole file if the path is empty. */
export function inside(kind, path) {
  let node = schemas[kind];
  for (const key of path) {
    node = node?.properties?.[key];
    if (node?.type === "array") node = node.items;
  }
  return node;
}

/** The words that a value can be; a file can add acts of its own to these. */
export const known = (of) => of?.enum || of?.anyOf?.[0]?.enum;

/** Returns what can be typed at a place in the text: the word so far and its completions. */
export function options(kind, text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(start, at);
  const header = line.match(/^\s*(\[\[?)([\w.-]*)$/);
  if (header) return { word: header[2], list: sections(kind, header[1], header[2]) };
  const above = [...text.slice(0, start).matchAll(/^\s*\[\[?([\w.]+)\]\]?/gm)].at(-1);
  const table = inside(kind, above ? above[1].split(".") : []);
  const value = line.match(/^\s*([\w-]+)\s*=\s*(?:\[[^\]]*)?"([\w-]*)$/);
  if (value) {
    const of = table?.properties?.[value[1]];
    const words = known(of) || known(of?.items) || [];
    return { word: value[2], list: words.map((w) => ({ insert: w, about: "" })) };
  }
  const flag = line.match(/^\s*([\w-]+)\s*=\s*([a-z]*)$/);
  if (flag && table?.properties?.[flag[1]]?.type === "boolean") return { word: flag[2], list: ["true", "false"].map((w) => ({ insert: w, about: "" })) };
  const key = line.match(/^\s*([\w-]*)$/);
  if (!key || !table?.properties) return { word: "", list: [] };
  const end = text.slice(at).search(/^\s*\[/m);
  const own = text.slice(above ? above.index : 0, end < 0 ? text.length : at + end);
  const here = new Set([...own.matchAll(/^\s*([\w-]+)\s*=/gm)].map((m) => m[1]));
  const plain = Object.entries(table.properties).filter(([name, of]) => !here.has(name) && (above || of.type !== "object"));
  return { word: key[1], list: plain.map(([name, of]) => ({ insert: `${name} = `, show: name, about: about(of) })) };
}

function sections(kind, bracket, word) {
  const dot = word.lastIndexOf(".");
  const within = inside(kind, dot < 0 ? [] : word.slice(0, dot).split("."));
  const of = Object.entries(within?.properties || {});
  const tables = of.filter(([, s]) => (bracket === "[[" ? s.type === "array" && s.items?.type === "object" : s.type === "object"));
  const close = bracket === "[[" ? "]]" : "]";
  return tables.map(([name, s]) => ({ insert: `${word.slice(0, dot + 1)}${name}${close}\n`, show: name, about: s.description || "" }));
}

function about(of) {
  const limits = of.minimum !== undefined ? ` (${of.minimum} … ${of.maximum})` : "";
  return (of.description || "") + limits;
}

/** Offers completions while the user types, and on Ctrl and space; up, down, Enter and Escape choose. */
export function complete(area, page, kind) {
  const box = h("ul", { class: "offers", role: "listbox", id: "offers", "aria-label": T.editor.offers, hidden: true });
  page.append(box);
  area.setAttribute("aria-controls", "offers");
  let offers = [];
  let chosen = -1;
  let word = "";
  ready(kind).catch(() => {});

  const close = () => {
    box.hidden = true;
    chosen = -1;
    area.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...box.children].forEach((node, i) => node.setAttribute("aria-selected", i === chosen));
    if (chosen >= 0) {
      area.setAttribute("aria-activedescendant", `offer-${chosen}`);
      box.children[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (i) => {
    const at = area.selectionStart;
    area.setRangeText(offers[i].insert, at - word.length, at, "end");
    close();
    area.dispatchEvent(new Event("input"));
    area.focus();
  };
  const open = (asked) => {
    if (!schemas[kind]) return;
    const found = options(kind, area.value, area.selectionStart);
    word = found.word;
    offers = found.list.filter((o) => (o.show || o.insert).startsWith(word.split(".").at(-1)) && o.insert !== word).slice(0, MOST);
    if (offers.length === 0 || (!asked && word.length === 0)) return close();
    fill(box, offers.map((o, i) => h("li", { role: "option", id: `offer-${i}`, onmousedown: (event) => { event.preventDefault(); take(i); } },
      h("code", {}, o.show || o.insert), " ", h("span", { class: "small" }, o.about))));
    chosen = asked ? 0 : -1;
    const line = area.value.slice(0, area.selectionStart).split("\n").length;
    const height = parseFloat(getComputedStyle(area).lineHeight);
    box.style.top = `${Math.min(line * height + 12 - area.scrollTop, area.clientHeight)}px`;
    box.hidden = false;
    mark();
  };
  area.addEventListener("input", (event) => { if (event.inputType?.startsWith("insert")) open(false); else close(); });
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      return open(true);
    }
    if (box.hidden) return undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chosen = (chosen + step + offers.length) % offers.length;
      mark();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    return undefined;
  });
}
