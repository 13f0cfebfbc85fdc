// Photos of a visit: each lies in this browser until the server has it, with place and time as the device told them.
// Without this file the form sends them as they are chosen. Pages without the form send what waits, too.

const { post, signIn, words, fill } = globalThis.tularDrafts; // ui/drafts.js, the script before this one

const form = document.querySelector("form[data-photos]");
const list = document.querySelector("[data-photos-waiting]");
const STORE = "photos", SOON = 500, AGAIN = 10000;

function open(person) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(`tular-foto-${person}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "nama" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

function ask(database, mode, what) {
  return new Promise((done, failed) => {
    const change = database.transaction(STORE, mode);
    const asked = what(change.objectStore(STORE));
    change.oncomplete = () => done(asked.result);
    change.onerror = () => failed(change.error);
    change.onabort = () => failed(change.error);
  });
}

if (list && "indexedDB" in window) {
  const said = document.querySelector("[data-photos-said]");
  const field = (name) => form.elements.namedItem(name);
  const problems = new Map();
  let timer, sending = false, pause = SOON, database;

  // ── Where: only when somebody agrees ─────────────────────────────────────────────────────────
  const locate = form?.querySelector("[data-locate]"), consent = form?.querySelector("[data-consent]");
  const located = form?.querySelector("[data-locate-said]");
  function put(where) {
    field("lintang").value = where?.coords.latitude ?? "";
    field("bujur").value = where?.coords.longitude ?? "";
    field("ketelitian").value = where ? Math.round(where.coords.accuracy) : "";
  }
  if (form && "geolocation" in navigator && window.isSecureContext) {
    locate.hidden = false;
    consent.addEventListener("change", () => {
      put(null);
      located.textContent = "";
      if (!consent.checked) return;
      located.textContent = form.dataset.locating;
      navigator.geolocation.getCurrentPosition(
        (where) => { put(where); located.textContent = fill(form.dataset.located, { n: Math.round(where.coords.accuracy) }); },
        () => { consent.checked = false; located.textContent = form.dataset.unlocated; field("place").focus(); },
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
      );
    });
  }

  // ── What waits ───────────────────────────────────────────────────────────────────────────────
  async function show() {
    const rows = await ask(database, "readonly", (store) => store.getAll());
    list.replaceChildren(...rows.map((one) => {
      const row = document.createElement("li");
      const why = problems.get(one.nama);
      row.textContent = why ? fill(list.dataset.refused, { why: `${one.file.name}: ${why}` }) : fill(list.dataset.kept, { name: one.file.name });
      if (why) row.append(" ", download(one), " ", dropper(one));
      return row;
    }));
    list.hidden = !rows.length;
    return rows;
  }

  function download(one) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(one.file), download: one.file.name });
    link.textContent = list.dataset.download;
    return link;
  }

  function dropper(one) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "t-linkbtn", textContent: list.dataset.drop });
    button.addEventListener("click", async () => { await ask(database, "readwrite", (store) => store.delete(one.nama)); show(); });
    return button;
  }

  function send(one) {
    const body = new FormData();
    for (const [name, value] of Object.entries(one.fields)) body.set(name, value);
    body.set("nama", one.nama);
    body.set("otomatis", "1");
    body.set("foto", one.file, one.file.name);
    return post(`/verifikasi/${one.visit}/foto`, body);
  }

  /** Sends what waits, one after the other; what the server refuses stays, with why, and is tried with the next page. */
  async function sync() {
    clearTimeout(timer);
    if (sending || !database) return;
    sending = true;
    let arrived = false, ended = false, later = false;
    try {
      for (const one of await show()) {
        if (problems.has(one.nama)) continue;
        if (said) said.textContent = fill(list.dataset.sending, { name: one.file.name });
        const { status, told } = await send(one);
        if (status === 200) {
          await ask(database, "readwrite", (store) => store.delete(one.nama));
          arrived = arrived || (form && one.visit === form.dataset.photos && one.fields.butir === field("butir").value);
        } else if (status === 401) { ended = true; break; }
        else if (status >= 500 || status === 429) { later = true; if (told.text) problems.set(one.nama, told.text); }
        else problems.set(one.nama, told.text ?? (status === 404 ? words.gone : words.stale));
      }
      if (!later) pause = SOON;
    } catch { later = true; }
    if (said) said.textContent = "";
    sending = false;
    await show();
    if (later) {
      timer = setTimeout(() => { problems.clear(); sync(); }, pause);
      pause = Math.min(2 * pause, AGAIN);
    }
    if (ended && said) said.append(list.dataset.ended, " ", signIn());
    if (arrived && !field("caption").value) location.reload();
  }

  form?.addEventListener("submit", async (event) => {
    if (!database) return;
    event.preventDefault();
    const files = [...field("foto").files];
    if (!files.length || !field("caption").value.trim()) { said.textContent = form.dataset.need; return; }
    const fields = Object.fromEntries(["butir", "caption", "place", "lintang", "bujur", "ketelitian"].map((name) => [name, field(name).value]));
    fields.jam_perangkat = new Date().toISOString();
    try {
      for (const file of files) {
        // The bytes, not the file: what a phone lets us read now it may have moved by the time we send it.
        const kept = new File([await file.arrayBuffer()], file.name, { type: file.type });
        await ask(database, "readwrite", (store) => store.put({ nama: crypto.randomUUID().replaceAll("-", ""), visit: form.dataset.photos, fields, file: kept }));
      }
      form.reset();
      put(null);
      located.textContent = "";
      sync();
    } catch {
      said.textContent = form.dataset.full;
    }
  });

  open(document.body.dataset.person).then((opened) => {
    database = opened;
    addEventListener("online", () => { pause = SOON; sync(); });
    sync();
  }).catch(() => { if (form && said) said.textContent = form.dataset.blocked; });
}
