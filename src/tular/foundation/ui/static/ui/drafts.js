// What was typed and has not reached the server: it lies in this browser, apart for each person. A page with a place
// [data-drafts] tells what the server would not take, to be read, downloaded or dropped; the words come from there.

const PREFIX = `tular:editor:${document.body.dataset.person ?? ""}:`;
const OWN = /^(otomatis|dasar|csrfmiddlewaretoken)$/;
const SOON = 500, AGAIN = 10000;
const place = document.querySelector("[data-drafts]");
const words = place?.dataset ?? {};

function fill(text, values) {
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`%${key}`, value), text ?? "");
}

const kept = {
  read(name) { try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch { return null; } },
  /** Whether the browser took it: it does not when it is full, or keeps nothing at all. */
  write(name, draft) {
    const at = new Date().toISOString();
    try { localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, title: document.title.replace(/ — Tular$/, ""), at })); return true; } catch { return false; }
  },
  drop(name) { try { localStorage.removeItem(PREFIX + name); } catch { /* private */ } },
  names(start) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length));
    } catch { return []; }
  },
};

/** What a form says in the words of its labels: [[label, value], …]. */
function readable(form) {
  const text = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const found = [];
  for (const field of form.elements) {
    if (!field.name || !field.value || /^(hidden|submit|button|file)$/.test(field.type) || field.tagName === "BUTTON") continue;
    const label = text(field.labels?.[0]) || field.getAttribute("aria-label") || field.name;
    if (!/^(radio|checkbox)$/.test(field.type)) found.push([label, field.value]);
    else if (field.checked) found.push([text(field.closest("fieldset")?.querySelector("legend")) || field.name, label]);
  }
  return found;
}

/** Send a form; the status of the answer with what it said. Throws where nothing answers. */
async function post(address, body) {
  // Of a page that was kept the token may be an old one; the cookie has the one that holds.
  const token = document.cookie.match(/(?:^|; )[^=;]*csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const headers = { "X-CSRFToken": token ?? "", Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", body, headers, redirect: "error" });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return { status: answer.status, told: isJson ? await answer.json() : {} };
}

/** A link to the sign-in page that leads back here. */
function signIn() {
  const here = encodeURIComponent(location.pathname + location.search);
  return Object.assign(document.createElement("a"), { href: `/masuk?next=${here}`, textContent: words.signin ?? "" });
}

function tell(text, ...more) {
  if (!text || !place) return null;
  const row = document.createElement("div");
  row.className = "t-panel t-panel--turn t-full t-mb3";
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.append(`${text} `, ...more);
  row.append(line);
  place.append(row);
  return row;
}

function button(text, does) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "t-linkbtn", textContent: text });
  made.addEventListener("click", does);
  return made;
}

function save(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** What the server will not take, as it was typed. It goes only when its writer says so. */
function showRefused(name, why) {
  const draft = kept.read(name);
  if (!draft) return;
  const said = draft.said?.length ? draft.said : draft.pairs.filter(([field]) => !OWN.test(field));
  const row = tell(fill(words.refused, { title: draft.title ?? name, why: why ?? "" }).trim());
  const list = Object.assign(document.createElement("dl"), { className: "t-facts t-mt2" });
  for (const [label, value] of said) {
    const part = document.createElement("div");
    part.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: value }));
    list.append(part);
  }
  const ways = Object.assign(document.createElement("p"), { className: "t-row t-mt2" });
  const whole = [draft.title ?? name, draft.at ?? "", "", ...said.map(([label, value]) => `${label}: ${value}`), ""].join("\n");
  ways.append(
    button(words.download, () => save(whole, `${name.replaceAll("/", "-")}.txt`)),
    button(words.drop, () => { kept.drop(name); row.remove(); document.querySelector("main")?.focus(); }),
  );
  row.append(list, ways);
}

/**
 * Sends what begins with `start` and is not on this page (`here(name)` false), now and when a line comes back;
 * `address(name)` is where each goes.
 */
function sending({ start, here, address }) {
  const waiting = () => kept.names(start).filter((name) => !here(name));
  let running = false, again = false, pause = SOON, timer, told = null, line = null;

  function say(text, ...more) {
    if (line?.dataset.text === text) return;
    line?.remove();
    line = text ? tell(text, ...more) : null;
    if (line) line.dataset.text = text;
  }

  async function one(name) {
    const draft = kept.read(name);
    const body = new URLSearchParams(draft.pairs.filter(([field]) => !OWN.test(field)));
    body.set("dasar", draft.base);
    body.set("otomatis", "1");
    return post(address(name), body);
  }

  async function sync() {
    clearTimeout(timer);
    if (running) { again = true; return; }
    const names = waiting().filter((name) => !told?.has(name));
    if (!names.length) return;
    running = true;
    let arrived = 0;
    try {
      for (const name of names) {
        const { status, told: answer } = await one(name);
        if (status === 401) { say(fill(words.away, { n: names.length }), signIn()); running = false; return; }
        if (status >= 500 || status === 429) throw new Error(String(status));
        if (status === 200 || status === 409) kept.drop(name);
        if (status === 200) arrived += 1;
        else if (status === 409) tell(answer.text, Object.assign(document.createElement("a"), { href: answer.address, textContent: answer.link }));
        else { told = (told ?? new Set()).add(name); showRefused(name, answer.text ?? (status === 404 ? words.gone : words.stale)); }
      }
      pause = SOON;
      say(arrived ? fill(words.sent, { n: arrived }) : "");
    } catch {
      say(fill(words.waiting, { n: waiting().length }));
      timer = setTimeout(sync, pause);
      pause = Math.min(2 * pause, AGAIN);
    }
    running = false;
    if (again) { again = false; sync(); }
  }

  addEventListener("online", () => { pause = SOON; sync(); });
  sync();
}

// Not an export: names of static files carry a digest, and only the page knows them.
globalThis.tularDrafts = { kept, readable, post, signIn, sending, words, fill };
