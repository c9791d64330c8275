/** The lines of a terminal capture, freed from what terminals, pagers and mail programs add to them. */

/** A reader sets `isRead` on every line that it took something from; the others are shown to the person. */
export type Line = { readonly number: number; readonly text: string; isRead: boolean };

// A capture is at most a few thousand lines; anything beyond this is no capture of modules and would only cost time.
const LONGEST_TEXT = 4_000_000;
const LONGEST_LINE = 100_000;
const MOST_LINES = 20_000;

const BELL = String.fromCharCode(0x07);
const ESC = String.fromCharCode(0x1b);
// Colours and cursor moves, window titles, and the two-character escapes (ECMA-48).
const ESCAPE = new RegExp(
  `${ESC}(?:\\[[0-?]{0,16}[ -/]{0,4}[@-~]|\\][^${BELL}${ESC}]{0,256}(?:${BELL}|${ESC}\\\\)?|[@-Z\\\\^_])`,
  "g",
);
const PAGER = /(?:--\s?More\s?--|<---\s?More\s?--->|---\(more(?:\s\d{1,3}%)?\)---|----\s?More\s?----)[ \t]{0,80}/gi;
const MARKS = /[\ufeff\ufffe]/g;
/** Anything that there is to take away; most lines have nothing, and a site's captures have a million lines. */
const ADDED = new RegExp(`[\\ufeff\\ufffe\\0${ESC}\\x08\\r\\u00a0]|^>|more`, "i");

/** Strips marks, escapes, backspaces, carriage returns, pager prompts and quote marks; line numbers are those of the input. */
export function capturedLines(text: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const raw of text.slice(0, LONGEST_TEXT).split(/\r\n|\n|\u2028/, MOST_LINES)) {
    number++;
    const line = raw.length > LONGEST_LINE ? raw.slice(0, LONGEST_LINE) : raw;
    lines.push({ number, text: ADDED.test(line) ? cleaned(line) : line.trimEnd(), isRead: false });
  }
  return lines;
}

function cleaned(raw: string): string {
  let line = raw.replace(MARKS, "").replaceAll("\0", "");
  if (line.includes(ESC)) line = line.replace(ESCAPE, "");
  // A pager writes its prompt, returns and overwrites it: what counts is what stands after the last return.
  if (line.includes("\b") || line.includes("\r")) line = afterReturns(withoutBackspaces(line));
  if (/more/i.test(line)) line = line.replace(PAGER, "");
  return line
    .replace(/^(?:> ?){1,16}/, "")
    .replaceAll("\u00a0", " ")
    .trimEnd();
}

function withoutBackspaces(line: string): string {
  if (!line.includes("\b")) return line;
  const kept: string[] = [];
  for (const character of line) {
    if (character === "\b") kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}

function afterReturns(line: string): string {
  const parts = line.split("\r").filter((part) => part.trim() !== "");
  return parts.at(-1) ?? "";
}
