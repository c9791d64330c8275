import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../lib/domain/verify/language.ts";
import { scannerPage } from "../scanner-page.ts";

const MOST = 20_480;

describe("the scanner before it reads its first picture", () => {
  it("weighs at most 20 KB compressed, page and script, in each language", async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, "scanner.ts")],
      bundle: true,
      minify: true,
      legalComments: "none",
      format: "esm",
      target: "es2020",
      write: false,
    });
    const script = gzipSync(outputFiles[0]?.contents ?? "").length;
    expect(script).toBeGreaterThan(1_000);
    for (const language of LANGUAGES) {
      const page = gzipSync(scannerPage({ language, publicUrl: "https://truelane.example" })).length;
      expect(page + script, `${language}: page ${page}, script ${script}`).toBeLessThanOrEqual(MOST);
    }
  });
});
