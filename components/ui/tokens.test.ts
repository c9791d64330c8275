import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const TOKEN = /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g;
const tokens = new Map(
  [...css.matchAll(TOKEN)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]),
);

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const SURFACES = ["page", "panel", "sunken"];
const TEXT = ["ink", "ink-muted", "accent", "accent-strong", "fault"];
const VERDICTS = ["record", "confirmed", "doubt", "stop", "unknown"].map((name) => `verdict-${name}`);
const READ: [string, string][] = [
  ...SURFACES.flatMap((surface) => TEXT.map((text): [string, string] => [text, surface])),
  ...["page", "panel"].flatMap((surface) => VERDICTS.map((text): [string, string] => [text, surface])),
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["ink", "accent-soft"],
  ["accent-strong", "accent-soft"],
  ["accent", "accent-soft"],
  ["ink", "fault-soft"],
  ["fault", "fault-soft"],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  it.each(READ)("text in %s on %s can be read (4.5:1)", (text, surface) => {
    expect(contrast(tokens.get(text)![theme], tokens.get(surface)![theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["page", "panel"])("the edge of a control is seen on %s (3:1)", (surface) => {
    expect(contrast(tokens.get("line-strong")![theme], tokens.get(surface)![theme])).toBeGreaterThanOrEqual(3);
  });
});

describe("the contrast check", () => {
  it("agrees with the two ends of the scale", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#777777")).toBe(1);
  });

  it("finds every token of the sheet", () => {
    expect(tokens.size).toBe(css.match(/: light-dark\(/g)?.length);
  });
});
