import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REFUSAL_CODES } from "../../lib/domain/event/refusal.ts";
import publicEnglish from "../public/en.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import zh from "./zh-CN.json" with { type: "json" };

type Tree = { readonly [key: string]: string | readonly string[] | Tree };
function leaves(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : leaves(value as Tree, `${prefix}${key}.`),
  );
}
const english = new Map(leaves(en));
const chinese = new Map(leaves(zh));

/** The names of `{values}` and `<tags>` in a message. */
function slots(message: string): string[] {
  return [...new Set(message.match(/\{\s*\w+\s*[,}]|<\w+>/g)?.map((text) => text.replace(/\W/g, "")))].sort();
}

describe("the console's messages", () => {
  it("have the same keys in both languages", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("take the same values in both languages", () => {
    const differing = [...english].filter(([key, text]) => `${slots(text)}` !== `${slots(chinese.get(key) ?? "")}`);
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("have a sentence for every no of a verb, so that no screen falls back to English", () => {
    const verbs = join(import.meta.dirname, "../../lib/usecases/verbs");
    const codes = globSync("*.ts", { cwd: verbs }).flatMap((file) =>
      [...readFileSync(join(verbs, file), "utf8").matchAll(/problem\(\s*"([a-z0-9-]+)"/g)].map(([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !chinese.has(`problem.${code}`))).toEqual([]);
  });

  it("have a sentence for every no of the rule book, and of the API that the console's own scripts ask", () => {
    const statuses = readFileSync(join(import.meta.dirname, "../../lib/server/api/refusal-status.ts"), "utf8");
    const codes = [...statuses.matchAll(/^ {2}"?([a-z0-9-]+)"?: \d{3},$/gm)].map(([, code]) => code);
    expect(codes).toEqual(expect.arrayContaining([...REFUSAL_CODES, "fault", "too-large"]));
    expect(codes.filter((code) => !chinese.has(`problem.${code}`))).toEqual([]);
  });

  it("quote the box to tick by the label that it has", () => {
    for (const { jobs, lotFile } of [en, zh])
      expect([...jobs.rowsRefused.matchAll(/“(.+?)”/g)].map(([, quoted]) => quoted)).toEqual([lotFile.skip]);
  });

  it("never put a bare number before many: one lot is no lots", () => {
    const bare = [...english, ...leaves(publicEnglish)].filter(([, text]) =>
      /\{(count|many|left|quota|days)\} (modules|labels|lots|things|rows|days|findings|lines|characters)\b/.test(
        text.replace(/\{\w+, plural,.*/s, ""),
      ),
    );
    expect(bare).toEqual([]);
  });

  it("are all filled in, and never shout", () => {
    const poor = [...english, ...chinese].filter(([, text]) => text.trim() === "" || /[!！]/.test(text));
    expect(poor).toEqual([]);
  });
});
