/** The log's own Ed25519 key as a file: it signs checkpoints and nothing else (C2SP signed-note). */
import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { join } from "node:path";
import { KEY_TYPE, signNote, verifierKeyText } from "../../domain/log/checkpoint.ts";
import type { LogSigner } from "../../ports/signer.ts";
import { readKeyFile, writeKeyFile } from "./key-file.ts";

/** PKCS #8 around a raw Ed25519 seed (RFC 8410 section 7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const SEED = /^[0-9a-f]{64}\n$/;

/** @param folder `DATA_DIR/keys`; the key is made when there is none */
export async function openFileLogSigner(options: { folder: string }): Promise<LogSigner> {
  const path = join(options.folder, "log", "ed25519");
  let text = await readKeyFile(path);
  if (text === undefined) {
    text = `${randomBytes(32).toString("hex")}\n`;
    await writeKeyFile(path, text);
  }
  if (!SEED.test(text)) throw new Error(`${path} is not a log key; restore it from a backup`);
  const seed = new Uint8Array(Buffer.from(text.trim(), "hex"));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));
  return {
    verifierKey: (origin) => Promise.resolve(verifierKeyText(origin, publicKey, KEY_TYPE.log)),
    signNote: (body) => Promise.resolve(signNote(body, { name: originOf(body), seed })),
  };
}

/** A checkpoint's first line names its log, and so its key (C2SP tlog-checkpoint). */
function originOf(body: string): string {
  return body.slice(0, body.indexOf("\n"));
}
