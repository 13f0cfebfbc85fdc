// Autosave of one section. Without this file the buttons save; with it every pause in typing does.
// What has not reached the server lies in this browser, under the number on which it was written. The server merges.

const { kept: drafts, post, readable, signIn, words } = globalThis.tularDrafts; // ui/drafts.js, the script before this one

const form = document.querySelector("[data-editor]");
const line = form?.querySelector("[data-saved]");
const base = form?.elements.namedItem("dasar");
const name = form?.dataset.editor;
const PAUSE = 2500;
const AGAIN = 10000;

const local = {
  read: () => drafts.read(name),
  write(pairs) { safe = drafts.write(name, { base: base.value, pairs, said: readable(form) }); },
  drop: () => drafts.drop(name),
};

// A page may be asked for before a save that it does not yet show, or be an old one out of the browser's own store.
const last = {
  note(version) { try { sessionStorage.setItem(`tular:editor:${name}`, version); } catch { /* private */ } },
  isNewer() {
    try {
      const version = Number(sessionStorage.getItem(`tular:editor:${name}`));
      sessionStorage.removeItem(`tular:editor:${name}`); // once only: a discarded draft begins again at nought
      return version > Number(base.value);
    } catch { return false; }
  },
};

let timer, sending = false, changed = false, bringing = false, knocking = false, leaving = false, safe = true;

function say(text, wrong = false) {
  line.textContent = text;
  line.classList.toggle("is-wrong", wrong);
}

function sayOffline() { say((safe ? "" : words.unkept) || line.dataset.offline, true); }

/** What the server would not take, or could not tell from whom it came. */
function sayRefused(status, said) {
  say((status === 401 ? words.ended : said.text) || line.dataset.failed, true);
  if (status === 401 && words.ended) line.append(" ", signIn());
}

/** What the form says, without files: those are sent by their own control or by the buttons. */
function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

async function send(pairs) {
  const body = new URLSearchParams(pairs);
  body.set("otomatis", "1");
  const { status, told } = await post(form.action || location.pathname, body);
  return { status, said: told };
}

function showConflict(said) {
  say(`${said.text} `, true);
  const link = document.createElement("a");
  link.href = said.address;
  link.textContent = said.link;
  line.append(link);
}

async function save() {
  clearTimeout(timer);
  if (sending || leaving || !changed) return;
  const pairs = typed();
  sending = true;
  changed = false;
  local.write(pairs);
  say(line.dataset.saving);
  try {
    const { status, said } = await send(pairs);
    if (status === 200) {
      base.value = said.version;
      last.note(said.version);
      if (!changed) local.drop();
      say(said.text);
      form.dispatchEvent(new CustomEvent("editor:saved", { detail: said }));
      if (said.reload && !changed && !knocking && !leaving) location.reload(); // would call the form back
    } else if (status === 409) {
      local.drop(); // kept by the server, beside the other text
      leaving = true;
      showConflict(said);
    } else {
      changed = true;
      sayRefused(status, said);
    }
  } catch {
    changed = true;
    sayOffline();
    timer = setTimeout(save, AGAIN);
  } finally {
    sending = false;
  }
  if (changed && !leaving && !line.classList.contains("is-wrong")) timer = setTimeout(save, PAUSE);
}

function touched() {
  changed = true;
  local.write(typed());
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

/** What the server would not take now stands in the form again, on the number on which it was written: to be copied. */
function putBack(kept) {
  for (const [name, value] of kept.pairs) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && /^(text|url|date)$/.test(field.type))) field.value = value;
  }
  base.value = kept.base;
}

/** A text that did not reach the server last time goes there first, on the number on which it was written. */
async function bringBack(kept) {
  say(line.dataset.restored);
  bringing = true;
  try {
    const { status, said } = await send(kept.pairs.map(([name, value]) => [name, name === "dasar" ? kept.base : value]));
    if (status === 200) {
      local.drop();
      location.reload();
    } else if (status === 409) {
      local.drop();
      leaving = true;
      showConflict(said);
    } else {
      putBack(kept);
      sayRefused(status, said);
    }
  } catch {
    putBack(kept);
    sayOffline();
    timer = setTimeout(() => { changed = true; save(); }, AGAIN);
  } finally {
    bringing = false;
  }
}

/** Whether the server answers at all; a script that answers for kept pages does not answer this. */
async function reached() {
  try { await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" }); return true; } catch { return false; }
}

// A form that is posted into a dead line takes what was typed with it: it goes only when somebody is there.
async function submitted(event) {
  if (leaving || event.defaultPrevented) return; // another script sends it later
  event.preventDefault();
  if (knocking || bringing) return; // the page is about to be read again, and would lose what it sends without that text
  knocking = true;
  clearTimeout(timer);
  local.write(typed());
  const there = await reached();
  knocking = false;
  if (there) {
    leaving = true;
    clearTimeout(timer);
    local.drop();
    form.requestSubmit(event.submitter);
  } else {
    changed = true;
    sayOffline();
    clearTimeout(timer);
    timer = setTimeout(save, AGAIN);
  }
}

/** Whether somebody typed while this script was still on its way: a slow line shows the form before it. */
function typedBefore() {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLSelectElement) {
      return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    }
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
    const isTyped = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && !/^(hidden|file)$/.test(field.type));
    return isTyped && field.value !== field.defaultValue;
  });
}

if (form && line && base) {
  const kept = local.read();
  const isAnswer = document.querySelector("[data-error-summary]");
  if (line.dataset.ready) say(line.dataset.ready);
  if (kept?.pairs && !isAnswer) {
    changed = typedBefore(); // goes along when the page is left
    bringBack(kept);
  } else if (!isAnswer && last.isNewer()) location.reload();
  else if (typedBefore()) touched();
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", submitted);
  addEventListener("online", save);
  form.addEventListener("editor:flush", ({ detail }) => { detail.saved = save(); }); // a page that goes on by itself
  addEventListener("beforeunload", (event) => { if (changed && !leaving && !safe) event.preventDefault(); });
  addEventListener("pagehide", () => { if (changed && !leaving) local.write(typed()); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}
