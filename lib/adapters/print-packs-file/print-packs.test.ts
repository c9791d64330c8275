import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrintLine } from "../../ports/manifests.ts";
import { openPrintPacks } from "./print-packs.ts";

let at: string;
beforeAll(async () => {
  at = await mkdtemp(join(tmpdir(), "packs-"));
});
afterAll(() => rm(at, { recursive: true, force: true }));

const packsIn = (name: string) => openPrintPacks({ folder: join(at, name), keyFile: join(at, name, "print-pack.key") });
const line = (index: number): PrintLine => ({
  index,
  code: String(index).padStart(26, "0"),
  secret: String(index).padStart(26, "7"),
  serialNumber: `SN ${index}`,
});
async function all(lines: AsyncIterable<PrintLine>): Promise<PrintLine[]> {
  const kept: PrintLine[] = [];
  for await (const one of lines) kept.push(one);
  return kept;
}
const only = async (folder: string) =>
  join(folder, (await readdir(folder)).find((name) => name.endsWith(".pack")) as string);

describe("a print pack", () => {
  it("gives every line back in order, also over many chunks", async () => {
    const packs = packsIn("whole");
    const lines = Array.from({ length: 5000 }, (_, index) => line(index));
    await packs.write("lot/acme/1", lines);
    expect(await packs.has("lot/acme/1")).toBe(true);
    expect(await all(packs.read("lot/acme/1"))).toEqual(lines);
  });

  it("shows no code to whoever reads the file, and the key file to its owner only", async () => {
    const packs = packsIn("closed");
    await packs.write("lot/acme/1", [line(4711)]);
    expect((await readFile(await only(join(at, "closed")))).includes(line(4711).code)).toBe(false);
    expect((await stat(join(at, "closed", "print-pack.key"))).mode & 0o777).toBe(0o600);
    await chmod(join(at, "closed", "print-pack.key"), 0o644);
    await expect(all(packs.read("lot/acme/1"))).rejects.toThrow("others may read");
  });

  it("does not open when a byte was changed, when it was cut, or under another lot's name", async () => {
    const packs = packsIn("changed");
    const lines = Array.from({ length: 3000 }, (_, index) => line(index));
    await packs.write("lot/acme/1", lines);
    const file = await only(join(at, "changed"));
    const bytes = await readFile(file);
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 100]! ^= 1;
    await writeFile(file, flipped);
    await expect(all(packs.read("lot/acme/1"))).rejects.toThrow("was changed");
    const head = bytes.length - ((bytes.length - 54) % (65536 + 16));
    await writeFile(file, bytes.subarray(0, head));
    await expect(all(packs.read("lot/acme/1"))).rejects.toThrow("was changed");
    await packs.write("lot/acme/2", lines);
    await writeFile(file, bytes);
    const other = (await readdir(join(at, "changed"))).map((name) => join(at, "changed", name));
    const second = other.find((name) => name.endsWith(".pack") && name !== file) as string;
    await writeFile(second, bytes);
    await expect(all(packs.read("lot/acme/2"))).rejects.toThrow("another lot's");
  });

  it("keeps its codes when its secrets were handed out", async () => {
    const packs = packsIn("handed-out");
    await packs.write("lot/acme/1", [line(0), line(1)]);
    await packs.removeSecrets("lot/acme/1");
    expect(await all(packs.read("lot/acme/1"))).toEqual([line(0), line(1)].map(({ secret: _, ...rest }) => rest));
  });

  it("is gone after removal, and removing it again is no error", async () => {
    const packs = packsIn("gone");
    await packs.remove("lot/acme/1");
    await packs.write("lot/acme/1", [line(0)]);
    await packs.remove("lot/acme/1");
    await packs.remove("lot/acme/1");
    expect(await packs.has("lot/acme/1")).toBe(false);
    await expect(all(packs.read("lot/acme/1"))).rejects.toThrow("print pack gone");
  });
});
