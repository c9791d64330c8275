/** Where a scanned or typed text leads on our own pages; whatever is not a form of ours leads nowhere. */
import { ok, type Result, refuse } from "../result.ts";
import { parseCode, parseTypedCode } from "./code.ts";
import { elementString, GS } from "./element-string.ts";
import { parseGtin } from "./gtin.ts";
import { parseLabelUri } from "./label-uri.ts";
import { numberOnLabel } from "./same-label.ts";
import { parseSscc } from "./sscc.ts";

/** `origin`: where the label itself points, absent for a bare code. */
export type Lookup = { readonly path: string; readonly origin?: string };
/** `secret`: the covered code, which must not leave the device. `foreign`: somebody else's text. */
export type NoLookup = { readonly code: "empty" | "secret" | "foreign" };

/** Symbology identifier (ISO/IEC 15424) that hand scanners put in front. */
const AIM_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;

/** Characters of a signed label. */
const SIGNED_LENGTH = 154;
/** Blanks, and group separators that end a message. */
const AROUND = new RegExp(`^[\\s${GS}]+|[\\s${GS}]+$`, "g");

export function lookupPath(given: string): Result<Lookup, NoLookup> {
  const text = given.normalize("NFKC").trim().replace(AIM_PREFIX, "").replace(AROUND, "");
  if (text === "") return refuse({ code: "empty" });
  const link = parseLabelUri(text);
  if (!link.ok) return bareText(text);
  const { origin } = link.value;
  switch (link.value.kind) {
    case "code":
      return ok({ path: `/v/${link.value.code}`, origin });
    case "payload":
      return ok({ path: `/v/${link.value.payload}`, origin });
    case "sscc":
      return ok({ path: `/00/${link.value.sscc}`, origin });
    case "gs1":
      return link.value.code ? ok({ path: `/v/${link.value.code}`, origin }) : refuse({ code: "foreign" });
    case "secret":
      return refuse({ code: "secret" });
  }
}

/** A code, a signed label's text, a carton's number or a GS1 element string, without an address around it. */
function bareText(text: string): Result<Lookup, NoLookup> {
  const typed = parseTypedCode(text);
  if (typed.ok) return ok({ path: `/v/${typed.value}` });
  const bare = text.replace(/[\s-]/g, "");
  if (bare.length === SIGNED_LENGTH && numberOnLabel(bare) !== undefined)
    return ok({ path: `/v/${bare.toUpperCase()}` });
  const element = elementString(text);
  if (typeof element === "object") {
    const code = parseCode(element.serial);
    return parseGtin(element.gtin).ok && code.ok ? ok({ path: `/v/${code.value}` }) : refuse({ code: "foreign" });
  }
  const sscc = parseSscc(element ?? text.replace(/[\s()-]/g, ""));
  return sscc.ok ? ok({ path: `/00/${sscc.value}` }) : refuse({ code: "foreign" });
}
