/** What a scan gun typed, made into the text that was printed (ux.md section 6). */

/** `]d2`, `]C1`, `]Q3`: AIM symbology identifier that some guns put in front. */
const AIM_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;
/** Application identifier 00 before an SSCC, in brackets or not. */
const SSCC_WITH_IDENTIFIER = /^\(?00\)?(\d{18})$/;

/** Drops symbology prefix, group separators, blanks; folds full-width letters. Letter case stays: serial numbers have one. */
export function cleanScan(typed: string): string {
  const text = typed.normalize("NFKC").trim().replace(AIM_PREFIX, "").replaceAll("\u001d", "").trim();
  return SSCC_WITH_IDENTIFIER.exec(text)?.[1] ?? text;
}

/** Pasted lists and fast guns: one item a line, tab or comma. Links hold no such sign. */
export function scansIn(typed: string): string[] {
  return typed
    .split(/[\r\n\t,;，；]+/)
    .map(cleanScan)
    .filter((text) => text !== "");
}

const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  Slash: ["/", "?"],
  Period: [".", ">"],
  Comma: [",", "<"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Space: [" ", " "],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/** The character of a physical key on the US layout that guns imitate: an input method hides `key` but not `code`. */
export function characterOf(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return shift && code.startsWith("Digit") ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return SIGNS[code]?.[shift ? 1 : 0] ?? "";
}
