// Sends files in pieces while the form is being filled in: {% upload field %}. Works without this file too: then the
// file goes with the form. Words come from the page or the server.

const FIRST_PIECE = 256 * 1024, SMALLEST_PIECE = 64 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries

const say = (text) => { document.getElementById("kabar").textContent = text; };
const pause = (seconds, hurry) => new Promise((go) => {
  const timer = setTimeout(go, seconds * 1000);
  hurry.push(() => { clearTimeout(timer); go(); });
});

// ── Memory of this browser: an upload goes on after the page was loaded again ──────────────────

function shelf(mode, work) {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open("unggahan", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("unggahan");
      opening.onerror = () => resolve(undefined);
      opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction("unggahan", mode);
        const request = work(transaction.objectStore("unggahan"));
        transaction.oncomplete = () => { database.close(); resolve(request.result); };
        transaction.onabort = transaction.onerror = () => { database.close(); resolve(undefined); };
      };
    } catch { resolve(undefined); } // private mode: uploads work, but do not survive the page
  });
}
const remember = (key, entry) => shelf("readwrite", (store) => store.put(entry, key));
const recall = (key) => shelf("readonly", (store) => store.get(key));
const forget = (key) => shelf("readwrite", (store) => store.delete(key));

const same = (one, other) => one && other
  && one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

// ── One control ─────────────────────────────────────────────────────────────────────────────────

