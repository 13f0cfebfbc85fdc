// The table of marks: every cell saves itself on the number on which it was written. Without this file the button saves.

const form = document.querySelector("form[data-marks]");
const line = form?.querySelector("[data-saved]");

if (form && line) {
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  const page = form.elements.namedItem("sekali").value;
  const cells = [...form.querySelectorAll("input[data-to]:not([disabled])")];
  const base = (cell) => cell.previousElementSibling;
  const known = new Map(cells.map((cell) => [cell, cell.value]));
  const running = new Map();
  let waiting = 0;

  const local = {
    write(cell) { try { localStorage.setItem(cell.dataset.key, JSON.stringify({ base: base(cell).value, pairs: [["mark", cell.value]] })); } catch { /* full or private */ } },
    read(cell) { try { return JSON.parse(localStorage.getItem(cell.dataset.key)); } catch { return null; } },
    drop(cell) { try { localStorage.removeItem(cell.dataset.key); } catch { /* private */ } },
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
    local.write(cell);
    waiting += 1;
    say(line.dataset.saving);
    try {
      const body = new URLSearchParams({ mark: value, dasar: base(cell).value, otomatis: "1", sekali: page });
      const answer = await fetch(cell.dataset.to, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error" });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.status === 200) {
        base(cell).value = told.version;
        known.set(cell, value);
        if (cell.value === value) local.drop(cell);
        tell(cell, "");
        const sum = cell.closest("tr").querySelector("[data-sum]");
        if (told.total !== undefined) sum.textContent = told.total;
        say(told.text);
      } else {
        if (answer.status === 409 || answer.status === 422) local.drop(cell);
        tell(cell, told.text || line.dataset.failed, told.address, told.link);
        say(told.text || line.dataset.failed, true);
      }
    } catch { say(line.dataset.offline, true); }
    waiting -= 1;
    const again = running.get(cell) === "again";
    running.delete(cell);
    if (again) save(cell);
  }

  form.addEventListener("change", ({ target }) => { if (target.dataset.to && target.value !== known.get(target)) save(target); });
  form.addEventListener("keydown", (event) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.dataset.to) return;
    const column = [...event.target.closest("table").querySelectorAll(`input[data-to$="kriteria=${CSS.escape(event.target.dataset.to.split("kriteria=")[1])}"]:not([disabled])`)];
    const next = column[column.indexOf(event.target) + step];
    event.preventDefault();
    if (next) { next.focus(); next.select(); } else event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const cell of cells) if (cell.value !== known.get(cell)) save(cell);
  });
  addEventListener("online", () => { for (const cell of cells) if (local.read(cell)) save(cell); });
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
