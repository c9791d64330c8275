/** I-14 of trust.md over a whole installation: what is printed on labels is in the files that were handed out, and nowhere else. */
import { randomBytes } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ed25519 } from "@noble/curves/ed25519.js";
import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actForEverybody } from "../../lib/adapters/for-member.ts";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { signClaim } from "../../lib/domain/event/claim.ts";
import type { Claim } from "../../lib/domain/event/event.ts";
import { activationKeyOf, activationSeedOf, type Secret } from "../../lib/domain/label/secret.ts";
import type { DemoFile } from "../../lib/server/demo-file.ts";
import { embeddedUrl } from "../../lib/server/postgres/connection.ts";
import { ApiClient } from "../crash/api-client.ts";
import { eventually, type Installation, startInstallation, truelane } from "./installation.ts";

const LOT = "SECRET-1";
const SERIALS = ["SEC00001", "SEC00002", "SEC00003", "SEC00004"];
/** What is handed out: codes and secrets by the serial they were printed for, and the signed payloads. */
const codes = new Map<string, string>();
const secrets = new Map<string, string>();
const payloads: string[] = [];

let folder: string;
let one: Installation;
let maker: ApiClient;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "truelane-secrets-"));
  one = await startInstallation({ dataDir: join(folder, "data"), env: { DEMO: "1", LOG_LEVEL: "debug" } });
  const demo = JSON.parse(readFileSync(join(folder, "data", "demo.json"), "utf8")) as DemoFile;
  key = demo.members[0]?.apiKey ?? "";
  maker = new ApiClient(() => one.url, key);
}, 300_000);
afterAll(async () => {
  await one?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function csv(path: string): Promise<string[]> {
  const answer = await fetch(`${one.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.text()).trim().split(/\r?\n/).slice(1);
}

/** Each label by the serial number that stands beside it on paper. */
async function printed(path: string): Promise<void> {
  for (const line of await csv(path)) {
    const serial = SERIALS.find((each) => line.includes(each)) ?? "";
    const [, text = ""] = /\/V\/([0-9A-Z]+)/.exec(line) ?? [];
    if (text.length === 154) payloads.push(text);
    else codes.set(serial, text);
    const [, secret] = /\/A#([0-9A-Z]{26})/.exec(line) ?? [];
    if (secret) secrets.set(serial, secret);
  }
}

async function activate(secret: string): Promise<void> {
  const door = `${one.url}/A/${activationKeyOf(secret as Secret)}`;
  const seed = new Uint8Array(randomBytes(32));
  const { offer } = (await (await fetch(door)).json()) as { offer: Omit<Claim, "v" | "buyerKey"> };
  const { module, network, checkpoint, nonce } = offer;
  const claim: Claim = { v: 1, module, network, checkpoint, nonce, buyerKey: hexOf(ed25519.getPublicKey(seed)) };
  const body = JSON.stringify(signClaim(claim, activationSeedOf(secret as Secret), seed));
  let said = "";
  const done = async () => {
    const answer = await fetch(door, { method: "POST", body });
    said = `${answer.status} ${await answer.text()}`;
    return answer.ok && answer.status !== 202;
  };
  await eventually(done, "activated", 30_000).catch((fault) => {
    throw new Error(`${fault.message}: ${said}`);
  });
}

/** As `pg_dump --data-only` writes them: every row of every table of every schema, by COPY. The embedded server brings no pg_dump. */
async function* dump(): AsyncGenerator<Buffer> {
  const client = new Client({ connectionString: embeddedUrl(one.dataDir) ?? "" });
  await client.connect();
  try {
    await actForEverybody(client);
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'`,
    );
    for (const { name } of rows) {
      yield Buffer.from(`\n-- ${name}\n`);
      for await (const chunk of client.query(copyTo(`COPY (SELECT * FROM ${name}) TO STDOUT`))) yield chunk as Buffer;
    }
  } finally {
    await client.end();
  }
}

async function* filesBelow(path: string): AsyncGenerator<{ name: string; bytes: Buffer }> {
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = join(entry.parentPath, entry.name);
    const chunks: Buffer[] = [];
    // A file that the running database takes away meanwhile holds nothing any more.
    const read = async () => {
      for await (const chunk of createReadStream(name)) chunks.push(chunk as Buffer);
    };
    await read().catch((fault) => {
      if (fault.code !== "ENOENT") throw fault;
    });
    yield { name, bytes: Buffer.concat(chunks) };
  }
}

/** A text as it could stand in bytes: plain, small, as bytea, in base64 at each of its three alignments. */
function formsOf(text: string): Buffer[] {
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from(`${" ".repeat(shift)}${text}`)
      .toString("base64")
      .slice(4, 4 + 24),
  );
  return [text, text.toLowerCase(), Buffer.from(text).toString("hex"), ...base64].map((form) => Buffer.from(form));
}

