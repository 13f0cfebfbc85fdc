// Counts words while somebody types, puts a text of the record into an answer, and tells autosave of sent files.
// The count is that of engines/rulebook/wordcount.py: what stands between blanks and has a letter or a digit.

const BLANKS = /[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/u;
const LETTER = /[\p{L}\p{N}]/u;

export const countWords = (text) => text.split(BLANKS).filter((piece) => LETTER.test(piece)).length;

function show(line, text) {
  const { most, least, say, sayOver, sayUnder } = line.dataset;
  const count = countWords(text);
  const over = most && count > Number(most);
  const under = least && count > 0 && count < Number(least);
  const words = { "%n": count, "%x": count - Number(most ?? 0), "%k": Number(least ?? 0) - count };
  line.querySelector("[data-number]").textContent =
    (over ? sayOver : under ? sayUnder : say).replace(/%[nxk]/g, (mark) => words[mark]);
  line.classList.toggle("is-wrong", Boolean(over));
}

for (const line of document.querySelectorAll("[data-count]")) {
  const area = document.getElementById(line.dataset.count);
  if (!area) continue;
  show(line, area.value);
  area.addEventListener("input", () => show(line, area.value));
}

// Without this the button sends the form, and the server does the same.
for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", (event) => {
    const area = document.getElementById(button.dataset.take);
    const source = document.getElementById(button.dataset.source);
    if (!area || !source) return;
    event.preventDefault();
    area.value = [area.value.trimEnd(), source.textContent.trim()].filter(Boolean).join("\n\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}

document.addEventListener("uploaded", (event) => event.target.dispatchEvent(new Event("change", { bubbles: true })));
