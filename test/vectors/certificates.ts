/** Certificates for tests and vectors, byte for byte the same each time: a DER writer, keys from names, signatures of RFC 6979. */
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { base64UrlOf } from "../../lib/domain/bytes/base64url.ts";
import { utf8Of } from "../../lib/domain/bytes/utf8.ts";
import type { Base64Url, EventBody, EventSignature } from "../../lib/domain/event/event.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import { signatureOver } from "../../lib/domain/event/sign-event.ts";

/** Keys of the vectors: everybody knows them, nobody may use them. */
export function keyOf(name: string): Uint8Array {
  return sha256(utf8Of(`truelane test key: ${name}`));
}

export type Person = { readonly member: string; readonly name: string; readonly roles?: readonly string[] };

/** What a test may want to be wrong. */
export type Variation = {
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly authority?: boolean;
  readonly keyUsage?: number;
  readonly extraExtensions?: readonly Uint8Array[];
  readonly signedBy?: string;
  readonly highS?: boolean;
  /** Whose key it certifies, as `member/name`. */
  readonly key?: string;
  readonly version?: Uint8Array;
  readonly serial?: number;
};

export const der = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = concatBytes(...parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.of(tag, ...head), content);
};

export const extension = (oid: string, value: Uint8Array, critical: boolean): Uint8Array =>
  der(0x30, der(0x06, hexToBytes(oid)), ...(critical ? [Uint8Array.of(1, 1, 0xff)] : []), der(0x04, value));

const utf8String = (text: string) => der(0x0c, utf8Of(text));
const attribute = (oid: string, text: string) => der(0x31, der(0x30, der(0x06, hexToBytes(oid)), utf8String(text)));
const nameOf = (organisation: string, common: string) =>
  der(0x30, attribute("55040a", organisation), attribute("550403", common));

const ECDSA_WITH_SHA256 = hexToBytes("300a06082a8648ce3d040302");
const P256_KEY = hexToBytes("301306072a8648ce3d020106082a8648ce3d030107");

/** Self-signed, valid from 2025 to 2035. */
export function rootDer(member: string, variation: Variation = {}): Uint8Array {
  const name = nameOf(member, "root");
  return certificateDer(name, name, `${member}/root`, `${member}/root`, [], {
    authority: true,
    keyUsage: 0x06,
    ...variation,
  });
}

/** Issued by the member's root. */
export function personDer({ member, name, roles = [] }: Person, variation: Variation = {}): Uint8Array {
  return certificateDer(
    nameOf(member, "root"),
    nameOf(member, name),
    `${member}/root`,
    `${member}/${name}`,
    roles,
    variation,
  );
}

export const rootOf = (member: string): Base64Url => base64UrlOf(rootDer(member));

export function signatureOf(body: EventBody, person: Person, variation: Variation = {}): EventSignature {
  const signature = signatureOver(eventMessage(body), keyOf(variation.key ?? `${person.member}/${person.name}`));
  return { certificate: base64UrlOf(personDer(person, variation)), signature: base64UrlOf(signature) };
}

function certificateDer(
  issuer: Uint8Array,
  subject: Uint8Array,
  issuerKey: string,
  subjectKey: string,
  roles: readonly string[],
  variation: Variation,
): Uint8Array {
  const { notBefore = "250101000000Z", notAfter = "350101000000Z", authority = false, keyUsage = 0x80 } = variation;
  const signedPart = der(
    0x30,
    variation.version ?? hexToBytes("a003020102"),
    der(0x02, Uint8Array.of(variation.serial ?? 1)),
    ECDSA_WITH_SHA256,
    issuer,
    der(0x30, timeOf(notBefore), timeOf(notAfter)),
    subject,
    der(0x30, P256_KEY, der(0x03, Uint8Array.of(0), p256.getPublicKey(keyOf(variation.key ?? subjectKey), false))),
    der(0xa3, der(0x30, ...extensionsOf(authority, keyUsage, roles), ...(variation.extraExtensions ?? []))),
  );
  const signature = p256.sign(signedPart, keyOf(variation.signedBy ?? issuerKey), { format: "der", lowS: true });
  const written = variation.highS ? highS(signature) : signature;
  return der(0x30, signedPart, ECDSA_WITH_SHA256, der(0x03, Uint8Array.of(0), written));
}

function extensionsOf(authority: boolean, keyUsage: number, roles: readonly string[]): Uint8Array[] {
  const attributes = JSON.stringify({ attrs: { "truelane.roles": roles.join(",") } });
  return [
    extension("551d13", authority ? hexToBytes("30030101ff") : hexToBytes("3000"), true),
    extension("551d0f", der(0x03, Uint8Array.of(trailingZeros(keyUsage), keyUsage)), true),
    ...(roles.length > 0 ? [extension("2a03040506070801", utf8Of(attributes), false)] : []),
  ];
}

function highS(signature: Uint8Array): Uint8Array {
  const { r, s } = p256.Signature.fromBytes(signature, "der");
  return new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes("der");
}

const timeOf = (text: string) => der(text.length === 13 ? 0x17 : 0x18, utf8Of(text));
const trailingZeros = (byte: number) => Math.log2(byte & -byte);
