// Requests to the program. How does the page talk to it?

/** A refusal by the program: a message for people, or findings in the texts. */
export class Refused extends Error {
  constructor(words, status, findings) {
    super(words);
    this.status = status;
    this.findings = findings;
  }
}

async function told(response) {
  const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (response.ok) return response.json();
  const body = isJson ? await response.json() : { words: (await response.text()).trim() };
  throw new Refused(body.words || "", response.status, body.findings);
}

async function asked(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("", 0);
  }
  return told(response);
}

export const get = (path) => asked(path, { headers: { Accept: "application/json" } });

export const post = (path, body) =>
  asked(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Follows a run from a given month: rows of figures, progress ticks, and the end. Returns a function that stops it. */
export function follow(id, { from, rows, tick, end, lost }) {
  let source;
  let next = from;
  let stopped = false;
  const open = () => {
    source = new EventSource(`api/runs/${id}/stream?from=${next}`);
    source.addEventListener("rows", (event) => {
      const news = JSON.parse(event.data);
      next += news.length;
      rows(news);
    });
    source.addEventListener("tick", (event) => tick(JSON.parse(event.data)));
    source.addEventListener("end", (event) => {
      source.close();
      end(JSON.parse(event.data));
    });
    source.onerror = () => {
      source.close();
      if (stopped) return;
      lost();
      setTimeout(() => stopped || open(), 1500);
    };
  };
  open();
  return () => {
    stopped = true;
    source.close();
  };
}
