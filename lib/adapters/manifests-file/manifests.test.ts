import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildLevels, hashLeaf } from "../../domain/log/merkle-tree.ts";
import { clearUnfinished } from "../durable-file.ts";
import { openManifestFiles } from "./manifests.ts";
import { leavesOfLength, levelSizes } from "./tree-file.ts";

const folder = join(tmpdir(), "manifests-");
let at: string;
beforeAll(async () => {
  at = await mkdtemp(folder);
});
afterAll(() => rm(at, { recursive: true, force: true }));

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const kept: string[] = [];
  for await (const line of lines) kept.push(line);
  return kept;
}

describe("manifest files", () => {
  it("are named by the hash of their bytes and give the same lines back", async () => {
    const manifests = openManifestFiles(at);
    const lines = ['{"v":1}\n', '{"serial":"光模块"}\n'];
    const hash = await manifests.write(lines);
    expect(hash).toBe(sha256(lines.join("")));
    expect(await manifests.has(hash)).toBe(true);
    expect(await all(manifests.lines(hash))).toEqual(['{"v":1}', '{"serial":"光模块"}']);
  });

  it("give the same name to the same lines, however they arrive", async () => {
    const manifests = openManifestFiles(at);
    async function* one() {
      yield "a\n";
      yield "b\n";
    }
    expect(await manifests.write(one())).toBe(await manifests.write(["a\n", "b\n"]));
  });

  it("are the same when their first line is known last", async () => {
    const manifests = openManifestFiles(at);
    const [head, body] = ["head\n", `${"x".repeat(999)}\n`.repeat(3000)];
    const draft = await manifests.begin(head.length);
    const reused = Buffer.alloc(100_000);
    for (let from = 0; from < body.length; from += reused.length) {
      reused.write(body.slice(from, from + reused.length), "latin1");
      await draft.write(reused);
    }
    const hash = await draft.keep(Buffer.from(head));
    expect(hash).toBe(sha256(head + body));
    expect(await manifests.write([head, body])).toBe(hash);
    const other = await manifests.begin(3);
    await expect(other.keep(Buffer.from(head))).rejects.toThrow(RangeError);
    await other.abandon();
  });

  it("keep nothing of a draft that was abandoned, nor of one whose process was killed", async () => {
    const own = join(at, "drafts");
    const manifests = openManifestFiles(own);
    const [abandoned, killed] = [await manifests.begin(5), await manifests.begin(5)];
    for (const draft of [abandoned, killed]) await draft.write(Buffer.alloc(2 << 20));
    await abandoned.abandon();
    expect(await readdir(own)).toHaveLength(1);
    await clearUnfinished(own);
    expect(await readdir(own)).toEqual([]);
    await killed.abandon();
  });

  it("leave nothing behind when the lines end in an error", async () => {
    const own = join(at, "failing");
    const broken = (function* () {
      yield "a\n";
      throw new Error("the factory's line went dark");
    })();
    await expect(openManifestFiles(own).write(broken)).rejects.toThrow("went dark");
    expect(await readdir(own)).toEqual([]);
  });

  it("say so when a manifest is not kept here", async () => {
    const manifests = openManifestFiles(at);
    expect(await manifests.has("0".repeat(64))).toBe(false);
    await expect(all(manifests.lines("0".repeat(64)))).rejects.toThrow("is not kept here");
    expect(await manifests.path("0".repeat(64), 0)).toBeUndefined();
  });

  it("open no file that is not named by a hash", async () => {
    const manifests = openManifestFiles(at);
    await writeFile(join(at, "other.ndjson"), "secret\n");
    await expect(all(manifests.lines("../other"))).rejects.toThrow("no SHA-256");
    await expect(async () => manifests.has("../other")).rejects.toThrow("no SHA-256");
  });
});

describe("tree files", () => {
  it("give the audit path of every leaf of every small tree", async () => {
    const manifests = openManifestFiles(at);
    for (const size of [1, 2, 3, 5, 6, 7, 8, 13, 33]) {
      const leaves = Array.from({ length: size }, (_, index) => hashLeaf(Buffer.from(`leaf ${index}`)));
      const tree = buildLevels(leaves);
      const name = sha256(`tree ${size}`);
      await manifests.keepTree(
        name,
        tree.levels.map((level) => Buffer.concat(level)),
      );
      for (let index = 0; index < size; index++)
        expect(await manifests.path(name, index)).toEqual(
          tree.pathAt(index).map((node) => Buffer.from(node).toString("hex")),
        );
      await expect(manifests.path(name, size)).rejects.toThrow(RangeError);
    }
  });

  it("know the number of leaves from their length, and refuse a length that no tree has", () => {
    for (const leaves of [1, 2, 3, 1000, 99_999, 100_000]) {
      const nodes = levelSizes(leaves).reduce((sum, size) => sum + size, 0);
      expect(leavesOfLength(nodes * 32)).toBe(leaves);
    }
    expect(leavesOfLength(2 * 32)).toBeUndefined();
    expect(leavesOfLength(33)).toBeUndefined();
  });
});
