// One reading: the sum on the way, time spent, going on without losing what was typed. Without it the buttons do it all.

const form = document.querySelector("form[data-next]");

if (form) {
  const spent = form.elements.namedItem("detik");
  const line = form.querySelector("[data-saved]");
  const store = `tular:detik:${form.dataset.editor.split("/")[1]}`;
  const IDLE = 60000, WAIT = 1500;

  // ── Time: seconds in which the page is seen and somebody moves; told with the next save ──────
  let active = 0, last = Date.now();
  try { active = Number(sessionStorage.getItem(store)) || 0; sessionStorage.removeItem(store); } catch { /* private */ }
  for (const kind of ["pointermove", "keydown", "scroll", "pointerdown"]) {
    addEventListener(kind, () => { last = Date.now(); }, { passive: true });
  }
  setInterval(() => {
    if (!document.hidden && Date.now() - last < IDLE) active += 1;
    spent.value = active;
  }, 1000);
  addEventListener("pagehide", () => { try { sessionStorage.setItem(store, active); } catch { /* private */ } });

  // ── The sum, as the server computed it ───────────────────────────────────────────────────────
  form.addEventListener("editor:saved", ({ detail }) => {
    active = 0;
    spent.value = 0;
    const put = (name, text) => { const place = form.querySelector(`[data-${name}]`); if (place) place.textContent = text ?? ""; };
    if ("sum" in detail) put("sum", detail.sum);
    if ("share" in detail) { put("how", detail.how ? `${detail.how} = ` : ""); put("share", detail.share); }
  });

  // ── Going on: by a link once it is saved, so that nothing is posted into a dead connection ────
  form.addEventListener("submit", async (event) => {
    const button = event.submitter?.name;
    if (button === "serahkan" && navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button === "serahkan") { line.textContent = line.dataset.offline; return; }
    const detail = {};
    form.dispatchEvent(new CustomEvent("editor:flush", { detail }));
    await Promise.race([detail.saved, new Promise((done) => { setTimeout(done, WAIT); })]);
    const refused = line.classList.contains("is-wrong") && line.textContent !== line.dataset.offline;
    if (button === "lanjut" && !refused) location.assign(form.dataset.next);
  }, { capture: true });

  // ── Keys, within the form only ───────────────────────────────────────────────────────────────
  form.querySelector("[data-keys]")?.removeAttribute("hidden");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[name=lanjut]") ?? undefined);
    } else if (event.target.type === "radio" && /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey) {
      const level = form.querySelectorAll("input[type=radio][name=mark]")[Number(event.key) - 1];
      if (level) { event.preventDefault(); level.focus(); level.click(); }
    }
  });
}
