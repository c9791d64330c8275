/** Real modules with the right answers: every file of test/cases/optics must be answered exactly. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer } from "./answer.ts";
import { decodeBytes, decodeCapture } from "./decode-capture.ts";

const FOLDER = new URL("../../../test/cases/optics/", import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".expected.json"))
  .map((name) => name.replace(".expected.json", ""));

type Case = Pick<Answer, "input_format" | "must_warn" | "may_warn" | "facts"> & {
  expect: Record<string, unknown> & { modules?: unknown[]; partial_list?: true };
};

describe("a capture of the case collection", () => {
  it("has 17 cases", () => expect(NAMES).toHaveLength(17));

  it.each(NAMES)("%s is answered as its file says", (name) => {
    const wanted = JSON.parse(readFileSync(new URL(`${name}.expected.json`, FOLDER), "utf8")) as Case;
    const bytes = new Uint8Array(readFileSync(new URL(`${name}.txt`, FOLDER)));
    const answer = JSON.parse(JSON.stringify(decodeBytes(bytes))) as Answer;
    const { modules, partial_list: isPartial, ...rest } = wanted.expect;
    expect(answer.expect).toMatchObject(rest);
    if (modules) {
      const found = (answer.expect as unknown as { modules: unknown[] }).modules;
      for (const module of modules) expect(found).toContainEqual(expect.objectContaining(module as object));
      if (!isPartial) expect(found).toHaveLength(modules.length);
    }
    expect([...answer.must_warn].sort()).toEqual([...wanted.must_warn].sort());
    expect([...answer.facts].sort()).toEqual([...wanted.facts].sort());
    expect(wanted.may_warn).toEqual(expect.arrayContaining([...answer.may_warn]));
    expect(answer.input_format).toBe(wanted.input_format);
  });

  it.each(NAMES)("%s is understood whole, but for what an inventory says of the device itself", (name) => {
    const { unread = [] } = decodeBytes(new Uint8Array(readFileSync(new URL(`${name}.txt`, FOLDER))));
    if (/inventory|hardware/.test(name))
      expect(unread.filter(({ text }) => /transceiver|Xcvr/i.test(text))).toEqual([]);
    else expect(unread).toEqual([]);
  });

  it.each(NAMES)("%s is read the same from a terminal that adds its own", (name) => {
    const text = readFileSync(new URL(`${name}.txt`, FOLDER), "utf8");
    const plain = decodeCapture(text);
    const dressed = text
      .split("\n")
      .map((line, at) => `${at % 9 === 4 ? "--More--\r        \r" : ""}\u001b[0m${line}\r`)
      .join("\n");
    expect(decodeCapture(`\ufeff${dressed}`)).toEqual(plain);
    const quoted = text.replace(/^/gm, "> ");
    expect(decodeCapture(quoted).expect).toEqual(plain.expect);
  });

  it.each(NAMES)("%s is read the same from a UTF-16 file", (name) => {
    const text = readFileSync(new URL(`${name}.txt`, FOLDER), "utf8");
    const bytes = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
    expect(decodeBytes(bytes)).toEqual(decodeCapture(text));
  });
});
