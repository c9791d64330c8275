/** Rules over what only a command's text can say: the host's own judgement, and dates as printed. */
import type { TextModule } from "../answer.ts";
import { parseYymmdd } from "../date-code.ts";
import type { Raised } from "./rulebook.ts";

// Hosts print these when they do not know the module for one of their brand's.
const NOT_ITS_BRAND =
  /\bNON-JNPR\b|\bnon-[a-z0-9-]{2,60}-certified\b|\bnon[- ](?:cisco|huawei|h3c|hpe?|juniper|arista|dell|nokia|brocade|extreme|mellanox|netgear|ruijie|zte)\b|\bnot (?:sold|certified|manufactured) by\b|\bnot (?:an? )?(?:genuine|original) (?:cisco|huawei|h3c|hpe?|juniper|arista|dell)\b/i;

/** How each of them begins. */
const NEGATION = /\bno[nt][- ]/i;

/** One finding at most: the host says that the module is not of its brand. */
export function hostVerdictFindings(lines: readonly { readonly text: string }[]): Raised[] {
  const line = lines.find(({ text }) => NEGATION.test(text) && NOT_ITS_BRAND.test(text.slice(0, 400)));
  return line
    ? [{ id: "HOST_SAYS_NOT_ITS_BRAND", reason: { says: "host-prints", line: line.text.trim().slice(0, 120) } }]
    : [];
}

export function printedDateFindings({ date_code: code }: TextModule): Raised[] {
  if (code === undefined || parseYymmdd(code.slice(0, 6))) return [];
  const reason = { says: "date-printed-otherwise", code: code.slice(0, 20) } as const;
  return [{ id: "DATE_NONSTANDARD", reason, where: "date_code" }];
}
