import { describe, expect, it } from "vitest";
import { linesOfChunks } from "./lines-of-chunks.ts";

const bytes = new TextEncoder().encode('{"a":"光"}\n\nsecond\nlast without end');

async function* cutInto(size: number, after: () => void = () => {}) {
  try {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  } finally {
    after();
  }
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe("lines of bytes", () => {
  it.each([1, 2, 3, 7, 100])("are the same in pieces of %i bytes, also in the middle of a character", async (size) => {
    expect(await all(linesOfChunks(cutInto(size)))).toEqual(['{"a":"光"}', "", "second", "last without end"]);
  });

  it("may be left early: the source is told, and nothing is thrown later", async () => {
    let told = false;
    for await (const line of linesOfChunks(cutInto(3, () => (told = true)))) {
      expect(line).toBe('{"a":"光"}');
      break;
    }
    expect(told).toBe(true);
  });

  it("are not guessed from bytes that are no text", async () => {
    await expect(
      all(
        linesOfChunks(
          (async function* () {
            yield Uint8Array.of(0xff, 0x0a);
          })(),
        ),
      ),
    ).rejects.toThrow();
  });
});
