/** The signed payload of a bag label, version 1: 96 bytes in 154 characters of the code's alphabet (bytes.md section 5). */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import type { Day } from "../event/event.ts";
import { ok, type Result, refuse } from "../result.ts";
import { parseDay } from "../time.ts";
import { base32Of, bytesOfBase32, folded } from "./base32.ts";
import { type Code, parseCode } from "./code.ts";
import { isLabelSignature, type LabelKey } from "./label-key.ts";

/** `kid` 16 and `model` 8 lower-case hexadecimal digits. */
export type LabelPayload = {
  readonly kid: string;
  readonly model: string;
  readonly code: Code;
  readonly issuedOn: Day;
};
/** A key that may have signed a label, with its id (`labelKeyIdOf`), as ledger and trust list give it. */
export type KnownLabelKey = LabelKey & { readonly kid: string };
export type SignedPayload = { readonly signed: Uint8Array; readonly signature: Uint8Array };

/** `unknown-key`: nobody known has a key with that id. `signature-wrong`: such keys are known, and none of them signed this. */
export type PayloadError = {
  readonly code: "malformed" | "unknown-version" | "unknown-key" | "signature-wrong";
  readonly detail: string;
};

const SIGNED_BYTES = 32;
const PAYLOAD_BYTES = 96;
export const PAYLOAD_LENGTH = 154;
const VERSION = 1;
const SHORT_CODE = 1;
const DAY_ZERO = Date.parse("2020-01-01T00:00:00.000Z");
const DAY = 86_400_000;

/** The first four bytes of SHA-256 over the part number, exactly as it was declared. */
export function modelOf(partNumber: string): string {
  return hexOf(sha256(utf8Of(partNumber)).subarray(0, 4));
}

/**
 * The 32 bytes that the signature vouches for.
 * @throws RangeError for a day outside 2020-01-01 … 2199-06-06, or ids of another length
 */
export function payloadBytes({ kid, model, code, issuedOn }: LabelPayload): Uint8Array {
  const ids = bytesOfHex(kid + model);
  const number = bytesOfBase32(code);
  const day = (Date.parse(`${issuedOn}T00:00:00.000Z`) - DAY_ZERO) / DAY;
  if (!ids.ok || ids.value.length !== 12 || !number) throw new RangeError("key id, model or code is none");
  if (!parseDay(issuedOn).ok || day < 0 || day > 0xffff) throw new RangeError(`no label is issued on ${issuedOn}`);
  const flags = code.length === 20 ? SHORT_CODE : 0;
  return concatBytes(Uint8Array.of(VERSION), ids.value, number, Uint8Array.of(day >> 8, day & 0xff, flags));
}

/** What the label key signs. @param signed `payloadBytes` */
export function payloadMessage(signed: Uint8Array): Uint8Array {
  return concatBytes(utf8Of("TRUELANE-LABEL-v1\u0000"), signed);
}

/** The text of a label. @throws RangeError for parts of another length */
export function payloadText({ signed, signature }: SignedPayload): string {
  if (signed.length !== SIGNED_BYTES || signature.length !== PAYLOAD_BYTES - SIGNED_BYTES)
    throw new RangeError(`a payload has ${SIGNED_BYTES} signed bytes and a signature of 64`);
  return textOfBytes(concatBytes(signed, signature));
}

/** The bytes of a text, its signature not looked at: they are not to be believed. */
export function parsePayload(text: string): Result<SignedPayload, PayloadError> {
  const bytes = bytesOfText(folded(text));
  if (!bytes) return no("malformed", `a payload has ${PAYLOAD_LENGTH} digits and letters without U`);
  if (bytes[0] !== VERSION) return no("unknown-version", `version ${bytes[0]} of a label payload is not known here`);
  return ok({ signed: bytes.subarray(0, SIGNED_BYTES), signature: bytes.subarray(SIGNED_BYTES) });
}

/** The id of the key that is said to have signed. A hint, not to be believed. */
export function kidOfPayload({ signed }: SignedPayload): string {
  return hexOf(signed.subarray(1, 9));
}

/**
 * What the label says, and which key vouches for it. Verified before it is interpreted; the key id is a hint, so every key that
 * has it is tried. Whether the key was valid and not revoked is the caller's to judge.
 */
export function verifyPayload<Key extends KnownLabelKey>(
  text: string,
  keys: readonly Key[],
): Result<{ readonly payload: LabelPayload; readonly key: Key }, PayloadError> {
  const parsed = parsePayload(text);
  if (!parsed.ok) return parsed;
  const { signed, signature } = parsed.value;
  const kid = kidOfPayload(parsed.value);
  const candidates = keys.filter((key) => key.kid === kid);
  if (candidates.length === 0) return no("unknown-key", `no key ${kid} is known here`);
  const message = payloadMessage(signed);
  const key = candidates.find((candidate) => isLabelSignature(signature, message, candidate));
  if (!key) return no("signature-wrong", `the key ${kid} did not sign this label`);
  const payload = interpreted(signed);
  return payload ? ok({ payload, key }) : no("malformed", "the signed part does not have the form of version 1");
}

/** Only of bytes whose signature is right: a key's holder may have signed nonsense all the same. */
function interpreted(signed: Uint8Array): LabelPayload | undefined {
  const [high = 0, low = 0, flags = 0] = signed.subarray(29);
  if (flags > SHORT_CODE) return undefined;
  const id = signed.subarray(13, 29);
  const count = flags === SHORT_CODE ? 20 : 26;
  // A number above 100 bits has no code of 20 characters.
  const code = parseCode(base32Of(id, count));
  const again = code.ok ? bytesOfBase32(code.value) : undefined;
  if (!code.ok || !again || hexOf(again) !== hexOf(id)) return undefined;
  const issuedOn = new Date(DAY_ZERO + ((high << 8) | low) * DAY).toISOString().slice(0, 10);
  return { kid: hexOf(signed.subarray(1, 9)), model: hexOf(signed.subarray(9, 13)), code: code.value, issuedOn };
}

/** 768 bits, most significant first, and two zero bits. */
function textOfBytes(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 5) text += base32Of(sixteenOf(bytes.subarray(at, at + 5), 5), 8);
  return text.slice(0, PAYLOAD_LENGTH);
}

function bytesOfText(text: string): Uint8Array | undefined {
  if (text.length !== PAYLOAD_LENGTH) return undefined;
  const padded = text.padEnd(160, "0");
  const parts: Uint8Array[] = [];
  for (let at = 0; at < padded.length; at += 8) {
    const number = bytesOfBase32(padded.slice(at, at + 8));
    if (!number) return undefined;
    parts.push(number.subarray(11));
  }
  const bytes = concatBytes(...parts);
  return bytes.subarray(PAYLOAD_BYTES).every((byte) => byte === 0) ? bytes.slice(0, PAYLOAD_BYTES) : undefined;
}

/** Up to five bytes, padded with zeros on the right, as the low end of sixteen. */
function sixteenOf(bytes: Uint8Array, width: number): Uint8Array {
  const sixteen = new Uint8Array(16);
  sixteen.set(bytes, 16 - width);
  return sixteen;
}

function no(code: PayloadError["code"], detail: string) {
  return refuse<PayloadError>({ code, detail });
}
