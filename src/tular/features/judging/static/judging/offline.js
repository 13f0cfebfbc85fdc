// Reading and marking without a connection: keeps the assigned pages when asked, and sends what was marked meanwhile.
// Keeping is done by ui/keeping.js, sending by ui/drafts.js; the worker at /penilaian/luring.js answers from what is kept.

const { keeping } = globalThis.tularKeeping; // the scripts before this one
const { kept, sending } = globalThis.tularDrafts;

const START = "penilaian/";

const panel = document.querySelector("[data-offline-panel]");
const person = document.body.dataset.person;
const own = document.querySelector("form[data-editor]")?.dataset.editor;

/** Whether this page sends it itself: the reading that is open, or a cell of the table that may be changed. */
function here(name) {
  if (name === own) return true;
  const cell = document.querySelector(`[data-key="${CSS.escape(name)}"]:not([disabled])`);
  return Boolean(cell) && kept.read(name).pairs.length === 1;
}

function address(name) {
  const [reading, ...criterion] = name.slice(START.length).split("/");
  return `/penilaian/${reading}?kriteria=${encodeURIComponent(criterion.join("/"))}`;
}

if (person) {
  sending({ start: START, here, address });
  keeping({ panel, person, area: "", scope: "/penilaian", count: (told) => told.readings ?? 0 });
}
