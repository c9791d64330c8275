/** Rules over what only a command's text can say: the host's own judgement, and dates as printed. */
import type { TextModule } from "../answer.ts";
import { parseYymmdd } from "../date-code.ts";
import type { Reason } from "../reasons/reason.ts";
import type { Raised } from "./rulebook.ts";

// Hosts print these when they do not know the module for one of their brand's.
const NOT_ITS_BRAND =
  /\bNON-JNPR\b|\bnon-[a-z0-9-]{2,60}-certified\b|\bnon[- ](?:cisco|huawei|h3c|hpe?|juniper|arista|dell|nokia|brocade|extreme|mellanox|netgear|ruijie|zte)\b|\bnot (?:sold|certified|manufactured) by\b|\bnot (?:an? )?(?:genuine|original) (?:cisco|huawei|h3c|hpe?|juniper|arista|dell)\b/i;

/** How each of them begins. */
const NEGATION = /\bno[nt][- ]/i;

/** `user@r1> show`, `RP/0/RSP0/CPU0:r1#sh`, `admin@r1:~$ show`, `<r1>display`: a command behind the name of who answers. */
const PROMPT =
  /^\s{0,8}(?:[<[]|RP\/[\w/]{1,20}:|[\w.-]{1,40}@)?([A-Za-z][\w.-]{0,62})(?::\S{0,40}|\([\w-]{1,40}\))?[#>$\]]\s{0,8}(?:sudo )?(?:show|sh|display|dis|ethtool|sfputil)\b/i;

/** That a host says of modules that they are not of its brand is one fact of that host: one finding for each that a prompt names, one for the rest. */
export function hostVerdictFindings(lines: readonly { readonly text: string }[]): Raised[] {
  const found = new Map<string, Raised>();
  let host = "";
  let looked = 0;
  for (const [at, { text }] of lines.entries()) {
    if (!NEGATION.test(text) || !NOT_ITS_BRAND.test(text.slice(0, 400))) continue;
    for (; looked <= at; looked++) host = PROMPT.exec(lines[looked]!.text)?.[1] ?? host;
    if (found.has(host)) continue;
    const line = text.trim().slice(0, 120);
    const reason =
      host === "" ? ({ says: "host-prints", line } as const) : ({ says: "named-host-prints", host, line } as const);
    found.set(host, { id: "HOST_SAYS_NOT_ITS_BRAND", reason });
  }
  return [...found.values()];
}

/** Alike for two findings that are one fact. */
export function hostOfVerdict(reason: Reason): string {
  return reason.says === "named-host-prints"
    ? String(reason.host)
    : `: ${reason.says === "host-prints" ? reason.line : ""}`;
}

export function printedDateFindings({ date_code: code }: TextModule): Raised[] {
  if (code === undefined || parseYymmdd(code.slice(0, 6))) return [];
  const reason = { says: "date-printed-otherwise", code: code.slice(0, 20) } as const;
  return [{ id: "DATE_NONSTANDARD", reason, where: "date_code" }];
}
