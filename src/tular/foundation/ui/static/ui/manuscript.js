// The editor of a manuscript: tools over a plain textarea, and beside it what readers will see.
// Without this file the textarea is a textarea. Tools and words come from the page's template [data-manuscript-parts].

const edits = globalThis.tularManuscript; // ui/manuscript_edits.js, the script before this one

const parts = document.querySelector("template[data-manuscript-parts]");
const PREVIEW_AFTER = 400;
const WORDS = new Intl.NumberFormat(document.documentElement.lang || "id");

function csrf() {
  return document.cookie.match(/(?:^|; )[^=;]*csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

class Editor {
  constructor(root, index) {
    this.root = root;
    this.field = root.querySelector("textarea");
    root.classList.replace("t-manuscript", "t-pen");
    root.append(parts.content.cloneNode(true));
    for (const name of ["bar", "views", "write", "preview", "shown", "count", "hint", "picker", "table", "keys"]) {
      this[name] = root.querySelector(`[data-part=${name}]`);
    }
    this.words = this.bar.dataset;
    this.write.prepend(this.field);
    this.field.id ||= `naskah-${index}`;
    this.shown.id = `pratinjau-${index}`;
    this.hint.id = `petunjuk-naskah-${index}`;
    this.bar.setAttribute("aria-controls", this.field.id);
    this.field.setAttribute("aria-describedby", [this.field.getAttribute("aria-describedby"), this.hint.id].filter(Boolean).join(" "));
    this.picker.setAttribute("aria-labelledby", this.name(this.picker, `pilih-${index}`));
    this.table.setAttribute("aria-labelledby", this.name(this.table, `tabel-baru-${index}`));
    if (this.field.readOnly || this.field.disabled) this.bar.remove();
    else this.listen();
    this.arrange();
    this.keepCount();
    if (root.dataset.preview) this.startPreview();
    else { this.preview.remove(); this.views.remove(); }
  }

  name(dialog, id) {
    dialog.querySelector("h2").id = id;
    return id;
  }

  // ── The text: always changed as if it was typed, so that undo takes it back and autosave hears of it ──────────────

  put(edit) {
    if (!edit) return;
    const { from, to, text, select } = edit;
    this.field.focus();
    this.field.setSelectionRange(from, to);
    const nothing = from === to && !text;
    if (!nothing && !document.execCommand(text ? "insertText" : "delete", false, text)) {
      this.field.setRangeText(text, from, to, "end");
      this.field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
    }
    this.field.setSelectionRange(...select);
  }

  /** Apply a tool to the text and its selection. */
  use(tool, ...more) {
    const { value, selectionStart, selectionEnd } = this.field;
    this.put(tool(value, selectionStart, selectionEnd, ...more));
  }

  tools = {
    heading: () => this.use(edits.heading, this.words.heading),
    bold: () => this.use(edits.around, "**", this.words.bold),
    italic: () => this.use(edits.around, "*", this.words.italic),
    link: () => this.use(edits.link, this.words.link),
    list: () => this.use(edits.asLines, "list"),
    numbered: () => this.use(edits.asLines, "numbered"),
    task: () => this.use(edits.asLines, "task"),
    quote: () => this.use(edits.asLines, "quote"),
    table: () => this.askTable(),
    note: () => this.addNote(),
    cite: () => this.choose("cite"),
    refer: () => this.choose("refer"),
    figure: () => this.choose("figure"),
    callout: () => this.choose("callout"),
    undo: () => { this.field.focus(); document.execCommand("undo"); },
    redo: () => { this.field.focus(); document.execCommand("redo"); },
    help: () => this.keys.showModal(),
  };

  addNote() {
    const number = edits.nextNote(this.field.value);
    const at = this.field.selectionEnd;
    this.put({ from: at, to: at, text: `[^${number}]`, select: [at, at] });
    const end = this.field.value.trimEnd().length;
    const text = `\n\n[^${number}]: ${this.words.note}`;
    this.put({ from: end, to: this.field.value.length, text: `${text}\n`, select: [end + text.length - this.words.note.length, end + text.length] });
    this.field.scrollTop = this.field.scrollHeight;
  }

  // ── Toolbar, keys, paste ──────────────────────────────────────────────────────────────────────────────────────────

  listen() {
    const buttons = [...this.bar.querySelectorAll("button")];
    const stop = (button) => buttons.forEach((one) => { one.tabIndex = one === button ? 0 : -1; });
    stop(buttons[0]);
    this.bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps focus and selection
    this.bar.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      stop(button);
      this.tools[button.dataset.tool]();
    });
    this.bar.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
      const at = buttons.indexOf(document.activeElement);
      if (!(event.key in steps) || at < 0) return;
      event.preventDefault();
      const step = steps[event.key];
      const next = Number.isFinite(step) ? (at + step + buttons.length) % buttons.length : step < 0 ? 0 : buttons.length - 1;
      stop(buttons[next]);
      buttons[next].focus();
    });
    const shortcuts = new Map(buttons.filter((one) => one.dataset.key).map((one) => [one.dataset.key, one.dataset.tool]));
    this.field.addEventListener("keydown", (event) => this.pressed(event, shortcuts));
    this.field.addEventListener("paste", (event) => this.pasted(event));
    this.listenTable();
    this.listenPicker();
    for (const button of this.root.querySelectorAll("dialog [data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  }

  pressed(event, shortcuts) {
    const { key, code, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    if (event.isComposing) return;
    if (control && code.startsWith("Key")) {
      const tool = shortcuts.get(`${event.altKey ? "alt+" : ""}${code.slice(3).toLowerCase()}`);
      if (!tool || shiftKey) return;
      event.preventDefault();
      this.tools[tool]();
      return;
    }
    if (key === "Escape") { this.freed = true; return; } // Tab leaves the table after it: no trap for the keyboard
    const { value, selectionStart: at, selectionEnd: end } = this.field;
    let edit = null;
    if (key === "Tab" && !this.freed && !control && !event.altKey) edit = edits.nextCell(value, shiftKey ? at : end, shiftKey);
    if (key === "Enter" && at === end && !shiftKey && !control && !event.altKey) edit = edits.nextPoint(value, at);
    if (key !== "Shift") this.freed = false;
    if (!edit) return;
    event.preventDefault();
    this.put(edit);
  }

  pasted(event) {
    const rows = tableOf(event.clipboardData.getData("text/html")) ?? edits.tabbed(event.clipboardData.getData("text/plain"));
    if (!rows || edits.inTable(this.field.value, this.field.selectionStart)) return;
    event.preventDefault();
    this.putTable(rows);
  }

  putTable(rows) {
    const { value, selectionStart, selectionEnd } = this.field;
    const text = edits.pipeTable(rows, this.words.caption, edits.newTableKey(value));
    this.put(edits.block(value, selectionStart, selectionEnd, text, this.words.caption));
  }

  // ── A new table ───────────────────────────────────────────────────────────────────────────────────────────────────

  askTable() {
    this.place = [this.field.selectionStart, this.field.selectionEnd];
    this.table.showModal();
  }

  listenTable() {
    const form = this.table.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [columns, rows] = ["columns", "rows"].map((name) => form.elements.namedItem(name).valueAsNumber);
      this.table.close();
      this.field.setSelectionRange(...this.place);
      const head = Array.from({ length: columns }, (_, i) => `${this.words.column} ${i + 1}`);
      this.putTable([head, ...Array.from({ length: rows }, () => head.map(() => ""))]);
    });
  }

  // ── Choosing a source, a picture, a reference, a callout ──────────────────────────────────────────────────────────

  listenPicker() {
    const search = this.picker.querySelector("[data-search]");
    search.addEventListener("input", () => this.drawOptions());
    search.addEventListener("keydown", (event) => {
      const first = this.picker.querySelector("[data-options] button");
      if (event.key === "Enter" || (event.key === "ArrowDown" && first)) event.preventDefault();
      if (event.key === "Enter") first?.click();
      if (event.key === "ArrowDown") first?.focus();
    });
    this.picker.querySelector("[data-options]").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.pick(this.options[Number(button.dataset.index)]);
    });
  }

  async choose(what) {
    const told = this.picker.dataset;
    const part = (name) => this.picker.querySelector(`[data-${name}]`);
    this.choosing = what;
    this.place = [this.field.selectionStart, this.field.selectionEnd]; // a window over the page may take it away
    this.options = null;
    this.picker.querySelector("h2").textContent = told[what];
    part("search").value = "";
    part("page").value = "";
    part("searching").hidden = what === "callout";
    part("paging").hidden = what !== "cite";
    part("upload").hidden = what !== "figure" || !this.root.dataset.insertFigure;
    if (this.root.dataset.insertFigure) part("upload").querySelector("a").href = this.root.dataset.insertFigure;
    if (!this.picker.open) this.picker.showModal();
    if (what === "callout") {
      this.options = ["penting", "contoh", "celah"].map((key) => ({ key, title: told[key], about: told[`${key}About`] }));
    } else {
      this.tell(told.loading);
      try {
        const answer = await fetch(this.root.dataset.keys, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.status);
        this.options = this.optionsOf(await answer.json());
      } catch {
        this.tell(told.failed);
        return;
      }
    }
    this.drawOptions();
  }

  optionsOf({ sources = [], figures = [], tables = [], chapters = [] }) {
    const named = (rows, kind) => rows.map((one) => ({ ...one, kind, about: kind ? `${kind}:${one.key}` : one.key }));
    if (this.choosing !== "refer") return named(this.choosing === "cite" ? sources : figures, "");
    const known = new Set(tables.map((one) => one.key));
    const unsaved = [...this.field.value.matchAll(/^(?:Table)?: *(.*?) *\{#tabel:([\w-]+)\}/gm)]
      .map(([, title, key]) => ({ key, title })).filter((one) => !known.has(one.key));
    return [...named([...unsaved, ...tables], "tabel"), ...named(figures, "gambar"), ...named(chapters, "bab")];
  }

  tell(text) {
    this.picker.querySelector("[data-options]").replaceChildren();
    this.picker.querySelector("[data-told]").textContent = text;
  }

  drawOptions() {
    if (!this.options) return;
    const wanted = this.picker.querySelector("[data-search]").value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ title, about }) => wanted.every((word) => `${title} ${about}`.toLowerCase().includes(word));
    const found = this.options.map((one, index) => ({ ...one, index })).filter(fits);
    this.tell(found.length ? "" : this.picker.dataset[this.options.length ? "none" : `no${this.choosing}`]);
    this.picker.querySelector("[data-options]").append(...found.map(({ title, about, index }) => {
      const item = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: title });
      button.dataset.index = index;
      button.append(Object.assign(document.createElement("small"), { textContent: about }));
      item.append(button);
      return item;
    }));
  }

  pick(option) {
    const page = this.picker.querySelector("[data-page]").value.trim().replace(/[\][@;]/g, " ");
    this.picker.close();
    const { value } = this.field, [start, end] = this.place;
    this.field.setSelectionRange(start, end);
    const inline = (text) => this.put({ from: end, to: end, text, select: [end + text.length, end + text.length] });
    const space = end > 0 && !/[\s([]/.test(value[end - 1]) ? " " : "";
    if (this.choosing === "cite") inline(`${space}[@${option.key}${page ? `, ${this.words.page} ${page}` : ""}]`);
    else if (this.choosing === "refer") inline(`${space}@${option.kind}:${option.key}`);
    else if (this.choosing === "callout") this.use(edits.callout, option.key, this.words[option.key]);
    else {
      const title = option.title.replace(/[\][]/g, " ").replace(/\s+/g, " ").trim();
      this.put(edits.block(value, start, end, `![${title}](gambar:${option.key})`, title));
    }
  }

  // ── What readers will see ─────────────────────────────────────────────────────────────────────────────────────────

  /** One beside the other where there is room, else one or the other. */
  arrange() {
    this.views.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.show(button.dataset.view);
    });
    this.show("write");
  }

  show(view) {
    this.root.dataset.showing = view;
    for (const one of this.views.querySelectorAll("button")) one.setAttribute("aria-pressed", one.dataset.view === view);
    if (view === "preview" && this.stale) this.draw();
  }

  startPreview() {
    this.stale = true;
    this.field.addEventListener("input", () => {
      this.stale = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.draw(), PREVIEW_AFTER);
    });
    this.field.addEventListener("scroll", () => this.follow(), { passive: true });
    new ResizeObserver(() => { this.places = null; if (this.stale) this.draw(); }).observe(this.root);
  }

  async draw() {
    if (!this.shown.offsetParent) return; // nobody looks at it
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.stale = false;
    this.shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.root.dataset.preview, {
        method: "POST", body: new URLSearchParams({ text: this.field.value }), redirect: "error", signal: asking.signal,
        headers: { "X-CSRFToken": csrf(), Accept: "text/html" },
      });
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      this.shown.innerHTML = html; // made safe by the server, which writes it from the dialect
      if (!html.trim()) this.shown.textContent = this.preview.dataset.empty;
      this.tellPreview("");
      this.places = null;
      this.follow();
    } catch {
      if (asking.signal.aborted) return;
      this.stale = true;
      this.tellPreview(this.preview.dataset.failed);
    }
    this.shown.setAttribute("aria-busy", "false");
  }

  tellPreview(text) { this.preview.querySelector("[data-wrong]").textContent = text; }

  /** Heights of the headings in the text and in the preview, so that both show the same chapter part. */
  measured() {
    const mirror = document.createElement("div");
    mirror.className = "t-pen__mirror";
    const { font, padding } = getComputedStyle(this.field);
    Object.assign(mirror.style, { width: `${this.field.clientWidth}px`, font, padding });
    const marks = [];
    for (const line of this.field.value.split("\n")) {
      const row = document.createElement("div");
      row.textContent = line || " ";
      mirror.append(row);
      if (/^#{1,6}\s/.test(line)) marks.push(row);
    }
    this.write.append(mirror);
    const heads = [...this.shown.querySelectorAll("h2, h3, h4, h5, h6")];
    const ours = marks.map((row) => row.offsetTop);
    mirror.remove();
    const top = this.shown.getBoundingClientRect().top - this.shown.scrollTop;
    const theirs = heads.map((one) => one.getBoundingClientRect().top - top);
    const pairs = ours.length === theirs.length ? ours.map((y, i) => [y, theirs[i]]) : [];
    return [[0, 0], ...pairs, [this.field.scrollHeight, this.shown.scrollHeight]];
  }

  follow() {
    if (!this.shown.offsetParent || !this.field.offsetParent) return;
    this.places ??= this.measured();
    const reading = this.field.clientHeight / 3;
    const y = this.field.scrollTop + reading;
    const below = this.places.findIndex(([ours]) => ours > y);
    const next = below > 0 ? below : this.places.length - 1;
    const [[a, A], [b, B]] = [this.places[next - 1], this.places[next]];
    const place = A + ((y - a) / Math.max(1, b - a)) * (B - A);
    const end = this.field.scrollTop + this.field.clientHeight >= this.field.scrollHeight - 2;
    this.shown.scrollTop = this.field.scrollTop < 2 ? 0 : end ? this.shown.scrollHeight : place - reading;
  }

  keepCount() {
    const count = () => { this.count.textContent = this.count.dataset.words.replace("%n", WORDS.format(edits.countWords(this.field.value))); };
    this.field.addEventListener("input", () => { clearTimeout(this.counting); this.counting = setTimeout(count, PREVIEW_AFTER); });
    count();
  }
}

/** The cells of what a spreadsheet copied; null where it is more or less than one table. */
function tableOf(html) {
  if (!html.includes("<table")) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  const tables = page.querySelectorAll("table");
  const text = (node) => (node.textContent ?? "").replace(/\s+/g, "");
  for (const one of page.querySelectorAll("style, script, title")) one.remove();
  if (tables.length !== 1 || text(page.body) !== text(tables[0])) return null;
  const rows = [...tables[0].rows].map((row) => [...row.cells].flatMap((cell) => [cell.textContent, ...Array(Math.min(cell.colSpan, 50) - 1).fill("")]));
  return rows.length > 1 && Math.max(...rows.map((row) => row.length)) > 1 ? rows : null;
}

if (parts && edits) document.querySelectorAll("[data-manuscript]").forEach((root, index) => new Editor(root, index));
