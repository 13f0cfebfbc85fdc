// Commenting on a draft: the form goes to the paragraph or to the words that were marked; what is written without a
// connection waits on the device (ui/drafts.js) and is sent once. Pages are kept by ui/keeping.js.

const { keeping } = globalThis.tularKeeping; // the scripts before this one
const { kept, post, sending, signIn, readable } = globalThis.tularDrafts;

const START = "fgd:";
const WATCH = 1500;
const root = document.querySelector("[data-fgd-page]");
const section = document.querySelector("[data-comment-form]");
const form = section?.querySelector("form");
const here = `${START}${form ? new URL(form.action).pathname : ""}#`;

const address = (name) => name.slice(START.length).split("#")[0];
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

/** A new identity for the next comment. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const digits = crypto.getRandomValues(new Uint8Array(16));
  digits[6] = (digits[6] & 15) | 64;
  digits[8] = (digits[8] & 63) | 128;
  const text = [...digits].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

/** The passage that is marked: its paragraph, its words, and how many letters stand before them. */
function marked() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const passage = element(range.startContainer)?.closest("[data-passage]");
  const quote = squeezed(selection.toString());
  if (!passage || !quote) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const ends = element(range.endContainer)?.closest("[data-passage]") === passage;
  return { block: ends ? passage.dataset.passage : "0", near: passage.dataset.passage, quote, offset: squeezed(before.toString()).length };
}

let again = false;
const send = () => sending({ start: START, here: () => false, address });

/** The note of a comment that waits on this device. */
function waitingNote(name, pairs) {
  const of = (field) => pairs.find(([key]) => key === field)?.[1] ?? "";
  const place = document.querySelector(`[data-notes="${CSS.escape(of("block") || "0")}"]`) ?? null;
  const note = Object.assign(document.createElement("div"), { className: "t-note t-note--own" });
  const line = (text) => note.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (of("pembicara")) line(of("pembicara"));
  line(of("text"));
  const state = Object.assign(document.createElement("p"), { className: "t-quiet", textContent: form.dataset.waiting });
  note.append(state);
  if (place) place.prepend(note);
  else section.before(note);
  const watch = setInterval(() => {
    if (kept.read(name)) return;
    state.textContent = form.dataset.sentlabel;
    clearInterval(watch);
  }, WATCH);
}

function commenting() {
  const home = document.createComment("form");
  section.before(home);
  const field = (name) => form.elements[name];
  const about = section.querySelector("[data-about]"), quote = section.querySelector("[data-quote]");
  const said = form.querySelector("[data-said]"), cancel = form.querySelector("[data-cancel]");
  let opener = null;

  function show({ block, words, offset, near, from }) {
    opener = from ?? opener;
    field("block").value = block;
    field("quote").value = words;
    field("offset").value = offset;
    const passage = document.querySelector(`[data-passage="${CSS.escape(near)}"]`);
    const kind = words ? "onPassage" : near === "0" ? "onWhole" : "onParagraph";
    about.textContent = about.dataset[kind];
    quote.hidden = kind === "onWhole";
    quote.textContent = words || squeezed(passage?.textContent ?? "").slice(0, 240);
    if (near === "0") home.after(section);
    else document.getElementById(`fgd-p${near}`).append(section);
    cancel.hidden = false;
    said.textContent = "";
    field("text").focus();
    section.scrollIntoView({ block: "nearest" });
  }

  function back() {
    home.after(section);
    cancel.hidden = true;
    opener?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-comment], [data-whole-chapter]");
    if (!link) return;
    event.preventDefault();
    const near = link.dataset.comment ?? "0", words = marked();
    if (words && words.near === near) show({ block: words.block, near, words: words.quote, offset: words.offset, from: link });
    else show({ block: near, near, words: "", offset: "0", from: link });
  });
  cancel.addEventListener("click", back);
  section.addEventListener("keydown", (event) => { if (event.key === "Escape" && !cancel.hidden) back(); });

  const bar = Object.assign(document.createElement("button"), { type: "button", className: "t-btn t-marked", textContent: form.dataset.marked, hidden: true });
  document.body.append(bar);
  let chosen = null;
  document.addEventListener("selectionchange", () => {
    const words = marked();
    if (words) chosen = words;
    bar.hidden = !words;
  });
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay marked
  bar.addEventListener("click", () => {
    bar.hidden = true;
    show({ block: chosen.block, near: chosen.near, words: chosen.quote, offset: chosen.offset });
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    if (!field("written").value) field("written").value = new Date().toISOString();
    const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "sekali");
    const name = `${here}${field("client").value}`;
    const stored = Boolean(squeezed(field("text").value)) && kept.write(name, { pairs, base: "", said: readable(form) });
    try {
      const body = new URLSearchParams([...pairs, ["otomatis", "1"]]);
      const { status, told } = await post(form.action, body);
      if (status >= 500 || status === 429) throw new Error(String(status));
      if (status === 401) said.replaceChildren(`${form.dataset.kept} `, signIn());
      else {
        kept.drop(name);
        field("written").value = "";
        if (status === 200) {
          try { sessionStorage.setItem("tular:fgd:pembicara", JSON.stringify([field("pembicara")?.value, field("instansi")?.value])); } catch { /* private */ }
          const target = new URL(told.path, location.href);
          if (target.pathname === location.pathname) { history.replaceState(null, "", target); location.reload(); } else location.assign(target);
          return;
        }
        said.textContent = told.text ?? "";
      }
    } catch {
      said.textContent = stored ? form.dataset.kept : form.dataset.unkept;
      if (stored) {
        waitingNote(name, pairs);
        field("text").value = "";
        field("client").value = uuid();
        field("written").value = "";
        if (!again) send();
        again = true;
      }
    }
    button.disabled = false;
  });

  try {
    const [speaker, agency] = JSON.parse(sessionStorage.getItem("tular:fgd:pembicara")) ?? [];
    if (speaker && field("pembicara") && !field("pembicara").value) { field("pembicara").value = speaker; field("instansi").value = agency ?? ""; }
  } catch { /* private */ }
  for (const name of kept.names(here)) waitingNote(name, kept.read(name)?.pairs ?? []);
}

if (root) {
  if (form) commenting();
  send();
  const panel = document.querySelector("[data-offline-panel]");
  keeping({ panel, person: root.dataset.fgdPage, area: "fgd", scope: "/model", count: (told) => told.items ?? 0 });
}