describe("what labels say", () => {
  it("is handed out by printing, and works: each label is scanned, one is replaced, one module is activated", async () => {
    const product = { partNumber: "SECRET-SR", vendorName: "LUMEN OPTICS", formFactor: "SFP+", media: "10GBASE-SR" };
    await maker.write("product", "products", product);
    const { kid } = await maker.write("label-key", "labels/keys", { notAfter: "2030-01-01T00:00:00Z", quota: 10 });
    const form = new FormData();
    const lot = { lotId: LOT, partNumber: product.partNumber, madeOn: "2026-06-01", labelKey: kid };
    form.set("lot", JSON.stringify(lot));
    form.set("modules", new Blob([`serialNumber\n${SERIALS.join("\n")}\n`], { type: "text/csv" }), "lot.csv");
    const asked = await fetch(`${one.url}/api/v1/lots`, {
      method: "POST",
      body: form,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(asked.status).toBe(202);
    const job = `${one.url}${asked.headers.get("location")}`;
    await eventually(async () => {
      const answer = await fetch(job, { headers: { authorization: `Bearer ${key}` } });
      return ((await answer.json()) as { state: string }).state === "done";
    }, "the lot is registered");
    await maker.write("order", `labels/lots/${LOT}/order`, { quota: 8 });
    await printed(`lots/${LOT}/labels.csv?label=body`);
    await printed(`lots/${LOT}/labels.csv?label=bag`);
    await maker.write("release", `lots/${LOT}/release`, {});
    expect([codes.size, secrets.size, payloads.length]).toEqual([4, 4, 4]);
    for (const base of [one.url, one.scanUrl])
      for (const text of [...codes.values(), ...payloads, ...[...codes.values()].map((code) => code.toLowerCase())])
        expect((await fetch(`${base}/v/${text}`, { headers: { accept: "application/json" } })).status).toBe(200);
    await fetch(`${one.url}/api/v1/labels/lots/${LOT}/checks`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ codes: [...codes.values(), ...secrets.values()] }),
    });
    const { module } = await maker.write("replace", "labels/replacements", {
      item: codes.get("SEC00002"),
      reason: "lost",
    });
    const before = [codes.get("SEC00002") ?? "", secrets.get("SEC00002") ?? ""];
    for (const label of ["body", "bag"]) await printed(`labels/replacements/${module}/file?format=csv&label=${label}`);
    expect(codes.get("SEC00002")).not.toBe(before[0]);
    expect(secrets.get("SEC00002")).not.toBe(before[1]);
    codes.set("before", before[0] ?? "");
    secrets.set("before", before[1] ?? "");
    await activate(secrets.get("SEC00001") ?? "");
    // A secret in a place where it does not belong: in a path, as a code, as a claim that is none.
    for (const secret of secrets.values()) {
      await fetch(`${one.url}/A/${secret}`);
      await fetch(`${one.url}/v/${secret}`, { headers: { accept: "application/json" } });
      await fetch(`${one.url}/A/${"0".repeat(64)}`, { method: "POST", body: JSON.stringify({ secret }) });
    }
  }, 240_000);

  it("is not told by faults either, which are logged: the records are away while labels are scanned", async () => {
    const client = new Client({ connectionString: embeddedUrl(one.dataDir) ?? "" });
    await client.connect();
    try {
      await client.query("ALTER TABLE rm_module RENAME TO rm_module_away");
      for (const base of [one.url, one.scanUrl])
        for (const text of [...codes.values(), ...payloads])
          expect((await fetch(`${base}/v/${text}`, { headers: { accept: "application/json" } })).status).toBe(503);
    } finally {
      await client.query("ALTER TABLE IF EXISTS rm_module_away RENAME TO rm_module");
      await client.end();
    }
    await eventually(() => one.said().includes("rm_module"), "the fault is logged");
  });

  it("is in no log of any process, no table, no file, no backup", async () => {
    const texts = [...codes.values(), ...secrets.values(), ...payloads];
    expect(texts).toHaveLength(15);
    const forms = texts.flatMap(formsOf);
    const found = (place: string, bytes: Buffer) => forms.flatMap((form) => (bytes.includes(form) ? [place] : []));
    const chunks: Buffer[] = [];
    for await (const chunk of dump()) chunks.push(chunk);
    const rows = Buffer.concat(chunks);
    // The private rows of members are among them.
    for (const kind of ["register-lot", "activate"]) expect([kind, rows.includes(kind)]).toEqual([kind, true]);
    const places = [...found("the database", rows), ...found("the logs", Buffer.from(one.said()))];
    const file = join(folder, "truelane.backup");
    expect(truelane(one.dataDir, "backup", file).complaint).toBe("");
    const backup = gunzipSync(readFileSync(file));
    places.push(...found("the backup", backup));
    let bytesOfFiles = 0;
    for await (const { name, bytes } of filesBelow(folder)) {
      bytesOfFiles += bytes.length;
      places.push(...found(name, bytes));
    }
    process.stdout.write(
      `${texts.length} codes, secrets and payloads looked for in ${one.said().length} bytes of logs, ${rows.length} of rows, ${backup.length} of a backup, ${bytesOfFiles} of files\n`,
    );
    // The same eyes see what is there: the serial number in the rows and in the backup.
    for (const seen of [rows, backup]) expect(seen.includes("SEC00001")).toBe(true);
    expect(places).toEqual([]);
  }, 240_000);
});
