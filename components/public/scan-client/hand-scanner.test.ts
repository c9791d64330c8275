import { describe, expect, it } from "vitest";
import { type HandScan, handScanner, type Key } from "./hand-scanner.ts";

const SIGNS: Readonly<Record<string, readonly [string, boolean]>> = {
  ":": ["Semicolon", true],
  "/": ["Slash", false],
  ".": ["Period", false],
  "]": ["BracketRight", false],
  "#": ["Digit3", true],
};

/** The keys of a scanner that is set to the US layout. */
function keysOf(text: string, gap: number, change: Partial<Key> = {}): Key[] {
  const key = (character: string, at: number): Key => {
    const [code, shift] = /[A-Z]/i.test(character)
      ? [`Key${character.toUpperCase()}`, character < "a"]
      : /\d/.test(character)
        ? [`Digit${character}`, false]
        : (SIGNS[character] ?? [character, false]);
    return { key: character, code, shift, control: false, capsLock: false, composing: false, at: at * gap, ...change };
  };
  return [...text].map(key);
}

function scanOf(keys: readonly Key[], end: Partial<Key> = {}): HandScan | undefined {
  const take = handScanner();
  for (const key of keys) expect(take(key)).toBeUndefined();
  const at = (keys.at(-1)?.at ?? 0) + 5;
  return take({ ...(keys[0] as Key), key: "Enter", code: "Enter", shift: false, composing: false, at, ...end });
}

const URL = "HTTPS://TRUELANE.EXAMPLE/V/7M07";

describe("a hand scanner", () => {
  it("is told from a person by its speed, and ends with Enter or Tab", () => {
    expect(scanOf(keysOf(URL, 4))).toMatchObject({ typed: URL, struck: URL, inputMethod: false });
    expect(scanOf(keysOf(URL, 4), { key: "Tab", code: "Tab" })?.typed).toBe(URL);
    expect(scanOf(keysOf(URL, 120))).toBeUndefined();
    expect(scanOf(keysOf("AB12", 4))).toBeUndefined();
  });

  it("is read by its keys when an input method hides what it types", () => {
    const scan = scanOf(keysOf(URL, 4, { key: "Process", composing: true }), { key: "Process", composing: true });
    expect(scan).toEqual({ typed: "", struck: URL, inputMethod: true, capsLock: false });
  });

  it("is read by its keys when the computer has another layout", () => {
    const french: Record<string, string> = { "7": "è", ":": "M", "/": "!", ".": ":" };
    const keys = keysOf(URL, 4).map((key) => ({ ...key, key: french[key.key] ?? key.key }));
    expect(scanOf(keys)).toMatchObject({ struck: URL });
    expect(scanOf(keys)?.typed).not.toBe(URL);
  });

  it("sends group separators as F8 or as Ctrl and a bracket", () => {
    const [before, after] = [keysOf("0109506000134352", 4), keysOf("21ABCDEFGH", 4)];
    for (const separator of [
      { key: "F8", code: "F8" },
      { key: "]", code: "BracketRight", control: true },
    ]) {
      const middle = { ...(before[0] as Key), ...separator, at: before.length * 4 };
      const rest = after.map((key) => ({ ...key, at: key.at + middle.at + 4 }));
      expect(scanOf([...before, middle, ...rest])?.struck).toBe("0109506000134352\u001d21ABCDEFGH");
    }
  });

  it("is not disturbed by Shift, and says when Caps Lock changed its letters", () => {
    const keys = keysOf(URL, 4).flatMap((key) => [{ ...key, key: "Shift", code: "ShiftLeft" }, key]);
    expect(scanOf(keys)?.typed).toBe(URL);
    expect(scanOf(keysOf("https://x.example", 4, { capsLock: true }))?.capsLock).toBe(true);
  });
});
