/** Root certificates of a member: the keys under which all its people and processes sign. */
import { bytesOfBase64Url } from "../bytes/base64url.ts";
import type { Result } from "../result.ts";
import { type Certificate, isIssuedBy, parseCertificate } from "./certificate.ts";
import type { Base64Url, Subject } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";

export function certificateOf(text: Base64Url): Result<Certificate, { readonly detail: string }> {
  const der = bytesOfBase64Url(text);
  return der.ok ? parseCertificate(der.value) : { ok: false, error: { detail: "certificate: not base64url" } };
}

/** A root that nobody can sign under, or that another authority issued, would lock the member out or let a stranger in. */
export function rootsRefusal(roots: readonly Base64Url[], member: Subject): Refusal | undefined {
  for (const root of roots) {
    const certificate = certificateOf(root);
    if (!certificate.ok) return no("certificate-invalid", member, certificate.error.detail).error;
    if (!isIssuedBy(certificate.value, certificate.value))
      return no("certificate-invalid", member, "a root must be an authority that signed itself").error;
  }
  return undefined;
}
