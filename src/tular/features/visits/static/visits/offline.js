// A visit without a connection: pages are kept by ui/keeping.js; what was filled in meanwhile is sent from here.
// Photos that wait lie with visits/photos.js.

const { fill, keeping } = globalThis.tularKeeping; // the script before this one

const OURS = "tular:editor:verifikasi/";
const SOON = 500, AGAIN = 10000;

const panel = document.querySelector("[data-offline-panel]");
const notes = document.querySelector("[data-offline-notes]");
const person = panel?.dataset.person ?? document.querySelector("[data-offline-person]")?.dataset.offlinePerson;
const own = document.querySelector("form[data-editor]")?.dataset.editor;
const token = () => document.cookie.match(/(?:^|; )[^=]*csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;

function waiting() {
  const found = [];
  try {
    for (let n = 0; n < localStorage.length; n += 1) {
      const key = localStorage.key(n);
      if (key.startsWith(OURS) && key !== `tular:editor:${own}`) found.push(key);
    }
  } catch { /* private */ }
  return found;
}

/** Sends one section, on the number on which it was written; the server keeps both where two were written. */
async function send(key) {
  const kept = JSON.parse(localStorage.getItem(key));
  const [visit, ...section] = key.slice(OURS.length).split("/");
  const body = new URLSearchParams(kept.pairs.filter(([field]) => !/^(otomatis|dasar|csrfmiddlewaretoken)$/.test(field)));
  body.set("dasar", kept.base);
  body.set("otomatis", "1");
  const address = `/verifikasi/${visit}/isi?butir=${encodeURIComponent(section.join("/"))}`;
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "error" });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return { status: answer.status, told: isJson ? await answer.json() : {}, address };
}

function tell(text, told) {
  if (!notes || !text) return;
  const row = document.createElement("p");
  row.className = "t-panel t-panel--turn t-mb3";
  row.setAttribute("role", "status");
  row.textContent = `${text} `;
  if (told?.address) row.append(Object.assign(document.createElement("a"), { href: told.address, textContent: told.link }));
  notes.append(row);
}

let sending = false, pause = SOON, timer;

async function sync() {
  clearTimeout(timer);
  const keys = waiting();
  if (sending || !keys.length || !token()) return;
  sending = true;
  try {
    for (const key of keys) {
      const { status, told } = await send(key);
      if (status === 200 || status === 409) localStorage.removeItem(key);
      if (status !== 200) tell(told.text, told);
    }
    pause = SOON;
  } catch {
    if (notes?.dataset.waiting && !notes.children.length) tell(fill(notes.dataset.waiting, { n: keys.length }));
    timer = setTimeout(sync, pause);
    pause = Math.min(2 * pause, AGAIN);
  }
  sending = false;
}

if (person) {
  addEventListener("online", () => { pause = SOON; sync(); });
  sync();
  keeping({ panel, person, area: "verifikasi", scope: "/verifikasi", count: (told) => told.items ?? 0 });
}
