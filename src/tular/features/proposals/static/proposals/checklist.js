// Keys of the desk: links with data-key are followed, buttons are only brought to the hand. Works without this file too.

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  if (event.key === "a") {
    event.preventDefault();
    document.querySelector("[data-decide] input[name=alasan]")?.focus();
    return;
  }
  if (!/^[a-z]$/.test(event.key)) return;
  const wanted = document.querySelector(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.tagName === "A") wanted.click();
  else wanted.focus();
});
