// Reading and marking without a connection: keeps the assigned pages when asked, and sends what was marked meanwhile.
// The worker at /penilaian/luring.js answers from what is kept here; nothing else is ever kept.

const PREFIX = "tular-luring-";
const MARKS = "tular:editor:penilaian/";
const QUIET = { "X-Tular-Luring": "1" };

const panel = document.querySelector("[data-offline-panel]");
const person = panel?.dataset.person ?? document.querySelector("[data-offline-person]")?.dataset.offlinePerson;
const name = `${PREFIX}${person}`;
const noteKey = `tular:luring:${person}`;
const own = document.querySelector("form[data-editor]")?.dataset.editor;
const able = "caches" in window && "serviceWorker" in navigator;

const note = {
  read() { try { return JSON.parse(localStorage.getItem(noteKey)); } catch { return null; } },
  write(value) { try { localStorage.setItem(noteKey, JSON.stringify(value)); } catch { /* full or private */ } },
  drop() { try { localStorage.removeItem(noteKey); } catch { /* private */ } },
};

function fill(text, values) {
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`%${key}`, value), text);
}

// ── What is kept ─────────────────────────────────────────────────────────────────────────────────

async function list() {
  const { list: address } = panel?.dataset ?? { list: note.read()?.list };
  if (!address) return null;
  const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
  return answer.ok ? answer.json() : { pages: [], readings: 0, gone: true };
}

async function keep(address, cache, seen) {
  const answer = await fetch(address, { headers: QUIET });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.clone().text();
  await cache.put(address, answer);
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const tag of page.querySelectorAll('link[href^="/static/"], script[src^="/static/"]')) {
    const asset = tag.getAttribute("href") ?? tag.getAttribute("src");
    if (seen.has(asset)) continue;
    seen.add(asset);
    const file = await fetch(asset);
    if (file.ok) await cache.put(asset, file);
  }
}

async function prepare() {
  const said = panel.querySelector("[data-offline-said]");
  const seen = new Set();
  let done = 0, total = 0;
  try {
    await navigator.serviceWorker.register(panel.dataset.worker, { scope: "/penilaian" });
    const told = await list();
    const cache = await caches.open(name);
    total = told.pages.length;
    for (const address of told.pages) {
      await keep(address, cache, seen);
      done += 1;
      said.textContent = fill(panel.dataset.getting, { n: done, total });
    }
    note.write({ when: new Date().toISOString(), readings: told.readings, list: panel.dataset.list });
    show();
  } catch {
    said.textContent = fill(panel.dataset.failed, { n: done, total });
  }
}

async function drop() {
  await caches.delete(name);
  note.drop();
  show();
}

/** What belongs to somebody else, or was taken back meanwhile, goes. */
async function prune() {
  for (const one of await caches.keys()) if (one.startsWith(PREFIX) && one !== name) await caches.delete(one);
  if (!(await caches.has(name))) return;
  let told;
  try { told = await list(); } catch { return; }
  if (!told) return;
  const cache = await caches.open(name);
  const allowed = new Set(told.pages);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (!pathname.startsWith("/static/") && !allowed.has(pathname + search)) await cache.delete(url);
  }
  const kept = note.read();
  if (told.gone) await drop();
  else if (kept && kept.readings > told.readings) { note.write({ ...kept, readings: told.readings }); show(); }
}

function show() {
  if (!panel) return;
  panel.hidden = false;
  const kept = note.read(), said = panel.querySelector("[data-offline-said]");
  const when = kept && new Date(kept.when).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  said.textContent = kept ? fill(panel.dataset.ready, { n: kept.readings, when }) : panel.dataset.none;
  panel.querySelector("[data-offline-drop]").hidden = !kept;
}

// ── Marks that did not arrive ────────────────────────────────────────────────────────────────────

function waiting() {
  const found = [];
  try {
    for (let n = 0; n < localStorage.length; n += 1) {
      const key = localStorage.key(n);
      if (!key.startsWith(MARKS) || key === `tular:editor:${own}`) continue;
      const ofTable = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!ofTable || JSON.parse(localStorage.getItem(key)).pairs.length > 1) found.push(key);
    }
  } catch { /* private */ }
  return found;
}

/** Sends one, on the number on which it was written; the status of the answer with what it said. */
async function send(key) {
  const kept = JSON.parse(localStorage.getItem(key));
  const [reading, ...criterion] = key.slice(MARKS.length).split("/");
  const body = new URLSearchParams(kept.pairs.filter(([field]) => !/^(otomatis|dasar|csrfmiddlewaretoken)$/.test(field)));
  body.set("dasar", kept.base);
  body.set("otomatis", "1");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const address = `/penilaian/${reading}?kriteria=${encodeURIComponent(criterion.join("/"))}`;
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error" });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return { status: answer.status, told: isJson ? await answer.json() : {} };
}

// A browser says "online" before the line carries anything: try again soon, then less and less often.
const SOON = 500, AGAIN = 10000;
let sending = false, again = false, pause = SOON, timer;

async function sync() {
  clearTimeout(timer);
  if (sending) { again = true; return; }
  const keys = waiting();
  if (!keys.length || !document.querySelector("[name=csrfmiddlewaretoken]")) return;
  sending = true;
  let arrived = 0;
  try {
    for (const key of keys) {
      const { status, told } = await send(key);
      if (status === 200 || status === 409) localStorage.removeItem(key);
      if (status === 200) arrived += 1;
      else if (status === 409) tell(panel?.dataset.met ?? told.text, told);
      else tell(panel?.dataset.refused ?? told.text);
    }
    pause = SOON;
    if (arrived) tell(fill(panel?.dataset.sent ?? "", { n: arrived }));
  } catch {
    if (panel) panel.querySelector("[data-offline-wait]").textContent = fill(panel.dataset.waiting, { n: waiting().length });
    timer = setTimeout(sync, pause);
    pause = Math.min(2 * pause, AGAIN);
  }
  sending = false;
  if (panel && !waiting().length) panel.querySelector("[data-offline-wait]").textContent = "";
  if (again) { again = false; sync(); }
}

function tell(text, told) {
  if (!text) return;
  const row = document.createElement("p");
  row.className = "t-panel t-panel--turn t-full t-mb3";
  row.setAttribute("role", "status");
  row.textContent = `${text} `;
  if (told?.address) row.append(Object.assign(document.createElement("a"), { href: told.address, textContent: told.link }));
  (panel ?? document.querySelector(".t-bench--top")).prepend(row);
}

if (person) {
  addEventListener("online", () => { pause = SOON; sync(); });
  sync();
  if (able) {
    panel?.querySelector("[data-offline-get]").addEventListener("click", prepare);
    panel?.querySelector("[data-offline-drop]").addEventListener("click", drop);
    show();
    prune();
  }
}
