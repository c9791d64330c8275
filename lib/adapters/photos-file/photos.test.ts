import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_BYTES, openPhotos } from "./photos.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "truelane-photos-"));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0], "rest");
const PNG = "\x89PNG\r\n\x1a\n";

describe("a reporter's photo", () => {
  it("is kept under a name that nobody can guess, and read back as what it is", async () => {
    const photos = openPhotos(folder);
    const kept = await photos.keep(JPEG);
    expect(kept).toEqual({ ok: true, value: expect.stringMatching(/^[0-9a-f]{32}\.jpg$/) });
    const read = kept.ok ? await photos.read(kept.value) : undefined;
    expect([read?.type, Buffer.from(read?.bytes ?? []).equals(JPEG)]).toEqual(["image/jpeg", true]);
  });

  it.each([
    ["photo-heic", bytes([0, 0, 0, 24], "ftypheic", "....mif1")],
    ["photo-animated", bytes("GIF89a")],
    ["photo-animated", bytes(PNG, "....acTL....IDAT")],
    ["photo-animated", bytes("RIFF....WEBPVP8X....", [2])],
    ["photo-unknown", bytes("<svg onload=alert(1)>")],
    ["photo-unknown", bytes("%PDF-1.7")],
  ])("that is %s is refused by its own bytes", async (error, given) => {
    const before = await readdir(folder);
    expect(await openPhotos(folder).keep(given)).toEqual({ ok: false, error });
    expect(await readdir(folder)).toEqual(before);
  });

  it("of more than 10 MB is refused, a still PNG or WebP is not", async () => {
    const photos = openPhotos(folder);
    expect(await photos.keep(Buffer.alloc(MOST_BYTES + 1, JPEG))).toEqual({ ok: false, error: "photo-too-large" });
    for (const given of [bytes(PNG, "....IDAT"), bytes("RIFF....WEBPVP8 ....")])
      expect((await photos.keep(given)).ok).toBe(true);
  });

  it("is not read by a name that is a path", async () => {
    for (const name of ["../secret", "x.jpg", ""]) expect(await openPhotos(folder).read(name)).toBeUndefined();
  });
});
