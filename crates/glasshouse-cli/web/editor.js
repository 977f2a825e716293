// The text editor. How is a regime or a society edited? As its file, with mistakes underlined while the user types.

import { complete } from "./complete.js";
import { h, fill, field } from "./dom.js";
import { form } from "./form.js";
import { T } from "./texts.js";

const PAUSE = 250;

/** An editor of a text and its name, which it changes while the user types. `kind` is a society or a regime. `check` finds
 * the mistakes of all parts; `names` are the names of the parts, and `part` is the number of this one. */
export function editor(sheet, { kind, check, part, names, rename, done }) {
  const paper = h("pre", { class: "paper", "aria-hidden": "true" });
  const area = h("textarea", { id: "editor", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", value: sheet.text, "aria-describedby": "editor-help" });
  const said = h("div", { class: "findings", role: "status" });
  const name = h("input", { type: "text", value: sheet.name, maxlength: 40, spellcheck: "false", onchange: () => takeName() });
  const page = h("div", { class: "sheet" }, paper, area);
  let timer = 0;
  let turn = 0;

  const takeName = () => {
    const wanted = name.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
    if (!wanted || !rename(wanted)) fill(said, h("p", { class: "error" }, T.editor.taken));
    name.value = sheet.name;
  };
  const look = async () => {
    const own = ++turn;
    let findings;
    try {
      findings = await check();
    } catch (refused) {
      findings = [{ severity: "error", message: refused.message || T.lost, places: [] }];
    }
    if (own !== turn) return;
    underline(paper, area.value, findings, part);
    tell(said, findings, area, part, names);
    page.dataset.state = findings.some((f) => f.severity === "error") ? "wrong" : "right";
  };
  const typed = () => {
    sheet.text = area.value;
    underline(paper, area.value, []);
    page.dataset.state = "looking";
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  area.addEventListener("input", typed);
  area.addEventListener("scroll", () => {
    paper.scrollTop = area.scrollTop;
    paper.scrollLeft = area.scrollLeft;
  });
  complete(area, page, kind);
  underline(paper, area.value, []);
  look();
  return h("section", { class: "editor", "aria-label": T.editor.title[kind] },
    h("h3", {}, T.editor.title[kind]),
    h("div", { class: "row" }, field(T.editor.name, name, T.editor.nameHint), h("button", { type: "button", onclick: done }, T.editor.done)),
    h("label", { for: "editor" }, T.editor.text[kind]),
    h("p", { class: "hint", id: "editor-help" }, T.editor.help),
    page, said, form(area, kind));
}

/** A copy of the text behind the typed one, with comments greyed and mistakes underlined. */
function underline(paper, text, findings, part) {
  const spans = findings.flatMap((f) => f.places.filter((p) => p.part === part).slice(0, 1).map((p) => [p.from, Math.max(p.to, p.from + 1), f.severity]));
  spans.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let at = 0;
  for (const [from, to, severity] of spans) {
    if (from < at) continue;
    parts.push(text.slice(at, from), h("mark", { class: severity }, text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at), "\n");
  fill(paper, parts);
}

/** All findings as a list; a click goes to the place. */
function tell(said, findings, area, part, names) {
  if (findings.length === 0) {
    fill(said, h("p", { class: "fine" }, T.editor.fine));
    return;
  }
  const go = (place) => {
    area.focus();
    area.setSelectionRange(place.from, place.to);
    const line = area.value.slice(0, place.from).split("\n").length;
    area.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(area).lineHeight));
  };
  const where = (f) => {
    const own = f.places.find((place) => place.part === part);
    if (own) return h("button", { type: "button", class: "link", onclick: () => go(own) }, T.editor.line(own.line));
    return f.places[0] ? T.editor.elsewhere(names[f.places[0].part], f.places[0].line) : null;
  };
  const one = (f) => h("li", { class: f.severity },
    where(f), ` ${f.message}`, f.help ? h("span", { class: "help" }, ` ${T.editor.helpWord} ${f.help}`) : null);
  fill(said, h("p", {}, T.editor.count(findings)), h("ul", {}, findings.map(one)));
}
