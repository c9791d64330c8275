import { rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { type Code, codeOfBytes, shortCodeOfBytes } from "../../domain/label/code.ts";
import { labelKeyIdOf } from "../../domain/label/label-key.ts";
import { modelOf, payloadBytes, payloadMessage, payloadText, verifyPayload } from "../../domain/label/payload.ts";
import { openPayloadWriter } from "../label-print/payload-writer.ts";
import { openLabelKeyFiles } from "./label-keys.ts";

const folder = () => join(temporaryFolder("label-keys"), "label-keys");
const idOf = (publicKey: string) => labelKeyIdOf({ algorithm: "ed25519", publicKey }) ?? "";
const numbered = (at: number) => Uint8Array.from({ length: 16 }, (_, byte) => (at * 37 + byte * 11) & 255);

describe("a label key in a file", () => {
  it("signs payloads that check against the public half alone, whatever the code", async () => {
    const keys = openLabelKeyFiles(folder());
    const publicKey = await keys.create("lumen");
    const kid = idOf(publicKey);
    const sign = await keys.signerOf("lumen", kid);
    for (const codes of [
      Array.from({ length: 20 }, (_, at) => codeOfBytes(numbered(at))),
      Array.from({ length: 20 }, (_, at) => shortCodeOfBytes(numbered(at))),
    ]) {
      const about = { kid, model: modelOf("LM-LR4"), issuedOn: "2026-11-29" };
      const bytes = (code: Code) => payloadBytes({ ...about, code });
      const write = openPayloadWriter(
        payloadMessage(bytes(codes[0] as Code)),
        (message) => sign?.(message) as Uint8Array,
      );
      for (const code of codes) {
        const text = write(code);
        expect(verifyPayload(text, [{ kid, algorithm: "ed25519", publicKey }])).toMatchObject({
          ok: true,
          value: { payload: { ...about, code } },
        });
        const signature = sign?.(payloadMessage(bytes(code))) as Uint8Array;
        expect(text).toBe(payloadText({ signed: bytes(code), signature }));
      }
    }
  });

  it("is there after a restart, and nobody else reads it", async () => {
    const at = folder();
    const kid = idOf(await openLabelKeyFiles(at).create("lumen"));
    expect(await openLabelKeyFiles(at).has("lumen", kid)).toBe(true);
    expect((await stat(join(at, "lumen", kid))).mode & 0o777).toBe(0o600);
  });

  it("is its member's alone, and no path leads out of the folder", async () => {
    const keys = openLabelKeyFiles(folder());
    const kid = idOf(await keys.create("lumen"));
    expect(await keys.signerOf("harbor", kid)).toBeUndefined();
    expect(await keys.has("../lumen", kid)).toBe(false);
    expect(await keys.has("lumen", "../lumen/x")).toBe(false);
    await expect(keys.create("../etc")).rejects.toThrow("no member id");
  });

  it("is not used under another key's name", async () => {
    const at = folder();
    const keys = openLabelKeyFiles(at);
    const kid = idOf(await keys.create("lumen"));
    await rename(join(at, "lumen", kid), join(at, "lumen", "0".repeat(16)));
    await expect(keys.signerOf("lumen", "0".repeat(16))).rejects.toThrow("another key");
  });
});
