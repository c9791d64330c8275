/** What the extensions of a certificate say (RFC 5280 section 4.2), and the roles in Fabric's attribute extension. */
import { hexOf } from "../bytes/hex.ts";
import { textOfUtf8 } from "../bytes/utf8.ts";
import { type Der, DerError, elementsOf, expectTag, readDer, TAG } from "./der.ts";

export type CertificateExtensions = {
  /** May sign certificates. */
  readonly isAuthority: boolean;
  /** May sign events: no authority of any kind, and key usage allows it, or says nothing. */
  readonly maySign: boolean;
  /** What `truelane.roles` lists. */
  readonly roles: readonly string[];
};

const BASIC_CONSTRAINTS = "551d13";
const KEY_USAGE = "551d0f";
/** 1.2.3.4.5.6.7.8.1, where Fabric's certificate authority writes attributes as JSON. */
const FABRIC_ATTRIBUTES = "2a03040506070801";
/** Those that may be critical: this reader knows what they forbid. A critical extended key usage forbids signing events. */
const KNOWN = [BASIC_CONSTRAINTS, KEY_USAGE, FABRIC_ATTRIBUTES];

const DIGITAL_SIGNATURE = 0x80;
const KEY_CERT_SIGN = 0x04;

/** @param element the `[3]` of the signed part; a certificate may have none */
export function readExtensions(element: Der | undefined): CertificateExtensions {
  const values = element ? valuesOf(element) : new Map<string, Uint8Array>();
  const usage = usageOf(values.get(KEY_USAGE));
  const authority = isAuthority(values.get(BASIC_CONSTRAINTS));
  return {
    isAuthority: authority && (usage & KEY_CERT_SIGN) !== 0,
    maySign: !authority && (usage & DIGITAL_SIGNATURE) !== 0,
    roles: rolesOf(values.get(FABRIC_ATTRIBUTES)),
  };
}

function valuesOf(element: Der): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  const [extensions, ...more] = elementsOf(expectTag(element, 0xa3, "extensions"));
  if (more.length > 0) throw new DerError("more than one list of extensions");
  for (const extension of elementsOf(expectTag(extensions, TAG.sequence, "extensions"))) {
    const parts = elementsOf(expectTag(extension, TAG.sequence, "extension"));
    const critical = parts[1]?.tag === TAG.boolean ? isTrue(parts.splice(1, 1)[0]) : false;
    const [type, value, ...others] = parts;
    const oid = hexOf(expectTag(type, TAG.oid, "extension").content);
    if (others.length > 0 || values.has(oid)) throw new DerError("an extension that stands there twice");
    if (critical && !KNOWN.includes(oid)) throw new DerError(`an unknown critical extension ${oid}`);
    values.set(oid, expectTag(value, TAG.octetString, "extension").content);
  }
  return values;
}

function isAuthority(value: Uint8Array | undefined): boolean {
  if (!value) return false;
  const [flag] = elementsOf(expectTag(readDer(value), TAG.sequence, "basic constraints"));
  return flag?.tag === TAG.boolean && isTrue(flag);
}

/** DER knows one spelling of true, and leaves false out where it is the default. */
function isTrue(element: Der | undefined): true {
  if (element?.content.length !== 1 || element.content[0] !== 0xff) throw new DerError("a boolean that is not DER");
  return true;
}

/** Without the extension every use is allowed. */
function usageOf(value: Uint8Array | undefined): number {
  if (!value) return 0xff;
  const { content } = expectTag(readDer(value), TAG.bitString, "key usage");
  return content[1] ?? 0;
}

/** `{"attrs":{"truelane.roles":"release-approver,writer"}}`; other attributes are somebody else's. */
function rolesOf(value: Uint8Array | undefined): string[] {
  if (!value) return [];
  const text = textOfUtf8(value);
  const roles = text.ok ? attributesOf(text.value)["truelane.roles"] : undefined;
  if (roles === undefined) return [];
  if (typeof roles !== "string") throw new DerError("attributes without a list of roles");
  return roles
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
}

function attributesOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const attributes: unknown = JSON.parse(text)?.attrs;
    return typeof attributes === "object" && attributes !== null ? { ...attributes } : {};
  } catch {
    throw new DerError("attributes that are not JSON");
  }
}
