// The page of finished runs. Which reports are there?

import { h, fill } from "./dom.js";
import { get } from "./server.js";
import { T } from "./texts.js";

/** The page of reports. */
export function reportsPage(root) {
  const list = h("ul", { class: "reports" });
  fill(root, h("h1", {}, T.reports.title), h("p", {}, T.reports.lead), list);
  const one = (id) => h("li", {}, h("a", { href: `runs/${id}/report.html`, target: "_blank" }, T.reports.one(id)), " ",
    [["summary.csv", T.reports.table], ["series.parquet", T.reports.series], ["manifest.json", T.reports.manifest]]
      .map(([file, label]) => [h("a", { class: "small", href: `runs/${id}/${file}`, download: `${id}-${file}` }, label), " "]));
  get("api/reports").then(
    (ids) => fill(list, ids.length > 0 ? ids.map(one) : h("li", {}, T.reports.none)),
    (refused) => fill(list, h("li", {}, refused.message || T.lost)));
}
