// Keeps pages for reading without a connection, when somebody asks for it on a panel; and drops what is not theirs.
// The worker (ui/keeping_worker.js, at its scope's address) answers from what is kept here. Features that write without
// a connection send what they have themselves.

const PREFIX = "tular-luring-";
const QUIET = { "X-Tular-Luring": "1" };

function fill(text, values) {
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`%${key}`, value), text);
}

/**
 * `panel` (or null on pages without one) tells in its data the address of the worker, the list of pages, and sentences;
 * `area` keeps features apart ("" for none); `scope` is the path for which the worker answers; `count(told)` is how many
 * things a list stands for.
 */
function keeping({ panel, person, area, scope, count }) {
  const own = `${PREFIX}${person}`;
  const name = area ? `${own}-${area}` : own;
  const noteKey = area ? `tular:luring:${person}:${area}` : `tular:luring:${person}`;

  const note = {
    read() { try { return JSON.parse(localStorage.getItem(noteKey)); } catch { return null; } },
    write(value) { try { localStorage.setItem(noteKey, JSON.stringify(value)); } catch { /* full or private */ } },
    drop() { try { localStorage.removeItem(noteKey); } catch { /* private */ } },
  };

  async function list() {
    const address = panel?.dataset.list ?? note.read()?.list;
    if (!address) return null;
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
    return answer.ok ? answer.json() : { pages: [], gone: true };
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
      await navigator.serviceWorker.register(panel.dataset.worker, { scope });
      const told = await list();
      const cache = await caches.open(name);
      total = told.pages.length;
      for (const address of told.pages) {
        await keep(address, cache, seen);
        done += 1;
        said.textContent = fill(panel.dataset.getting, { n: done, total });
      }
      note.write({ when: new Date().toISOString(), count: count(told), list: panel.dataset.list });
      show();
    } catch (problem) {
      const { full, blocked, failed } = panel.dataset;
      const why = { QuotaExceededError: full, SecurityError: blocked }[problem.name] ?? failed;
      said.textContent = fill(why, { n: done, total });
    }
  }

  async function drop() {
    await caches.delete(name);
    note.drop();
    show();
  }

  /** What belongs to somebody else, or was taken back meanwhile, goes. */
  async function prune() {
    for (const one of await caches.keys()) {
      if (one.startsWith(PREFIX) && one !== own && !one.startsWith(`${own}-`)) await caches.delete(one);
    }
    if (!(await caches.has(name))) { // gone with a sign-out, or thrown away by the browser
      if (note.read()) { note.drop(); show(); }
      return;
    }
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
    else if (kept && kept.count > count(told)) { note.write({ ...kept, count: count(told) }); show(); }
  }

  function show() {
    if (!panel) return;
    panel.hidden = false;
    const kept = note.read(), said = panel.querySelector("[data-offline-said]");
    const when = kept && new Date(kept.when).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    said.textContent = kept ? fill(panel.dataset.ready, { n: kept.count, when }) : panel.dataset.none;
    panel.querySelector("[data-offline-drop]").hidden = !kept;
  }

  if (!("caches" in window && "serviceWorker" in navigator)) {
    if (!panel) return;
    panel.hidden = false;
    panel.querySelector("[data-offline-get]").hidden = true;
    panel.querySelector("[data-offline-said]").textContent = panel.dataset.blocked;
    return;
  }
  panel?.querySelector("[data-offline-get]").addEventListener("click", prepare);
  panel?.querySelector("[data-offline-drop]").addEventListener("click", drop);
  show();
  prune();
}

// Not an export: names of static files carry a digest, and only the page knows them.
globalThis.tularKeeping = { fill, keeping };
