import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const CURVE = "M5 21.5C13 21.5 12 6.5 23 6.5";

describe("the mark of the product", () => {
  it.each(["components/ui/light-path.tsx", "components/public/shapes.ts", "app/icon.svg"])(
    "is one curve in %s",
    (file) => {
      expect(readFileSync(join(ROOT, file), "utf8")).toContain(CURVE);
    },
  );

  it("is the same on the tile of both sites' tabs", () => {
    const icon = /ICON =\s+"data:image\/svg\+xml,([^"]+)"/.exec(
      readFileSync(join(ROOT, "components/public/shapes.ts"), "utf8"),
    );
    const tab = readFileSync(join(ROOT, "app/icon.svg"), "utf8").replace("<title>TrueLane</title>", "").trim();
    expect(decodeURIComponent(icon?.[1] ?? "").replaceAll("'", '"')).toBe(tab);
  });
});
