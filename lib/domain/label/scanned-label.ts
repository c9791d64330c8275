/** Which label a person holds in front of a scanner: by its code, its link, its signed payload, or its id. Whether it is any good is not said. */
import { hexOf } from "../bytes/hex.ts";
import type { Hash } from "../event/event.ts";
import { base32Of } from "./base32.ts";
import { labelIdOf, parseCode, parseTypedCode } from "./code.ts";
import { parseLabelUri } from "./label-uri.ts";
import { parsePayload } from "./payload.ts";

const LABEL_ID = /^[0-9a-f]{64}$/;
const AIM_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;

/** Nothing for a secret, an SSCC, and whatever is none of our labels. */
export function scannedLabel(given: string): Hash | undefined {
  const text = given.normalize("NFKC").trim().replace(AIM_PREFIX, "");
  if (LABEL_ID.test(text)) return text;
  const typed = parseTypedCode(text);
  if (typed.ok) return labelIdOf(typed.value);
  const link = parseLabelUri(text);
  if (!link.ok) return labelOfPayload(text);
  switch (link.value.kind) {
    case "code":
      return labelIdOf(link.value.code);
    case "gs1":
      return link.value.code && labelIdOf(link.value.code);
    case "payload":
      return labelOfPayload(link.value.payload);
    case "sscc":
    case "secret":
      return undefined;
  }
}

/** Its signature is not looked at: whoever scans asks the records, and these know the label or do not. */
function labelOfPayload(text: string): Hash | undefined {
  const parsed = parsePayload(text);
  if (!parsed.ok) return undefined;
  const id = parsed.value.signed.subarray(13, 29);
  const short = parsed.value.signed[31] === 1;
  // A number above 100 bits has no code of 20 characters.
  if (short && !hexOf(id).startsWith("0000000")) return undefined;
  const code = parseCode(base32Of(id, short ? 20 : 26));
  return code.ok ? labelIdOf(code.value) : undefined;
}
