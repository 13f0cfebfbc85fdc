// The table of marks: every cell saves itself on the number on which it was written. Without this file the button saves.

const { kept: drafts, post, signIn, words } = globalThis.tularDrafts; // the script before this one

const form = document.querySelector("form[data-marks]");
const AGAIN = 10000;
const line = form?.querySelector("[data-saved]");

if (form && line) {
  const page = form.elements.namedItem("sekali").value;
  const cells = [...form.querySelectorAll("input[data-to]:not([disabled])")];
  const base = (cell) => cell.previousElementSibling;
  const known = new Map(cells.map((cell) => [cell, cell.value]));
  const running = new Map();
  let waiting = 0, timer;

  const local = {
    write: (cell) => drafts.write(cell.dataset.key, { base: base(cell).value, pairs: [["mark", cell.value]], said: [[cell.getAttribute("aria-label"), cell.value]] }),
    read: (cell) => drafts.read(cell.dataset.key),
    drop: (cell) => drafts.drop(cell.dataset.key),
  };

  function say(text, wrong = false) {
    line.textContent = text;
    line.classList.toggle("is-wrong", wrong);
  }

  function tell(cell, text, address, link) {
    const place = cell.parentElement;
    place.querySelector(".t-marks__said")?.remove();
    place.classList.toggle("is-wrong", Boolean(text));
    cell.toggleAttribute("aria-invalid", Boolean(text));
    if (!text) return cell.removeAttribute("aria-describedby");
    const said = Object.assign(document.createElement("span"), { className: "t-marks__said", id: `galat-${cell.name}`, textContent: `${text} ` });
    if (address) said.append(Object.assign(document.createElement("a"), { href: address, textContent: link }));
    cell.setAttribute("aria-describedby", said.id);
    place.append(said);
  }

  async function save(cell) {
    if (running.get(cell)) return running.set(cell, "again");
    running.set(cell, "now");
    const value = cell.value;
    const safe = local.write(cell);
    waiting += 1;
    say(line.dataset.saving);
    try {
      const body = new URLSearchParams({ mark: value, dasar: base(cell).value, otomatis: "1", sekali: page });
      const { status, told } = await post(cell.dataset.to, body);
      if (status === 200) {
        base(cell).value = told.version;
        known.set(cell, value);
        if (cell.value === value) local.drop(cell);
        tell(cell, "");
        const sum = cell.closest("tr").querySelector("[data-sum]");
        if (told.total !== undefined) sum.textContent = told.total;
        say(told.text);
      } else {
        if (status === 409) local.drop(cell);
        const why = (status === 401 ? words.ended : told.text) || line.dataset.failed;
        tell(cell, why, told.address, told.link);
        say(why, true);
        if (status === 401) line.append(" ", signIn());
      }
    } catch {
      say((safe ? "" : words.unkept) || line.dataset.offline, true);
      clearTimeout(timer);
      timer = setTimeout(saveAll, AGAIN);
    }
    waiting -= 1;
    const again = running.get(cell) === "again";
    running.delete(cell);
    if (again) save(cell);
  }

  function saveAll() { for (const cell of cells) if (cell.value !== known.get(cell)) save(cell); }

  form.addEventListener("change", ({ target }) => { if (target.dataset.to && target.value !== known.get(target)) save(target); });
  form.addEventListener("keydown", (event) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.dataset.to) return;
    const column = [...event.target.closest("table").querySelectorAll(`input[data-to$="kriteria=${CSS.escape(event.target.dataset.to.split("kriteria=")[1])}"]:not([disabled])`)];
    const next = column[column.indexOf(event.target) + step];
    event.preventDefault();
    if (next) { next.focus(); next.select(); } else event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); saveAll(); });
  addEventListener("online", saveAll);
  addEventListener("beforeunload", (event) => { if (waiting && navigator.onLine) event.preventDefault(); });

  say(line.dataset.ready);
  for (const cell of cells) {
    const kept = local.read(cell);
    const mark = kept?.pairs?.find(([name]) => name === "mark")?.[1];
    if (mark === undefined || kept.pairs.length > 1) continue; // of the page of the reading: offline.js sends it whole
    cell.value = mark;
    base(cell).value = kept.base;
    save(cell);
  }
}
