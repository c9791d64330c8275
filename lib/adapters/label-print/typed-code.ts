/** The codes that a person types where no camera is at hand, as they stand on labels. */
import { groupCode, parseCode } from "../../domain/label/code.ts";
import type { LabelLayout } from "../../domain/label/sheet.ts";
import { expectOk } from "../../domain/result.ts";

/** On two lines the first one holds four groups of four. */
const FIRST_LINE = "0000-0000-0000-0000".length;

/** The code of a label's address in groups, on as many lines as the label has for it. Throws when the address ends in no code. */
export function typedCode(uri: string, lines: LabelLayout["codeLines"]): string[] {
  if (lines === 0) return [];
  const code = groupCode(expectOk(parseCode(uri.slice(uri.lastIndexOf("/") + 1))));
  // The hyphen between the lines goes: it would look like a part of the code.
  return lines === 1 ? [code] : [code.slice(0, FIRST_LINE), code.slice(FIRST_LINE + 1)];
}

/** A secret of 26 characters in groups of four, on three lines. */
export function typedSecret(secret: string): readonly [string, string, string] {
  const group = (from: number) => secret.slice(from, from + 4);
  return [`${group(0)}-${group(4)}-${group(8)}`, `${group(12)}-${group(16)}`, `${group(20)}-${group(24)}`];
}
