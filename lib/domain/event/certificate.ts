/** Certificates of members and their people: a narrow profile of X.509 v3 (RFC 5280), P-256 and ecdsa-with-SHA256 only. */
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../bytes/hex.ts";
import { ok, type Result, refuse } from "../result.ts";
import { parseTime } from "../time.ts";
import type { Malformed } from "./canonical-json.ts";
import { type CertificateExtensions, readExtensions } from "./certificate-extensions.ts";
import { bytesOfBitString, type Der, DerError, elementsOf, expectTag, readDer, TAG } from "./der.ts";
import { nameText } from "./distinguished-name.ts";
import type { Hash, Time } from "./event.ts";
import { LIMITS } from "./limits.ts";

export type Certificate = CertificateExtensions & {
  /** SHA-256 of the DER. */
  readonly fingerprint: Hash;
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly notBefore: Time;
  readonly notAfter: Time;
  /** For the eye, as `C=CN, O=Maker, CN=release-1`. */
  readonly subjectText: string;
  /** DER of the two names; they are compared byte by byte. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** What the issuer signed, and its signature, DER. */
  readonly signedPart: Uint8Array;
  readonly signature: Uint8Array;
};

/** Everything that this profile does not know is refused: a certificate that two readers read differently helps a forger. */
export function parseCertificate(der: Uint8Array): Result<Certificate, Malformed> {
  try {
    if (der.length > LIMITS.certificateBytes) throw new DerError(`longer than ${LIMITS.certificateBytes} bytes`);
    return ok(readCertificate(der));
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    return refuse({ code: "malformed", detail: `certificate: ${cause.message}` });
  }
}

/** Whether `issuer` signed it, itself and directly. Fabric's authorities write high S too, so both halves are right here. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (hexOf(certificate.issuer) !== hexOf(issuer.subject) || !issuer.isAuthority) return false;
  try {
    return p256.verify(certificate.signature, certificate.signedPart, issuer.publicKey, { format: "der", lowS: false });
  } catch {
    return false;
  }
}

export function isValidAt(certificate: Certificate, time: Time): boolean {
  return certificate.notBefore <= time && time <= certificate.notAfter;
}

const VERSION_3 = "a003020102";
const ECDSA_WITH_SHA256 = "300a06082a8648ce3d040302";
const P256_KEY = "301306072a8648ce3d020106082a8648ce3d030107";

function readCertificate(der: Uint8Array): Certificate {
  const [signedPart, algorithm, signature, ...rest] = elementsOf(expectTag(readDer(der), TAG.sequence, "certificate"));
  const tbs = expectTag(signedPart, TAG.sequence, "signed part");
  const [version, serial, sameAlgorithm, issuer, validity, subject, key, extensions, ...more] = elementsOf(tbs);
  if (rest.length > 0 || more.length > 0) throw new DerError("parts that version 3 does not have");
  if (!version || hexOf(version.whole) !== VERSION_3) throw new DerError("not version 3");
  for (const each of [algorithm, sameAlgorithm])
    if (!each || hexOf(each.whole) !== ECDSA_WITH_SHA256) throw new DerError("not signed by ECDSA with SHA-256");
  expectTag(serial, TAG.integer, "serial number");
  const subjectName = expectTag(subject, TAG.sequence, "subject");
  const [notBefore, notAfter] = elementsOf(expectTag(validity, TAG.sequence, "validity"));
  return {
    fingerprint: hexOf(sha256(der)),
    publicKey: publicKeyOf(key),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    subjectText: nameText(subjectName),
    subject: subjectName.whole,
    issuer: expectTag(issuer, TAG.sequence, "issuer").whole,
    signedPart: tbs.whole,
    signature: bytesOfBitString(signature, "signature"),
    ...readExtensions(extensions),
  };
}

function publicKeyOf(element: Der | undefined): Uint8Array {
  const [algorithm, point, ...more] = elementsOf(expectTag(element, TAG.sequence, "public key"));
  if (!algorithm || hexOf(algorithm.whole) !== P256_KEY || more.length > 0) throw new DerError("not a P-256 key");
  const publicKey = bytesOfBitString(point, "public key");
  if (!p256.utils.isValidPublicKey(publicKey, false)) throw new DerError("not an uncompressed point of P-256");
  return publicKey;
}

/** RFC 5280 section 4.1.2.5: seconds are there, the zone is Z; two-digit years from 50 on are of the last century. */
function timeOf(element: Der | undefined): Time {
  const text = String.fromCharCode(...(element?.content ?? []));
  const century = element?.tag === TAG.generalizedTime ? "" : text >= "50" ? "19" : "20";
  if (element?.tag !== TAG.utcTime && element?.tag !== TAG.generalizedTime) throw new DerError("validity is no time");
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  const time = parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.000Z` : "";
  if (!parseTime(time).ok) throw new DerError("validity is no time");
  return time;
}
