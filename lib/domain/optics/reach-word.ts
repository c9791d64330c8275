/** The word for reach or medium that ends a part number or product id: `SFP-10GB-LR` says LR, `SFP-H10GB-CU1M` says CU. */

const WORD = /^(SR|LRM|LR|ER|ZR|FR|DR|SX|LX|LH|EX|ZX|CU|CR|AOC|PSM|CWDM|TE|TX|T)(?:\d[0-9A-Z.]{0,5})?$/;
const SAME: Readonly<Record<string, string>> = { LH: "LX", CR: "CU", TE: "T", TX: "T" };
// Grades of temperature, DOM and region that follow the word in some catalogues.
const GRADE = /^(?:[A-SU-Z]|MMD|SMD|RGD)$/;

/** One word for all spellings of a medium, or undefined when the text does not end in one. */
export function reachWordOf(text: string | undefined): string | undefined {
  const tokens = (text ?? "")
    .toUpperCase()
    .slice(0, 64)
    .split(/[-_ ./+]/)
    .filter((token) => token !== "");
  const last = tokens.pop();
  if (last === undefined) return undefined;
  const before = GRADE.test(last) ? tokens.pop() : undefined;
  return wordOf(last) ?? (before === undefined ? undefined : wordOf(before));
}

function wordOf(token: string): string | undefined {
  const word = WORD.exec(token.replace(/^\d{1,3}G(?:B|BASE)?(?=[A-Z])/, ""))?.[1];
  return word === undefined ? undefined : (SAME[word] ?? word);
}
