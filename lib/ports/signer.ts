/** A member's keys. Only the worker process opens one (trust.md section 12). */
import type { Base64Url, EventSignature, MemberId } from "../domain/event/event.ts";

/** Which of a member's keys signs: its service, or a named person of it. */
export type SigningName =
  | { readonly as: "service" }
  | { readonly as: "person"; readonly userId: string; readonly roles: readonly string[] };

export interface Signer {
  /** Members whose keys this installation holds. */
  members(): Promise<readonly MemberId[]>;
  /** Makes root and service keys of a member that this installation hosts; answers its root certificate. The same member again gives the same root. */
  createMember(member: MemberId): Promise<Base64Url>;
  /** ECDSA P-256 with SHA-256 over `message`, low-S r‖s, with the signing certificate. Unknown member: throws. */
  sign(member: MemberId, name: SigningName, message: Uint8Array): Promise<EventSignature>;
}

/** The log's own key: C2SP signed notes, Ed25519. */
export interface LogSigner {
  /** The C2SP verifier key text of this installation's log key; its name is the log's origin. */
  verifierKey(origin: string): Promise<string>;
  /** The note with the signature line appended; the key's name is the origin, the body's first line. */
  signNote(body: string): Promise<string>;
}
