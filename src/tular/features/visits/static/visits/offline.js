// A visit without a connection: pages are kept by ui/keeping.js; what was filled in meanwhile is sent by ui/drafts.js.
// Photos that wait lie with visits/photos.js.

const { keeping } = globalThis.tularKeeping; // the scripts before this one
const { sending } = globalThis.tularDrafts;

const START = "verifikasi/";

const panel = document.querySelector("[data-offline-panel]");
const person = document.body.dataset.person;
const own = document.querySelector("form[data-editor]")?.dataset.editor;

function address(name) {
  const [visit, ...section] = name.slice(START.length).split("/");
  return `/verifikasi/${visit}/isi?butir=${encodeURIComponent(section.join("/"))}`;
}

if (person) {
  sending({ start: START, here: (name) => name === own, address });
  keeping({ panel, person, area: "verifikasi", scope: "/verifikasi", count: (told) => told.items ?? 0 });
}