class Upload {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.form = this.input.form;
    this.way = box.querySelector("[data-upload-way]");
    this.bar = this.way.querySelector("progress");
    this.status = this.way.querySelector("[data-status]");
    this.retry = this.way.querySelector("[data-retry]");
    this.kept = box.querySelector("[data-upload-kept]");
    this.id = this.kept.querySelector("input[type=hidden]");
    this.error = box.querySelector("[data-upload-error]");
    this.key = `${location.pathname} ${this.input.name}`;
    this.hurry = [];
    this.run = 0; // a new number ends the loop of the old one
    this.input.addEventListener("change", () => this.choose(this.input.files[0]));
    this.way.querySelector("[data-cancel]").addEventListener("click", () => this.cancel());
    this.retry.addEventListener("click", () => this.wake());
    addEventListener("online", () => this.wake());
    this.form?.addEventListener("submit", (event) => this.hold(event));
    this.resume();
  }

  text(name, more = {}) {
    const told = this.told ?? {};
    const percent = told.size ? Math.floor((told.offset * 100) / told.size) : 0;
    const words = { "%n": this.name ?? told.name ?? "", "%p": percent, "%e": more.error ?? "" };
    return this.box.dataset[`say${name}`].replace(/%[npe]/g, (mark) => words[mark]);
  }

  show(name, more) {
    this.way.hidden = false;
    this.status.textContent = this.text(name, more);
    const told = this.told;
    this.bar.value = told?.size ? (told.offset * 100) / told.size : 0;
    // Read out only what is new: a quarter more, or another state.
    const heard = `${name}${name === "Sending" ? Math.floor(this.bar.value / 25) : ""}`;
    if (heard !== this.heard) say(this.status.textContent);
    this.heard = heard;
  }

  fail(sentence) {
    this.error.hidden = !sentence;
    this.error.querySelector("[data-text]").textContent = sentence;
    this.box.classList.toggle("is-wrong", Boolean(sentence));
    this.input.toggleAttribute("aria-invalid", Boolean(sentence));
    const ids = new Set((this.input.getAttribute("aria-describedby") ?? "").split(" "));
    if (sentence) ids.add(this.error.id); else ids.delete(this.error.id);
    this.input.setAttribute("aria-describedby", [...ids].join(" ").trim());
    if (sentence) say(sentence);
  }

  wake() { this.hurry.splice(0).forEach((go) => go()); }

  // The form waits for the file, then goes by itself.
  hold(event) {
    if (this.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.held = { submitter: event.submitter };
      this.status.textContent = `${this.status.textContent} ${this.text("Waiting")}`;
      say(this.text("Waiting"));
    } else forget(this.key);
  }

  async resume() {
    const entry = await recall(this.key);
    if (!entry || this.busy || this.input.files.length) return;
    this.name = entry.told.name;
    const answer = await this.ask("GET", entry.told.address).catch(() => null);
    if (answer && !answer.ok) return forget(this.key); // cancelled, swept, or another person's
    this.told = answer ? await answer.json() : entry.told;
    if (this.told.state === "refused") { await forget(this.key); return this.fail(this.told.error); }
    if (this.told.state === "ready") return this.done();
    this.file = entry.file;
    if (this.file) return this.send();
    this.show("Again");
  }

  async choose(file) {
    if (!file) return;
    this.fail("");
    this.name = file.name;
    if (!file.size) return this.reject(this.text("Empty"));
    if (file.size > Number(this.box.dataset.largest)) return this.reject(this.text("Large"));
    const going = this.told?.state === "uploading" && this.told.size === file.size && this.told.name === file.name;
    if (!(going && (!this.file || same(this.file, file)))) await this.drop();
    this.file = file;
    this.send();
  }

  reject(sentence) {
    this.stop();
    this.input.value = "";
    this.fail(sentence);
  }

  stop() {
    this.run += 1;
    this.busy = false;
    this.held = null;
    this.running?.abort();
    this.wake();
    this.way.hidden = true;
    this.retry.hidden = true;
  }

  // Forget an upload that did not come to its end, here and on the server.
  async drop() {
    const address = this.told?.state === "uploading" && this.told.address;
    this.stop();
    this.told = this.file = null;
    await forget(this.key);
    if (address) this.ask("DELETE", address).catch(() => {});
  }

  async cancel() {
    await this.drop();
    this.input.value = "";
    say(this.text("Cancelled"));
    this.input.focus();
  }

  ask(method, address, more = {}) {
    const token = this.form?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "X-CSRFToken": token, Accept: "application/json", ...more.headers };
    return fetch(address, { method, ...more, headers, redirect: "manual" });
  }

  begin() {
    const body = new URLSearchParams({ purpose: this.box.dataset.purpose, name: this.file.name, size: this.file.size });
    return this.ask("POST", this.box.dataset.upload, { body, signal: this.running.signal });
  }

  async send() {
    const run = (this.run += 1);
    let tries = 0, length = FIRST_PIECE;
    this.busy = true;
    this.running = new AbortController();
    while (this.run === run) {
      try {
        const started = performance.now();
        const answer = await this.step(length);
        if (this.run !== run) return;
        if (answer === "done") return this.done();
        if (answer === "over") return;
        if (answer === "smaller") { length = this.most = Math.max(length / 2, SMALLEST_PIECE); continue; }
        tries = 0;
        this.retry.hidden = true;
        const seconds = (performance.now() - started) / 1000;
        if (seconds < 1.5) length = Math.min(length * 2, this.most ?? this.told.piece);
        else if (seconds > 6) length = Math.max(length / 2, SMALLEST_PIECE);
      } catch (problem) {
        if (this.run !== run) return;
        this.show(problem.say ?? "Broken", { error: problem.sentence });
        this.retry.hidden = false;
        await pause(PAUSES[Math.min(tries, PAUSES.length - 1)], this.hurry);
        tries += 1;
        this.unsure = true;
      }
    }
  }

  // One exchange with the server. Answers "done", "over", or nothing when there is more; throws when to try again.
  async step(length) {
    if (!this.told) {
      const told = await this.read(await this.begin());
      if (!told) return "over";
      this.told = told;
      await remember(this.key, { told, file: this.file });
    } else if (this.unsure) {
      const answer = await this.ask("GET", this.told.address, { signal: this.running.signal });
      const told = await this.read(answer);
      if (!told) return "over";
      this.told = told;
    }
    this.unsure = false;
    if (this.told.state === "ready") return "done";
    const { offset, size } = this.told;
    this.show(offset + length >= size ? "Checking" : "Sending");
    const answer = await this.ask("PATCH", this.told.address, {
      body: this.file.slice(offset, offset + length),
      headers: { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
      signal: this.running.signal,
    });
    if (answer.status === 413 && length > SMALLEST_PIECE) return "smaller"; // a proxy on the way takes less
    if (answer.status === 409) { this.unsure = true; return ""; }
    const told = await this.read(answer);
    if (!told) return "over";
    this.told = told;
    return told.state === "ready" ? "done" : "";
  }

  // What the server tells; null when it is over; throws for what passes by itself or after signing in.
  async read(answer) {
    if (answer.ok) return answer.json();
    const sentence = await answer.json().then((told) => told.error, () => "");
    if (answer.status === 422) {
      this.told = this.file = null;
      await forget(this.key);
      this.reject(sentence);
      return null;
    }
    const signedOut = [0, 401, 403].includes(answer.status) || (answer.status === 404 && !this.told);
    if (answer.status === 404 && this.told) { this.told = null; await forget(this.key); } // swept: begin anew
    throw Object.assign(new Error(answer.status), { sentence, say: signedOut ? "Signin" : sentence ? "Later" : "Broken" });
  }

  async done() {
    const { told, held } = this;
    this.stop();
    this.fail("");
    this.id.value = told.id;
    this.kept.hidden = false;
    this.kept.querySelector("img")?.remove(); // of the file before
    this.kept.querySelector("[data-size]")?.remove();
    const link = this.kept.querySelector("[data-name]");
    link.textContent = told.name;
    link.href = told.path;
    const remove = this.kept.querySelector("input[type=checkbox]");
    if (remove) remove.checked = false;
    this.input.value = "";
    this.file = null;
    await remember(this.key, { told });
    say(this.text("Done"));
    this.box.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: told }));
    if (held) this.form.requestSubmit(held.submitter);
  }
}

function start(root) {
  for (const box of root.querySelectorAll?.("[data-upload]") ?? []) {
    if (box.dataset.started) continue;
    box.dataset.started = "ya";
    new Upload(box);
  }
}
start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
