// The list of records: choose all on the page, and say how many are chosen. Works without this file too.

const form = document.querySelector("[data-bulk]");
const boxes = form ? [...form.querySelectorAll("input[name=pilih]")] : [];
const count = form?.querySelector("[data-bulk-count]");
const all = form?.querySelector("[data-bulk-all]");

function tell() {
  const chosen = boxes.filter((box) => box.checked).length;
  if (count) count.textContent = `(${chosen})`;
}

if (all && boxes.length) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
