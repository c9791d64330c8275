/** The code that a person types where no camera is at hand, as it stands on a label. */
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
