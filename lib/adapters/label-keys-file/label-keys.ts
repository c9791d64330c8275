/** Label keys as PKCS #8 files of mode 0600, one folder a member, named by the id that labels carry. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hexOf } from "../../domain/bytes/hex.ts";
import { labelKeyIdOf } from "../../domain/label/label-key.ts";
import type { LabelKeys } from "../../ports/label-keys.ts";
import { writeDurably } from "../durable-file.ts";

const MEMBER = /^[a-z0-9][a-z0-9-]{0,62}$/;
const KID = /^[0-9a-f]{16}$/;
const RAW_KEY = 32;

/** @param folder `DATA_DIR/label-keys`; made with the first key */
export function openLabelKeyFiles(folder: string): LabelKeys {
  async function keyOf(member: string, kid: string): Promise<KeyObject | undefined> {
    if (!MEMBER.test(member) || !KID.test(kid)) return undefined;
    const path = join(folder, member, kid);
    const pem = await readFile(path, "utf8").catch((cause) => {
      if (cause.code === "ENOENT") return undefined;
      throw cause;
    });
    if (pem === undefined) return undefined;
    const key = createPrivateKey(pem);
    if (labelKeyIdOf({ algorithm: "ed25519", publicKey: publicHalf(key) }) !== kid)
      throw new Error(`${path} holds another key than its name says: restore it from a backup`);
    return key;
  }

  return {
    async create(member) {
      if (!MEMBER.test(member)) throw new Error(`${member} is no member id that can have label keys here`);
      const { privateKey } = generateKeyPairSync("ed25519");
      const publicKey = publicHalf(privateKey);
      const kid = labelKeyIdOf({ algorithm: "ed25519", publicKey }) ?? "";
      const pem = privateKey.export({ type: "pkcs8", format: "pem" });
      await writeDurably(join(folder, member), [Buffer.from(pem)], () => kid);
      return publicKey;
    },
    has: async (member, kid) => (await keyOf(member, kid)) !== undefined,
    async signerOf(member, kid) {
      const key = await keyOf(member, kid);
      return key && ((message) => sign(null, message, key));
    },
  };
}

function publicHalf(key: KeyObject): string {
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  return hexOf(new Uint8Array(spki.subarray(spki.length - RAW_KEY)));
}
