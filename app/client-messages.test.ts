import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLIENT_MESSAGES } from "./client-messages.ts";

const ROOT = join(import.meta.dirname, "..");
const spoken = new Set(
  globSync("{app,components}/**/*.tsx", { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/useTranslations\("(\w+)/g)].map(([, name]) => name),
  ),
);

describe("the messages that are sent to the browser", () => {
  it("are those that its components ask for, and no others", () => {
    expect([...spoken].sort()).toEqual([...CLIENT_MESSAGES]);
  });
});
