/** What the QR codes on labels and cartons say, and what a scanned one means (design.md section 6, GS1 Digital Link 1.1.3). */
import { ok, type Result, refuse } from "../result.ts";
import { type Code, parseCode } from "./code.ts";
import { type Gtin, parseGtin } from "./gtin.ts";
import { parseSecret, type Secret } from "./secret.ts";
import { parseSscc, type Sscc } from "./sscc.ts";

/** `origin` is lower-case `scheme://host[:port]`: whose page it is decides the reader, not this function. */
export type ParsedLabelUri = { readonly origin: string } & (
  | { readonly kind: "code"; readonly code: Code }
  | { readonly kind: "payload"; readonly payload: string }
  | { readonly kind: "secret"; readonly secret: Secret }
  | { readonly kind: "sscc"; readonly sscc: Sscc }
  /** `code` is absent when the serial is legal GS1 text but none of our codes. */
  | { readonly kind: "gs1"; readonly gtin: Gtin; readonly serial: string; readonly code?: Code }
);
export type LabelUriError = { readonly code: "malformed"; readonly detail: string };

/** All capitals, so that a QR encoder stays in its alphanumeric mode. */
export function labelUri(publicUrl: string, code: Code): string {
  return `${bare(publicUrl)}/V/${code}`.toUpperCase();
}

/** The same route with a signed payload in place of the code. */
export function payloadUri(publicUrl: string, payload: string): string {
  return `${bare(publicUrl)}/V/${payload}`.toUpperCase();
}

/** The addresses of many bag labels of one site: its capitals are made once. @param payload, secret in capitals, as they are made */
export function openBagUris(publicUrl: string) {
  const site = bare(publicUrl).toUpperCase();
  return {
    payload: (payload: string) => `${site}/V/${payload}`,
    secret: (secret: Secret) => `${site}/A#${secret}`,
  };
}

export function containerUri(publicUrl: string, sscc: Sscc): string {
  return `${bare(publicUrl)}/00/${sscc}`.toUpperCase();
}

/** GS1 Digital Link of a label with a 20-character code. */
export function gs1Uri(publicUrl: string, gtin: Gtin, code: Code): string {
  return `${bare(publicUrl)}/01/${gtin}/21/${code}`.toUpperCase();
}

/** A fragment: the secret never reaches a server, not even its log. */
export function secretUri(publicUrl: string, secret: Secret): string {
  return `${bare(publicUrl)}/A#${secret}`.toUpperCase();
}

const URI = /^(https?:\/\/[^/?#\s]+)\/([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i;
/** GS1 encodable character set 82. */
const GS1_SERIAL = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;
const PAYLOAD_LENGTH = 154;

/** Any letter case; a query is allowed and means nothing here. */
export function parseLabelUri(text: string): Result<ParsedLabelUri, LabelUriError> {
  const [, host = "", path = "", fragment = ""] = URI.exec(text.trim()) ?? [];
  const origin = host.toLowerCase();
  const [first = "", second = "", third = "", fourth = "", ...more] = path.split("/");
  if (more.length > 0 || host === "") return malformed(text);
  const route = `${first.toLowerCase()}/${third}`;
  if (route === "v/" && second.length === PAYLOAD_LENGTH) return ok({ origin, kind: "payload", payload: second });
  if (route === "v/") return along(parseCode(second), (code) => ({ origin, kind: "code", code }));
  if (route === "a/" && second === "")
    return along(parseSecret(fragment), (secret) => ({ origin, kind: "secret", secret }));
  if (route === "00/") return along(parseSscc(second), (sscc) => ({ origin, kind: "sscc", sscc }));
  if (route === "01/21") return along(parseGtin(second), (gtin) => gs1(origin, gtin, fourth));
  return malformed(text);
}

function gs1(origin: string, gtin: Gtin, encoded: string): ParsedLabelUri | undefined {
  const serial = decoded(encoded);
  if (serial === undefined || !GS1_SERIAL.test(serial)) return undefined;
  const code = parseCode(serial);
  return code.ok ? { origin, kind: "gs1", gtin, serial, code: code.value } : { origin, kind: "gs1", gtin, serial };
}

function along<T>(
  read: Result<T, LabelUriError>,
  make: (value: T) => ParsedLabelUri | undefined,
): Result<ParsedLabelUri, LabelUriError> {
  if (!read.ok) return read;
  const parsed = make(read.value);
  return parsed ? ok(parsed) : malformed("the serial number after /21/ has 1 to 20 characters of the GS1 set");
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function bare(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, "");
}

function malformed(text: string) {
  return refuse<LabelUriError>({
    code: "malformed",
    detail: `not the address of a label or carton: ${text.slice(0, 200)}`,
  });
}
