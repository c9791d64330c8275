import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const { forbidden } = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as { forbidden: { name: string }[] };

type Cruised = {
  modules: { source: string }[];
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
};

/** The arrows of a tree, checked by the product's own program. */
function cruise(cwd: string, folders: readonly string[]): Cruised {
  const done = spawnSync(process.execPath, [join(ROOT, "scripts/arrows.mjs"), ...folders], {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!done.stdout.startsWith("{")) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Cruised;
}

/** One file that breaks each rule, and what it needs to exist. */
const VIOLATIONS: Readonly<Record<string, readonly [path: string, text: string]>> = {
  "domain-is-pure": [
    "lib/domain/impure.ts",
    'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
  ],
  "ports-know-only-domain": ["lib/ports/library.ts", 'import { z } from "zod";\nexport const port = z;\n'],
  "usecases-know-no-adapter": ["lib/usecases/adapter.ts", 'export { a } from "../adapters/a/a.ts";\n'],
  "adapters-do-not-meet": ["lib/adapters/b/b.ts", 'export { a } from "../a/a.ts";\n'],
  "only-server-composes-adapters": [
    "app/page.tsx",
    'import { a } from "@/lib/adapters/a/a.ts";\nexport const Page = () => <p>{a}</p>;\n',
  ],
  "components-show-only": [
    "components/ui/asks.tsx",
    'import { verb } from "../../lib/usecases/verb.ts";\nexport const B = () => <p>{verb}</p>;\n',
  ],
  "public-page-has-no-react": [
    "components/public/heavy.ts",
    'import { useState } from "react";\nexport const heavy = useState;\n',
  ],
  "components-share-only-the-camera": ["components/scan/film.ts", 'export { a } from "../public/a.ts";\n'],
  "server-does-not-reach-up": ["lib/server/up.ts", 'export { Page } from "../../app/page.tsx";\n'],
  "pages-go-through-server": ["app/api/direct.ts", 'import pg from "pg";\nexport const pool = pg.Pool;\n'],
  "chaincode-takes-only-domain": ["chaincode/src/more.ts", 'export { verb } from "../../lib/usecases/verb.ts";\n'],
  "no-cycles": ["lib/domain/left.ts", 'import { right } from "./right.ts";\nexport const left = () => right;\n'],
};
const INNOCENT: Readonly<Record<string, string>> = {
  "lib/adapters/a/a.ts": "export const a = 1;\n",
  "lib/usecases/verb.ts": "export const verb = 1;\n",
  "lib/domain/right.ts": 'import { left } from "./left.ts";\nexport const right = () => left;\n',
  "lib/server/joins.ts": 'export { a } from "../adapters/a/a.ts";\n',
  "components/public/a.ts": "export const a = 1;\n",
  "components/scan/camera-parts.ts": 'export { a } from "../public/a.ts";\n',
};

let tree: string;
let found: Cruised;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "truelane-arrows-"));
  symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
  cpSync(join(ROOT, "tsconfig.json"), join(tree, "tsconfig.json"));
  for (const [path, text] of [...Object.values(VIOLATIONS), ...Object.entries(INNOCENT)]) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  found = cruise(tree, ["lib", "app", "components", "chaincode"]);
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe("the arrows between folders", () => {
  it("are each broken by an example here", () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(VIOLATIONS))("%s catches its violation", (name, [path]) => {
    expect(found.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`)).toContain(`${name} ${path}`);
  });

  it("leave the server alone when it joins an adapter, and the one file that opens the camera to the console", () => {
    const innocent = ["lib/server/joins.ts", "components/scan/camera-parts.ts"];
    expect(found.summary.violations.filter(({ from }) => innocent.includes(from))).toEqual([]);
  });

  it("see every file of the product, components with JSX among them", () => {
    const { modules, summary } = cruise(ROOT, ["app", "components", "lib"]);
    const sources = new Set(modules.map(({ source }) => source));
    expect(summary.totalCruised).toBeGreaterThan(200);
    const tsx = filesUnder("components").filter((path) => path.endsWith(".tsx"));
    expect(tsx.filter((path) => !sources.has(path))).toEqual([]);
  });
});

/** What neither the compiler's missing libraries nor an arrow can see. */
const NOT_IN_THE_CORE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bIntl\b|\.localeCompare\(|\.toLocale[A-Z]/;

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

describe("the rule book", () => {
  it("has no clock, no dice and no language of its own", () => {
    const sinners = ["lib/domain", "chaincode/src"]
      .flatMap(filesUnder)
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
      .filter((path) => NOT_IN_THE_CORE.test(withoutComments(readFileSync(join(ROOT, path), "utf8"))));
    expect(sinners).toEqual([]);
  });

  it.each([
    "const t = Date.now();",
    "new Date()",
    "Math.random()",
    "a.localeCompare(b)",
    "new Intl.NumberFormat()",
    "n.toLocaleString()",
  ])("would be caught with %s", (line) => expect(NOT_IN_THE_CORE.test(line)).toBe(true));

  it.each(["new Date(time)", "Date.parse(text)", "interval"])("may say %s", (line) =>
    expect(NOT_IN_THE_CORE.test(line)).toBe(false),
  );
});

describe("the linter", () => {
  it.each([
    ["any", "noExplicitAny", "export const loose: any = 1;\n"],
    ["an import that nobody uses", "noUnusedImports", 'import { join } from "node:path";\nexport const used = 1;\n'],
    ["a type imported as a value", "useImportType", 'import { Pool } from "pg";\nexport let pool: Pool | undefined;\n'],
  ])("refuses %s", (_what, rule, text) => {
    expect(lintsOf(text)).toContain(rule);
  });

  it("has nothing against a plain file", () => {
    expect(lintsOf("export const one = 1;\n")).not.toContain("lint/");
  });
});

/** What the product's own rules say of a text, in a folder without git. */
function lintsOf(text: string): string {
  const rules = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")) as object;
  writeFileSync(join(tree, "biome.json"), JSON.stringify({ ...rules, root: true, vcs: { enabled: false } }));
  const file = join(tree, "lib/usecases/linted.ts");
  writeFileSync(file, text);
  const done = spawnSync(join(ROOT, "node_modules/.bin/biome"), ["lint", "--colors=off", file], {
    cwd: tree,
    encoding: "utf8",
  });
  return `${done.stdout}${done.stderr}`;
}

describe("what is installed", () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string }>;
  };

  // Older ones have known holes (remote code execution in server components, takeover of accounts).
  it.each([
    ["next", "16.2.11"],
    ["react", "19.2.6"],
    ["react-dom", "19.2.6"],
    ["better-auth", "1.6.14"],
    ["node", "22.12.0"],
  ])("%s is at least %s", (name, floor) => {
    expect(isAtLeast(packages[`node_modules/${name}`]?.version ?? "0", floor)).toBe(true);
  });

  it("is compared number by number", () => {
    expect(isAtLeast("16.10.0", "16.9.9")).toBe(true);
    expect(isAtLeast("16.2.9", "16.2.11")).toBe(false);
  });
});

describe("docs/life-of-a-module.md", () => {
  it("names only files that exist", () => {
    const text = readFileSync(join(ROOT, "docs/life-of-a-module.md"), "utf8");
    const named = text.split("](../").slice(1).map(linkTarget);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** The path at the start of a text, up to the parenthesis that closes its link: folders of pages have parentheses of their own. */
function linkTarget(text: string): string {
  let open = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") open += 1;
    if (text[at] === ")") open -= 1;
    if (open === 0) return text.slice(0, at);
  }
  return text;
}

function isAtLeast(version: string, floor: string): boolean {
  const [has, needs] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i += 1) if ((has?.[i] ?? 0) !== (needs?.[i] ?? 0)) return (has?.[i] ?? 0) > (needs?.[i] ?? 0);
  return true;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}
