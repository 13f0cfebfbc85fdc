// What the tools of the manuscript editor do to its text. Nothing here touches the page.
// Each takes the text and the selection, and gives what is to be put in its place: {from, to, text, select: [from, to]}.

const MARKED = /^(\s*)(?:[-*+] \[[ xX]\] |[-*+] |\d+[.)] |> ?)/;
const PREFIXES = { list: () => "- ", numbered: (n) => `${n}. `, task: () => "- [ ] ", quote: () => "> " };
const KINDS = { list: /^\s*[-*+] (?!\[[ xX]\] )/, numbered: /^\s*\d+[.)] /, task: /^\s*[-*+] \[[ xX]\] /, quote: /^\s*> ?/ };
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;
const FIGURE = /^[-+]?[\d.,\s]*\d[\d.,\s]*%?$/;

/** Where the lines of a selection begin and end. */
function lineBounds(value, start, end) {
  const from = start > 0 ? value.lastIndexOf("\n", start - 1) + 1 : 0;
  const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
  const to = value.indexOf("\n", last);
  return [from, to < 0 ? value.length : to];
}

/** Line breaks that are lacking between a place and a block that is to stand there by itself. */
function gaps(value, from, to) {
  const before = value.slice(0, from), after = value.slice(to);
  return [
    !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n",
    !after.trim() ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n",
  ];
}

/** Marks around the selected words, or away where they stand already. */
function around(value, start, end, mark, words) {
  const size = mark.length;
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  const run = (at, step) => { let n = 0; while (value[at + n * step] === mark[0]) n += 1; return n; };
  const outside = Math.min(run(start - 1, -1), run(end, 1));
  if (outside === size || outside === 3) {
    return { from: start - size, to: end + size, text: value.slice(start, end), select: [start - size, end - size] };
  }
  const inner = value.slice(start, end) || words;
  return { from: start, to: end, text: mark + inner + mark, select: [start + size, start + size + inner.length] };
}

/** The selected lines as a list, numbers, tasks or a quotation; as plain lines where they are that already. */
function asLines(value, start, end, kind) {
  const [from, to] = lineBounds(value, start, end);
  const lines = value.slice(from, to).split("\n");
  const filled = lines.filter((line) => line.trim());
  const is = filled.length > 0 && filled.every((line) => KINDS[kind].test(line));
  let number = 0;
  const made = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    const bare = line.replace(MARKED, "$1");
    return is ? bare : bare.replace(/^\s*/, (space) => space + PREFIXES[kind]((number += 1)));
  }).join("\n");
  const above = value.slice(value.lastIndexOf("\n", from - 2) + 1, Math.max(from - 1, 0));
  const gap = !is && above.trim() && !KINDS[kind].test(above) ? "\n" : "";
  const single = start === end;
  const at = from + gap.length;
  return { from, to, text: gap + made, select: single ? [at + made.length, at + made.length] : [at, at + made.length] };
}

