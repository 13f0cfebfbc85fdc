// After a save by itself the form carries what is kept now, so that the next save is compared with that.
const form = document.querySelector("form[data-editor]");
form?.addEventListener("editor:saved", ({ detail }) => {
  for (const [name, value] of Object.entries(detail.shown ?? {})) form.elements.namedItem(name).value = value;
});
