/** Makes what is generated from the sources, and only when the sources changed: Prisma Client, public scripts, the Next build. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { node24, ROOT, toolEnvironment } from "./modules.mjs";
import { Stop, say } from "./say.mjs";

const CLIENT_SOURCES = ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"];
const PUBLIC_SOURCES = [
  "lib/domain",
  "components/public",
  "messages/offline",
  "scripts/build-public.mjs",
  "package-lock.json",
];
const WEB_SOURCES = [
  ...CLIENT_SOURCES,
  ...PUBLIC_SOURCES,
  "app",
  "components",
  "i18n",
  "instrumentation.ts",
  "lib",
  "messages",
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const STAMPS = join(ROOT, "build", "stamps");

/** Everything that the running product needs. Seconds when nothing changed. */
export function ensureBuilt() {
  ensureClient();
  ensurePublic();
  step("web", WEB_SOURCES, existsSync(join(ROOT, ".next", "BUILD_ID")), "Building the pages (1 to 3 minutes) …", () =>
    run(node24(), [join(ROOT, "node_modules", "next", "dist", "bin", "next"), "build"], { NODE_ENV: "production" }),
  );
}

/** Prisma Client, from the schema. */
export function ensureClient() {
  const made = existsSync(join(ROOT, "prisma", "generated", "client.ts"));
  step("client", CLIENT_SOURCES, made, "Generating the database client …", () =>
    // Generating needs no schema engine, only the existence of one: without this Prisma downloads it.
    run(node24(), [join(ROOT, "node_modules", "prisma", "build", "index.js"), "generate"], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    }),
  );
}

/** Scripts and WebAssembly that the public pages load. */
export function ensurePublic() {
  const script = join(ROOT, "scripts", "build-public.mjs");
  if (!existsSync(script)) return;
  step("public", PUBLIC_SOURCES, existsSync(join(ROOT, "public")), "Building the public scripts …", () =>
    run(node24(), [script], {}),
  );
}

function step(name, sources, made, sentence, work) {
  const stamp = join(STAMPS, name);
  const hash = hashOf(sources);
  if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  say(sentence);
  work();
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stamp, hash);
}

function run(program, args, extra) {
  const done = spawnSync(program, args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...toolEnvironment(), NEXT_TELEMETRY_DISABLED: "1", ...extra },
  });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  if (/ENOSPC/.test(`${done.stderr}`))
    throw new Stop("the disk is full; the build could not be written. Free about 1 GB.");
  throw new Stop(`building failed (code ${done.status ?? done.signal}); the lines above say why.`);
}

/** SHA-256 over names and contents, tests left out: a changed test rebuilds nothing. */
function hashOf(sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    const path = join(ROOT, source);
    if (!existsSync(path)) continue;
    for (const file of statSync(path).isDirectory() ? filesUnder(path) : [path]) {
      hash
        .update(`${file.slice(ROOT.length)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
