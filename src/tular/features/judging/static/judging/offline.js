// Reading and marking without a connection: keeps the assigned pages when asked, and sends what was marked meanwhile.
// Keeping is done by ui/keeping.js; the worker at /penilaian/luring.js answers from it; nothing else is ever kept.

const { fill, keeping } = globalThis.tularKeeping; // the script before this one

const MARKS = "tular:editor:penilaian/";

const panel = document.querySelector("[data-offline-panel]");
const person = panel?.dataset.person ?? document.querySelector("[data-offline-person]")?.dataset.offlinePerson;
const own = document.querySelector("form[data-editor]")?.dataset.editor;

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
  keeping({ panel, person, area: "", scope: "/penilaian", count: (told) => told.readings ?? 0 });
}
