// Progressive enhancement: every page works without this file.
// Words come from the page or the server, so that nothing here needs translating.

const root = document.documentElement;
const say = (text) => { document.getElementById("kabar").textContent = text; };
root.classList.add("js"); // hides what only readers without JavaScript need: [data-plain]

// ── Storage for this tab; a browser that refuses it only forgets ───────────────────────────────

const store = {
  read(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode */ } },
};

// ── A typed need survives an error: [data-keep] on the field, [data-keep-done] where it arrived ─

if (document.querySelector("[data-keep-done]")) store.write("need", "");
for (const field of document.querySelectorAll("[data-keep]")) {
  if (!field.value) field.value = store.read("need") || "";
  field.addEventListener("input", () => store.write("need", field.value));
}

// A need that is too long for an address is posted; the page answers the same.
document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector?.("textarea[data-keep]");
  if (field) target.method = field.value.length > 6000 ? "post" : "get";
});

document.querySelector("[data-error-summary]")?.focus();

// ── Suggestions: <input data-suggest="/address"> · answers {"options": [{value, label, note}], "status"} ─

function suggest(field, index) {
  const list = document.createElement("ul");
  list.id = `saran-${index}`;
  list.className = "t-options";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
  field.parentElement.classList.add("t-suggest");
  field.after(list);
  field.autocomplete = "off";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  const combobox = field.tagName === "INPUT"; // a textarea may not take this role
  if (combobox) field.setAttribute("role", "combobox");

  let options = [], active = -1, timer, running;

  function show(open) {
    list.hidden = !open;
    if (combobox) field.setAttribute("aria-expanded", open);
    if (!open) mark(-1);
  }
  function mark(next) {
    active = next;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === active));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function pick(i) {
    field.value = options[i].value;
    show(false);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(timer);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function draw(answer) {
    options = answer.options ?? [];
    list.replaceChildren(...options.map((option, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.textContent = option.label ?? option.value;
      if (option.note) item.append(Object.assign(document.createElement("small"), { textContent: ` ${option.note}` }));
      item.addEventListener("click", () => pick(i));
      return item;
    }));
    show(options.length > 0 && document.activeElement === field);
    say(answer.status ?? "");
  }
  async function ask() {
    running?.abort();
    const text = field.value.trim();
    options = [];
    if (text.length < 2 || text.length > 120) return show(false);
    running = new AbortController();
    const address = new URL(field.dataset.suggest, location);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: running.signal });
      if (answer.ok) draw(await answer.json());
    } catch { /* stale or offline: typing goes on without suggestions */ }
  }

  show(false);
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  field.addEventListener("blur", () => { clearTimeout(timer); running?.abort(); show(false); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
  field.addEventListener("keydown", (event) => {
    const last = options.length - 1;
    if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "Enter" && active >= 0) pick(active);
    else if (event.key === "ArrowDown" && options.length && (combobox || !list.hidden)) {
      show(true);
      mark(active < last ? active + 1 : 0);
    } else if (event.key === "ArrowUp" && !list.hidden) mark(active > 0 ? active - 1 : last);
    else return;
    event.preventDefault();
  });
}
document.querySelectorAll("[data-suggest]").forEach(suggest);

// ── Compare tray: {% choose %} boxes and {% tray %}; the choice follows the reader through the tab ─

const tray = document.querySelector(".t-tray");
const counter = tray?.querySelector(".t-tray__count");

function choices() { return store.read("compare") ?? []; }
function choose(next) { store.write("compare", next); drawTray(); say(counter.textContent); }

function drawTray() {
  if (!tray) return;
  const chosen = choices();
  const boxes = [...document.querySelectorAll("input[type=checkbox][name=pilih]")];
  for (const box of boxes) box.checked = chosen.some((item) => item.slug === box.value);
  tray.hidden = !chosen.length;
  counter.textContent = tray.dataset.count.replace("%n", chosen.length);
  tray.querySelector("ul").replaceChildren(...chosen.map(({ slug, title }) => {
    const item = document.createElement("li");
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "t-x", textContent: "×" });
    remove.setAttribute("aria-label", `${tray.dataset.remove} ${title}`);
    remove.addEventListener("click", () => {
      choose(choices().filter((other) => other.slug !== slug));
      (tray.querySelector(".t-x") ?? document.querySelector("main")).focus();
    });
    item.append(Object.assign(document.createElement("span"), { textContent: title, title }), remove);
    if (!boxes.some((box) => box.value === slug)) {
      item.append(Object.assign(document.createElement("input"), { type: "hidden", name: "pilih", value: slug }));
    }
    return item;
  }));
}

const clear = tray?.querySelector(".t-tray__clear"); // phones show no list to take entries from
if (clear) {
  clear.hidden = false;
  clear.addEventListener("click", () => { choose([]); document.querySelector("main").focus(); });
}

document.addEventListener("change", ({ target }) => {
  if (!tray || target.name !== "pilih") return;
  const others = choices().filter((item) => item.slug !== target.value);
  if (target.checked && others.length >= tray.dataset.limit) {
    target.checked = false;
    return say(counter.textContent = tray.dataset.full);
  }
  choose(target.checked ? [...others, { slug: target.value, title: target.dataset.title }] : others);
});

if (tray && store.read("compare") === null) { // first page of this tab: take over what the server knows
  const known = [...document.querySelectorAll("input[type=hidden][name=pilih], input[name=pilih]:checked")];
  const titles = new Map(known.map((field) => [field.value, field.dataset.title]));
  store.write("compare", [...titles].map(([slug, title]) => ({ slug, title })));
}
drawTray();
window.addEventListener("pageshow", drawTray);

// ── Filters: form[data-auto-submit] replaces every [data-live] region (with an id) by its new state ─

let filtering, shown = location.pathname + location.search;
document.addEventListener("change", async ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-auto-submit]")) return;
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const regions = [...document.querySelectorAll("[data-live]")];
  if (!regions.length) return form.requestSubmit();
  filtering?.abort();
  filtering = new AbortController();
  for (const region of regions) region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: filtering.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const region of regions) replace(region, page.getElementById(region.id));
    history.pushState({}, "", address);
    shown = location.pathname + location.search;
    document.title = page.title;
    drawTray();
    say(document.querySelector("[data-result-count]")?.textContent.trim() ?? "");
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  }
});
window.addEventListener("popstate", () => { // also fired by links within the page, which change nothing to load
  if (location.pathname + location.search !== shown) location.reload();
});

function replace(region, fresh) {
  const { name, value } = region.contains(document.activeElement) ? document.activeElement : {};
  for (const details of region.querySelectorAll("details[id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.toggleAttribute("open", details.open);
  }
  region.replaceWith(fresh);
  if (!name) return;
  const same = [...fresh.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  (same.find((field) => field.value === value) ?? same[0])?.focus();
}

// ── What was kept for reading without a connection leaves with the person ───────────────────────

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("tular-luring-")) await caches.delete(name);
}
if ("caches" in window) {
  document.addEventListener("submit", ({ target }) => { if (target.getAttribute("action") === "/keluar") forget(); });
  if (navigator.onLine && !document.querySelector('form[action="/keluar"]')) forget();
}

// ── Print: scores are opened, so that the paper shows how they came about ───────────────────────

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.t-score:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false; // shown only where it works
  button.addEventListener("click", () => window.print());
}
