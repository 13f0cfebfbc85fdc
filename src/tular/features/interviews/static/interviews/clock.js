// The clock of a slot: asks the server how it stands, and counts by itself in between.
// One clock for all who look: only the server knows when a phase began; this page never decides anything.

const root = document.querySelector("[data-clock]");
const digits = root.querySelector("[data-digits]");
const label = root.querySelector("[data-label]");
const said = root.querySelector("[data-said]");
const paused = root.querySelector("[data-paused]");
const lost = root.querySelector("[data-lost]");

const EVERY = 2000;
const still = ["menunggu", "selesai"];
let state = { phase: root.dataset.phase, runs: root.dataset.runs === "1", left: Number(root.dataset.left), mark: root.dataset.mark };
let at = performance.now();
let told = "";

function left() {
  return state.left - (state.runs ? (performance.now() - at) / 1000 : 0);
}

function words(seconds) {
  const over = seconds < 0;
  const whole = Math.abs(over ? Math.floor(seconds) : Math.ceil(seconds));
  const text = `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return over && whole > 0 ? `+${text}` : text;
}

function tell(key, text) {
  if (told === key) return;
  told = key;
  said.textContent = text;
}

function show() {
  const now = left();
  const goes = !still.includes(state.phase);
  digits.textContent = words(now);
  root.classList.toggle("is-over", goes && now <= 0);
  root.classList.toggle("is-last", goes && now > 0 && now <= 60);
  paused.hidden = state.runs || !goes;
  if (!goes) tell(state.phase, "");
  else if (now <= 0) tell(`${state.phase}-end`, root.dataset.end);
  else if (now <= 60) tell(`${state.phase}-minute`, root.dataset.minute);
  else tell(state.phase, "");
}

async function ask() {
  const asked = performance.now();
  try {
    const answer = await fetch(root.dataset.clock, { headers: { Accept: "application/json" }, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    lost.hidden = true;
    if (found.mark !== state.mark) {
      // Somebody ran the clock: the buttons that fit it come with the page. Without buttons nothing else changes.
      if (root.querySelector("form")) { location.reload(); return; }
      label.textContent = found.label.charAt(0).toUpperCase() + found.label.slice(1);
    }
    state = found;
    at = (asked + performance.now()) / 2;
    show();
  } catch {
    lost.textContent = root.dataset.lost;
    lost.hidden = false;
  }
}

setInterval(show, 250);
setInterval(() => { if (document.visibilityState === "visible") ask(); }, EVERY);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask(); });
show();