/** The line as a heading, one level deeper each time; after the deepest as plain text again. */
function heading(value, start, end, words) {
  const [from, to] = lineBounds(value, start, start);
  const line = value.slice(from, to);
  const level = line.match(/^(#+)\s/)?.[1].length ?? 0;
  const bare = line.replace(/^#+\s*/, "") || words;
  const next = level === 0 ? 2 : level >= 4 ? 0 : level + 1;
  const head = next ? `${"#".repeat(next)} ` : "";
  const gap = next && !value.slice(0, from).trim() ? "" : next ? gaps(value, from, to)[0] : "";
  const at = from + gap.length + head.length;
  return { from, to, text: gap + head + bare, select: [at, at + bare.length] };
}

/** A block by itself at the selection; `inside` is the part of it that stays selected. */
function block(value, start, end, text, inside = "") {
  const [before, after] = gaps(value, start, end);
  const at = start + before.length + Math.max(0, inside ? text.indexOf(inside) : text.length);
  return { from: start, to: end, text: before + text + after, select: [at, at + inside.length] };
}

/** A callout around the selected lines. */
function callout(value, start, end, kind, words) {
  const [from, to] = start === end ? [start, end] : lineBounds(value, start, end);
  const inside = value.slice(from, to).trim() || words;
  return block(value, from, to, `::: ${kind}\n${inside}\n:::`, inside);
}

/** A link of the selected words, with its address selected. */
function link(value, start, end, words) {
  const chosen = value.slice(start, end).trim();
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  const label = isAddress || !chosen ? words : chosen;
  const target = isAddress ? chosen : "https://";
  const at = start + (isAddress ? 1 : label.length + 3);
  return { from: start, to: end, text: `[${label}](${target})`, select: [at, at + (isAddress ? label : target).length] };
}

/** The number of the next note: one more than the highest. */
function nextNote(value) {
  return Math.max(0, ...[...value.matchAll(/\[\^(\d+)\]/g)].map((one) => Number(one[1]))) + 1;
}

/** A key of a table that the text does not have yet. */
function newTableKey(value) {
  let number = 1;
  while (value.includes(`{#tabel:tabel-${number}}`)) number += 1;
  return `tabel-${number}`;
}

/** Rows of cells as a pipe table with a caption; columns of figures stand to the right. */
function pipeTable(rows, caption, key) {
  const width = Math.max(...rows.map((row) => row.length));
  const clean = (cell) => (cell ?? "").replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
  const filled = rows.map((row) => Array.from({ length: width }, (_, i) => clean(row[i])));
  const isFigures = (i) => {
    const cells = filled.slice(1).map((row) => row[i]).filter(Boolean);
    return cells.length > 0 && cells.every((cell) => FIGURE.test(cell));
  };
  const rule = filled[0].map((_, i) => (isFigures(i) ? "---:" : "---"));
  const lines = [filled[0], rule, ...filled.slice(1)].map((row) => `| ${row.join(" | ")} |`);
  return `${lines.join("\n")}\n\n: ${caption} {#tabel:${key}}`;
}

/** Rows of a text that a spreadsheet put into the clipboard; null when it is no table. */
function tabbed(text) {
  if (!text.includes("\t")) return null;
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const one = text[i], row = rows.at(-1);
    if (quoted) {
      if (one !== '"') row[row.length - 1] += one;
      else if (text[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; } else quoted = false;
    } else if (one === '"' && row.at(-1) === "") quoted = true;
    else if (one === "\t") row.push("");
    else if (one === "\n") rows.push([""]);
    else if (one !== "\r") row[row.length - 1] += one;
  }
  if (rows.length > 1 && rows.at(-1).join("") === "") rows.pop();
  const isTable = rows.length > 1 && rows.every((row) => row.length === rows[0].length);
  return isTable ? rows : null;
}

/** The cells of a line of a table as [from, to] of their words within it. */
function cells(line) {
  const found = [];
  const bars = [...line.matchAll(/(?<!\\)\|/g)].map((one) => one.index);
  for (let i = 0; i + 1 < bars.length; i += 1) {
    const inside = line.slice(bars[i] + 1, bars[i + 1]);
    const lead = inside.trim() ? inside.length - inside.trimStart().length : Math.min(1, inside.length);
    found.push([bars[i] + 1 + lead, bars[i] + 1 + lead + inside.trim().length]);
  }
  return found;
}

function inTable(value, at) {
  const [from, to] = lineBounds(value, at, at);
  return /^\s*\|.*\|\s*$/.test(value.slice(from, to));
}

/** To the next cell of a table; from the last one into a new row. null where there is no table, or none before it. */
function nextCell(value, at, back) {
  if (!inTable(value, at)) return null;
  let [from, to] = lineBounds(value, at, at);
  const stay = (begin, cell) => ({ from: begin, to: begin, text: "", select: [begin + cell[0], begin + cell[1]] });
  const here = cells(value.slice(from, to));
  const place = here.findIndex((cell) => at - from <= cell[1]);
  const index = (place < 0 ? here.length - 1 : place) + (back ? -1 : 1);
  if (here[index]) return stay(from, here[index]);
  do {
    if (back ? from === 0 : to >= value.length) { [from, to] = [-1, -1]; break; }
    [from, to] = back ? lineBounds(value, from - 1, from - 1) : lineBounds(value, to + 1, to + 1);
  } while (RULE.test(value.slice(from, to)));
  if (from >= 0 && inTable(value, from)) {
    const other = cells(value.slice(from, to));
    return stay(from, back ? other.at(-1) : other[0]);
  }
  if (back) return null;
  const end = lineBounds(value, at, at)[1];
  const row = `\n|${"  |".repeat(here.length)}`;
  return { from: end, to: end, text: row, select: [end + 3, end + 3] };
}

/** What Enter does in a list: the next point, or the end of the list after an empty one; null elsewhere. */
function nextPoint(value, at) {
  const from = lineBounds(value, at, at)[0];
  const found = value.slice(from, at).match(/^(\s*)([-*+] \[[ xX]\] |[-*+] |(\d+)([.)]) |> )(.*)$/);
  if (!found) return null;
  const [, space, mark, number, sign, rest] = found;
  if (!rest.trim()) return { from, to: at, text: "", select: [from, from] };
  const next = number ? `${Number(number) + 1}${sign} ` : mark.replace(/\[[xX]\]/, "[ ]");
  const text = `\n${space}${next}`;
  return { from: at, to: at, text, select: [at + text.length, at + text.length] };
}

/** How many words a reader reads. */
function countWords(value) {
  const read = value.replace(/\{#[^}]*\}|\]\([^)]*\)|^:::.*$|^\s*\|[-:| ]+\|\s*$/gm, " ");
  return read.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu)?.length ?? 0;
}

globalThis.tularManuscript = {
  around, asLines, block, callout, countWords, heading, inTable, link, newTableKey, nextCell, nextNote, nextPoint, pipeTable, tabbed,
};
