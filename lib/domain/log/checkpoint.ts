/** Signed heads of the log: C2SP tlog-checkpoint inside signed-note, and the cosignatures of witnesses (tlog-cosignature). */
import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { base64Of, bytesOfBase64 } from "../bytes/base64.ts";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { expectOk, ok, type Result, refuse } from "../result.ts";
import type { Bytes32 } from "./merkle-tree.ts";
import { isKeyName, KEY_TYPE, keyIdOf, parseVerifierKey, type VerifierKey } from "./verifier-key.ts";

export { KEY_TYPE, parseVerifierKey, verifierKeyText } from "./verifier-key.ts";

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Bytes32 };
type NoteSignature = { readonly name: string; readonly keyId: string; readonly signature: Uint8Array };
export type Note = { readonly body: string; readonly signatures: readonly NoteSignature[] };
export type NoteError = { readonly code: "malformed"; readonly detail: string };

/** A signing key: its name in notes, and the Ed25519 seed. */
export type NoteSigner = { readonly name: string; readonly seed: Uint8Array };

/** One signature line. `unknown-key` is neither good nor bad: nobody said whose it is. `time`: a witness's, Unix seconds. */
export type NoteFinding = {
  readonly name: string;
  readonly keyId: string;
  readonly status: "passed" | "failed" | "unknown-key";
  readonly time?: number;
};

/** Three lines: origin, size, root in base64. Ours have no extension lines. */
export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

export function parseCheckpoint(body: string): Result<Checkpoint, NoteError> {
  const [origin = "", size = "", root = "", end, ...more] = body.split("\n");
  const bytes = bytesOfBase64(root);
  if (end !== "" || more.length > 0 || origin === "") return malformed("a checkpoint has three lines");
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return malformed("no size of a tree");
  if (!bytes.ok || bytes.value.length !== 32) return malformed("no root of 32 bytes in base64");
  return ok({ origin, size: Number(size), root: bytes.value });
}

/** The note with the log's own signature (type 0x01). */
export function signNote(body: string, { name, seed }: NoteSigner): string {
  const keyId = keyIdOf(name, ed25519.getPublicKey(seed), KEY_TYPE.log);
  return `${body}\n${signatureLine(name, keyId, ed25519.sign(utf8Of(body), seed))}`;
}

/** One more line for a note: a witness saw the log grow to here, at `time` (Unix seconds). */
export function cosignatureLine(body: string, { name, seed }: NoteSigner, time: number): string {
  const keyId = keyIdOf(name, ed25519.getPublicKey(seed), KEY_TYPE.witness);
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return signatureLine(name, keyId, concatBytes(stamp, ed25519.sign(cosignedMessage(body, time), seed)));
}

/** Text, blank line, one to a hundred signature lines. */
export function parseNote(text: string): Result<Note, NoteError> {
  const end = text.lastIndexOf("\n\n");
  const body = text.slice(0, end + 1);
  const lines = text.slice(end + 2).split("\n");
  if (end < 0 || lines.pop() !== "") return malformed("no signatures after a blank line");
  if (CONTROL.test(text)) return malformed("control characters");
  if (lines.length === 0 || lines.length > 100) return malformed("not 1 to 100 signatures");
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = "", encoded = ""] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    const bytes = bytesOfBase64(encoded);
    if (!isKeyName(name) || !bytes.ok || bytes.value.length < 5) return malformed("a line that is no signature");
    signatures.push({ name, keyId: hexOf(bytes.value.subarray(0, 4)), signature: bytes.value.subarray(4) });
  }
  return ok({ body, signatures });
}

/**
 * Looks at every signature line; a text that is no note has no findings.
 * @param verifierKeys C2SP verifier keys of the trust list; a key that cannot be read vouches for nothing
 */
export function verifyNote(text: string, verifierKeys: readonly string[]): NoteFinding[] {
  const note = parseNote(text);
  if (!note.ok) return [];
  const keys = verifierKeys.map(parseVerifierKey).flatMap((key) => (key.ok ? [key.value] : []));
  return note.value.signatures.map((line) => {
    const { name, keyId } = line;
    const key = keys.find((known) => known.name === name && known.keyId === keyId);
    return { name, keyId, ...(key ? outcomeOf(note.value.body, line.signature, key) : { status: "unknown-key" }) };
  });
}

/** A note is text: of the control characters only the end of a line. */
const CONTROL = /(?!\n)\p{Cc}/u;

function outcomeOf(body: string, signature: Uint8Array, key: VerifierKey): Pick<NoteFinding, "status" | "time"> {
  if (key.type === KEY_TYPE.log) return { status: isSigned(signature, utf8Of(body), key) ? "passed" : "failed" };
  if (signature.length !== 72) return { status: "failed" };
  const time = Number(new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return { status: "failed" };
  const right = isSigned(signature.subarray(8), cosignedMessage(body, time), key);
  return right ? { status: "passed", time } : { status: "failed" };
}

/** Strict RFC 8032: with the lenient rules two readers could disagree about one signature. */
function isSigned(signature: Uint8Array, message: Uint8Array, { publicKey }: VerifierKey): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function cosignedMessage(body: string, time: number): Uint8Array {
  return utf8Of(`cosignature/v1\ntime ${time}\n${body}`);
}

function signatureLine(name: string, keyId: string, signature: Uint8Array): string {
  return `\u2014 ${name} ${base64Of(concatBytes(expectOk(bytesOfHex(keyId)), signature))}\n`;
}

function malformed(detail: string) {
  return refuse<NoteError>({ code: "malformed", detail });
}
