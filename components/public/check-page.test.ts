/** The module check page: small enough for a slow line, complete in both languages, and nothing of a capture becomes markup. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { INPUT_FORMATS } from "../../lib/domain/optics/answer.ts";
import { INNOCENT, REASONS, TERMS, VALUES } from "../../lib/domain/optics/reasons/told-finding.ts";
import { RULEBOOK } from "../../lib/domain/optics/rules/rulebook.ts";
import { CHECK_STYLE, checkPage } from "./check-page.ts";
import { SAMPLE_CAPTURE } from "./check-sample.ts";
import { messagesIn } from "./messages.ts";

const CLIENT = join(import.meta.dirname, "check-client");
const MOST = 40 * 1024;

describe("the page's scripts", () => {
  it("have at most 40 KB compressed, page script and decoding worker together", async () => {
    const entryPoints = ["check.ts", "decode-worker.ts"].map((name) => join(CLIENT, name));
    const options = {
      entryPoints,
      bundle: true,
      minify: true,
      write: false,
      outdir: "out",
      format: "iife",
      target: "es2020",
    } as const;
    const { outputFiles } = await build({ ...options, legalComments: "none", logLevel: "silent" });
    const sizes = outputFiles.map(({ contents }) => gzipSync(contents, { level: 6 }).length);
    expect(sizes).toHaveLength(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
  });

  it("put no text into markup", () => {
    const sources = ["check.ts", "elements.ts", "facts-view.ts", "module-view.ts", "comparison.ts"].map((name) =>
      readFileSync(join(CLIENT, name), "utf8"),
    );
    for (const source of sources) expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  });

  it("ask the server in one place alone", () => {
    const asking = [
      "check.ts",
      "elements.ts",
      "facts-view.ts",
      "module-view.ts",
      "decode-worker.ts",
      "text-pieces.ts",
      "comparison.ts",
    ].filter((name) => /\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket/.test(readFileSync(join(CLIENT, name), "utf8")));
    expect(asking).toEqual(["comparison.ts"]);
  });
});

describe("the page", () => {
  it.each(["en", "zh-CN"] as const)(
    "names every rule in %s, and carries why it was found and how it may be innocent",
    (language) => {
      expect(Object.keys(messagesIn(language).check.rules).sort()).toEqual(Object.keys(RULEBOOK).sort());
      const page = checkPage({ language, publicUrl: "https://truelane.example.com" });
      const carried = JSON.parse(/<script type="application\/json" id="words">(.+?)<\/script>/.exec(page)?.[1] ?? "{}");
      const terms = { values: VALUES[language], terms: TERMS[language] };
      expect(carried).toMatchObject({ reasons: REASONS[language], innocents: INNOCENT[language], ...terms });
    },
  );

  it("in Chinese says no reason in English", () => {
    const page = checkPage({ language: "zh-CN", publicUrl: "https://truelane.example.com" });
    const english = [...Object.values(REASONS.en), ...Object.values(INNOCENT.en)];
    expect(english.filter((sentence) => page.includes(sentence))).toEqual([]);
  });

  it.each(["en", "zh-CN"] as const)("has a name for every format in %s, and shows no bare id", (language) => {
    expect(Object.keys(messagesIn(language).check.formats)).toEqual([...INPUT_FORMATS]);
    const page = checkPage({ language, publicUrl: "https://truelane.example.com" });
    expect(page).toContain('<option value="cisco-nxos-show-interface-transceiver">Cisco NX-OS');
    expect(page).not.toContain(">cisco-nxos");
  });

  it("carries the sample as its finder published it", () => {
    const name = "sfpp_10g_sr_finisar_mup0wb0_factory.txt";
    const published = readFileSync(join(import.meta.dirname, "..", "..", "test", "cases", "optics", name), "utf8");
    expect(SAMPLE_CAPTURE).toBe(published);
    expect(checkPage({ language: "en", publicUrl: "https://truelane.example.com" })).toContain(published);
  });

  it.each(["en", "zh-CN"] as const)("promises in %s that nothing is sent before the button is pressed", (language) => {
    const page = checkPage({ language, publicUrl: "https://truelane.example.com" });
    const { privacy, compare } = messagesIn(language).check;
    expect(page).toContain(privacy);
    expect(page).toContain(`data-compare disabled>${compare}</button>`);
    expect(page).toContain(`<style>${CHECK_STYLE}</style>`);
    expect(page).not.toMatch(/genuine|authentic|正品/i);
  });
});
