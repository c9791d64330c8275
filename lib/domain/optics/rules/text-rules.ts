/** Rules over what only a command's text can say: the host's own judgement, and dates as printed. */
import type { TextModule } from "../answer.ts";
import { parseYymmdd } from "../date-code.ts";
import type { Raised } from "./rulebook.ts";

// Hosts print these when they do not know the module for one of their brand's.
const NOT_ITS_BRAND =
  /\bNON-JNPR\b|\bnon-[a-z0-9-]{2,60}-certified\b|\bnon[- ](?:cisco|huawei|h3c|hpe?|juniper|arista|dell|nokia|brocade|extreme|mellanox|netgear|ruijie|zte)\b|\bnot (?:sold|certified|manufactured) by\b|\bnot (?:an? )?(?:genuine|original) (?:cisco|huawei|h3c|hpe?|juniper|arista|dell)\b/i;

/** How each of them begins. */
const NEGATION = /\bno[nt][- ]/i;

const COMMAND = String.raw`\s{0,8}(?:(?:sudo|run|do)\s{1,8})?(?:sho?|show|disp?|dis|display|ethtool|sfputil|sfpshow|dmesg|xxd|hexdump|i2cdump|ifconfig)(?:\s|$)`;
/** A name, the folder or view that the prompt gives behind it, and the prompt's sign. */
const HOST = String.raw`([A-Za-z\d][\w.-]{0,62})(?::(?:mgmt|RE:\d))?(?:[:\s]\s?[~/]\S{0,60})?(?:\([\w./-]{1,40}\)){0,2}\s?[#>$%\]]{1,2}`;
const USER = String.raw`^\s{0,8}\[?[\w.-]{1,40}@`;

/** `user@r1>`, `[root@r1 ~]# ls`, and before a command also `RP/0/RSP0/CPU0:r1#sh`, `r1(config)# do show`, `<r1>display`. */
const NAMED = new RegExp(
  String.raw`${USER}${HOST}(?:\s|$|${COMMAND})|^\s{0,8}(?:[<[]|RP/[\w/]{1,20}:)?${HOST}${COMMAND}`,
  "i",
);
/** Whatever else asks somebody: whose the lines below are is not known. Most lines have no sign, and a site's captures have a million. */
const SIGN = /[#>$%\]]/;
const ASKED = new RegExp(SIGN.source + COMMAND, "i");
/** `r1#more x`, a command that is not known: a heading such as `Port# Vendor` has neither a digit nor a hyphen. */
const NUMBERED = /^\s{0,8}(?=[\w.]{0,62}[\d-])[A-Za-z\d][\w.-]{0,62}\b(?:\([\w./-]{1,40}\)){0,2}[#>](?:\s?[a-z]|$)/;
const LOGGED_IN = new RegExp(String.raw`${USER}\S{1,80}?(?:\s\S{0,40}?)?[#>$%](?:\s|$)`);

/** What a host says of its modules. `host`: empty where the prompt before does not tell, undefined where none stands before. */
export type HostVerdict = { readonly host: string | undefined; readonly line: string };
/** `last`: the host at the end, for what goes on behind these lines. */
export type HostWords = { readonly verdicts: readonly HostVerdict[]; readonly last: string | undefined };

export const NO_HOST_WORDS: HostWords = { verdicts: [], last: undefined };

/** That a host says of modules that they are not of its brand is one fact of that host: the first line of each that says so. */
export function hostWordsOf(lines: readonly { readonly text: string }[]): HostWords {
  const verdicts = new Map<string | undefined, HostVerdict>();
  let host: string | undefined;
  for (const { text } of lines) {
    host = hostOfPrompt(text) ?? host;
    if (verdicts.has(host) || !NEGATION.test(text) || !NOT_ITS_BRAND.test(text.slice(0, 400))) continue;
    verdicts.set(host, { host, line: text.trim().slice(0, 120) });
  }
  return { verdicts: [...verdicts.values()], last: host };
}

/** Undefined for a line that is no prompt, empty for one that names nobody. */
export function hostOfPrompt(line: string): string | undefined {
  const text = line.slice(0, 120);
  if (!SIGN.test(text) || !(ASKED.test(text) || LOGGED_IN.test(text) || NUMBERED.test(text))) return undefined;
  const named = NAMED.exec(text);
  return named?.[1] ?? named?.[2] ?? "";
}

/** One finding for each host that a prompt names, one for all the rest. */
export function hostVerdictFindings(verdicts: readonly HostVerdict[]): Raised[] {
  const firsts = new Map<string, Raised>();
  for (const { host = "", line } of verdicts) {
    if (firsts.has(host)) continue;
    const reason =
      host === "" ? ({ says: "host-prints", line } as const) : ({ says: "named-host-prints", host, line } as const);
    firsts.set(host, { id: "HOST_SAYS_NOT_ITS_BRAND", reason });
  }
  return [...firsts.values()];
}

export function printedDateFindings({ date_code: code }: TextModule): Raised[] {
  if (code === undefined || parseYymmdd(code.slice(0, 6))) return [];
  const reason = { says: "date-printed-otherwise", code: code.slice(0, 20) } as const;
  return [{ id: "DATE_NONSTANDARD", reason, where: "date_code" }];
}
