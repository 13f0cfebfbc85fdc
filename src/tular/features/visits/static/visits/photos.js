// Photos of a visit: each lies in this browser until the server has it, with place and time as the device told them.
// Without this file the form sends them as they are chosen.

const form = document.querySelector("form[data-photos]");
const STORE = "photos", AGAIN = 10000;

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

function fill(text, values) {
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`%${key}`, value), text);
}

if (form && "indexedDB" in window) {
  const said = form.querySelector("[data-photos-said]");
  const list = document.querySelector("[data-photos-waiting]");
  const field = (name) => form.elements.namedItem(name);
  let timer, sending = false, database;

  // ── Where: only when somebody agrees ─────────────────────────────────────────────────────────
  const locate = form.querySelector("[data-locate]"), consent = form.querySelector("[data-consent]");
  const located = form.querySelector("[data-locate-said]");
  function put(where) {
    field("lintang").value = where?.coords.latitude ?? "";
    field("bujur").value = where?.coords.longitude ?? "";
    field("ketelitian").value = where ? Math.round(where.coords.accuracy) : "";
  }
  if ("geolocation" in navigator && window.isSecureContext) {
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
  async function show(problems = new Map()) {
    const rows = await ask(database, "readonly", (store) => store.getAll());
    list.replaceChildren(...rows.map((one) => {
      const row = document.createElement("li");
      const why = problems.get(one.nama) ?? one.why;
      row.textContent = why ? fill(form.dataset.refused, { why: `${one.file.name}: ${why}` }) : fill(form.dataset.kept, { name: one.file.name });
      if (why) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "t-linkbtn", textContent: form.dataset.drop });
        button.addEventListener("click", async () => { await ask(database, "readwrite", (store) => store.delete(one.nama)); show(); });
        row.append(" ", button);
      }
      return row;
    }));
    list.hidden = !rows.length;
    return rows;
  }

  async function send(one) {
    const body = new FormData();
    for (const [name, value] of Object.entries(one.fields)) body.set(name, value);
    body.set("nama", one.nama);
    body.set("otomatis", "1");
    body.set("foto", one.file, one.file.name);
    const headers = { "X-CSRFToken": field("csrfmiddlewaretoken").value };
    const answer = await fetch(`/verifikasi/${one.visit}/foto`, { method: "POST", body, headers, redirect: "error" });
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    return { status: answer.status, told: isJson ? await answer.json() : {} };
  }

  /** Sends what waits, one after the other; what the server refuses stays, with why. */
  async function sync() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    let arrived = false;
    try {
      for (const one of await show()) {
        if (one.why) continue;
        said.textContent = fill(form.dataset.sending, { name: one.file.name });
        const { status, told } = await send(one);
        if (status === 200) {
          await ask(database, "readwrite", (store) => store.delete(one.nama));
          arrived = arrived || (one.visit === form.dataset.photos && one.fields.butir === field("butir").value);
        } else if (status >= 400 && status < 500) {
          await ask(database, "readwrite", (store) => store.put({ ...one, why: told.text ?? String(status) }));
        } else throw new Error(String(status));
      }
    } catch {
      timer = setTimeout(sync, AGAIN);
    }
    said.textContent = "";
    sending = false;
    await show();
    if (arrived && !field("caption").value) location.reload();
  }

  form.addEventListener("submit", async (event) => {
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

  open(form.dataset.person).then((opened) => {
    database = opened;
    addEventListener("online", sync);
    sync();
  }).catch(() => { /* private: the form sends by itself */ });
}
