import "server-only";

/** `DATA_DIR/demo.json`: the one place where codes, secrets and passwords of the demo are written down (mode 0600). */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppRole } from "../usecases/actor.ts";

export type DemoStory =
  | "in-stock"
  | "in-transit"
  | "sold"
  | "copied"
  | "activated"
  | "recalled"
  | "scrapped"
  | "stolen"
  | "voided"
  | "replaced"
  | "not-released"
  | "unknown";

export type DemoFile = {
  readonly baseUrl: string;
  readonly scanUrl: string;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly users: readonly {
      readonly email: string;
      readonly password: string;
      readonly roles: readonly AppRole[];
    }[];
    readonly apiKey: string;
  }[];
  readonly labels: readonly {
    readonly story: DemoStory;
    readonly code: string;
    readonly url: string;
    readonly serialNumber?: string;
    readonly secret?: string;
    /** What the module's bag label says: the same code, signed by the maker's label key. */
    readonly signedUrl?: string;
  }[];
};

export function demoFilePath(dataDir: string): string {
  return join(dataDir, "demo.json");
}

export function readDemoFile(dataDir: string): DemoFile | undefined {
  try {
    return JSON.parse(readFileSync(demoFilePath(dataDir), "utf8")) as DemoFile;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fault;
  }
}

export function writeDemoFile(dataDir: string, demo: DemoFile): void {
  const file = demoFilePath(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
