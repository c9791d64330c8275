/** Members' keys as files under one folder. Only the process that appends opens it (trust.md section 12). */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { base64UrlOf } from "../../domain/bytes/base64url.ts";
import type { Base64Url, MemberId } from "../../domain/event/event.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Signer, SigningName } from "../../ports/signer.ts";
import { type Credential, credentialText, issue, makeRoot, parseCredential } from "./certificates.ts";
import { readKeyFile, writeKeyFile } from "./key-file.ts";
import { lowS } from "./low-s.ts";

const RENEW_BEFORE_MS = 30 * 86_400_000;
const MEMBER = /^[a-z0-9][a-z0-9-]{0,62}$/;
const PERSON = /^[A-Za-z0-9_-]{1,100}$/;
/** The folder of the log's own key; no member is called so here. */
const NOT_MEMBERS = ["log"];

type Ready = {
  readonly key: KeyObject;
  readonly certificate: Base64Url;
  readonly notAfter: number;
};

/** @param folder `DATA_DIR/keys`; made when it is not there */
export async function openFileSigner(options: { folder: string; clock: Clock }): Promise<Signer> {
  const { folder, clock } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ready = new Map<string, Promise<Ready>>();
  /** Two callers that need the same key at once wait for one maker of it. */
  const making = new Map<string, Promise<Credential>>();

  function once(which: string, make: () => Promise<Credential>): Promise<Credential> {
    const running = making.get(which) ?? make().finally(() => making.delete(which));
    making.set(which, running);
    return running;
  }

  async function rootOf(member: MemberId): Promise<Credential | undefined> {
    const path = join(folder, member, "root");
    const text = MEMBER.test(member) && !NOT_MEMBERS.includes(member) ? await readKeyFile(path) : undefined;
    return text === undefined ? undefined : parseCredential(text, path);
  }

  async function load(member: MemberId, name: SigningName): Promise<Ready> {
    const path = join(folder, member, fileOf(name));
    // With the roles: who asks as an approver is not handed what is being made for the same person without that role.
    const credential = await once(`${path} ${rolesNamed(name)}`, async () => {
      const text = await readKeyFile(path);
      const stored = text === undefined ? undefined : parseCredential(text, path);
      return stored && rolesOf(stored) === rolesNamed(name) && !expiresSoon(stored)
        ? stored
        : renew(member, name, path);
    });
    return readyOf(credential);
  }

  async function renew(member: MemberId, name: SigningName, path: string): Promise<Credential> {
    const root = await rootOf(member);
    if (!root) throw new Error(`this installation holds no keys of member ${member}`);
    const who = name.as === "service" ? { name: "service", roles: [] } : { name: name.userId, roles: name.roles };
    const credential = await issue(root, member, who, clock.now());
    await writeKeyFile(path, credentialText(credential));
    return credential;
  }

  function expiresSoon({ certificate }: Credential): boolean {
    return certificate.notAfter.getTime() - Date.parse(clock.now()) < RENEW_BEFORE_MS;
  }

  return {
    async members() {
      const entries = await readdir(folder, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isDirectory() && !NOT_MEMBERS.includes(entry.name));
      const held = await Promise.all(names.map(async ({ name }) => ((await rootOf(name)) ? name : undefined)));
      return held.filter((name) => name !== undefined).sort();
    },

    async createMember(member) {
      if (!MEMBER.test(member) || NOT_MEMBERS.includes(member))
        throw new Error(`${member} is no member id that can have keys here`);
      const path = join(folder, member, "root");
      const root = await once(path, async () => {
        const held = await rootOf(member);
        if (held) return held;
        const fresh = await makeRoot(member, clock.now());
        await writeKeyFile(path, credentialText(fresh));
        return fresh;
      });
      await load(member, { as: "service" });
      return base64UrlOf(new Uint8Array(root.certificate.rawData));
    },

    async sign(member, name, message) {
      const which = `${member}/${fileOf(name)} ${rolesNamed(name)}`;
      const known = await ready.get(which)?.catch(() => undefined);
      const fresh = known && known.notAfter - Date.parse(clock.now()) >= RENEW_BEFORE_MS;
      const loading = fresh ? Promise.resolve(known) : load(member, name);
      ready.set(which, loading);
      const { key, certificate } = await loading;
      const signature = lowS(sign("sha256", message, { key, dsaEncoding: "ieee-p1363" }));
      return { certificate, signature: base64UrlOf(signature) };
    },
  };
}

function fileOf(name: SigningName): string {
  if (name.as === "service") return "service";
  if (!PERSON.test(name.userId)) throw new Error("a user id with characters that no file name may have");
  return `person-${name.userId}`;
}

function rolesNamed(name: SigningName): string {
  return name.as === "service" ? "" : [...name.roles].sort().join(",");
}

const ATTRIBUTES = "1.2.3.4.5.6.7.8.1";

function rolesOf({ certificate }: Credential): string {
  const extension = certificate.getExtension(ATTRIBUTES);
  if (!extension) return "";
  const { attrs } = JSON.parse(Buffer.from(extension.value).toString("utf8")) as { attrs: Record<string, string> };
  return attrs["truelane.roles"] ?? "";
}

function readyOf(credential: Credential): Ready {
  return {
    key: createPrivateKey(credential.privateKeyPem),
    certificate: base64UrlOf(new Uint8Array(credential.certificate.rawData)),
    notAfter: credential.certificate.notAfter.getTime(),
  };
}
