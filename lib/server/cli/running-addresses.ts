import "server-only";

/** Where the installation of a data folder answers: what its start wrote into `running.json`, else what the settings say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Env } from "../env.ts";

const written = z.object({ url: z.url(), scanUrl: z.url().optional() });

type Addresses = { readonly url: string; readonly scanUrl: string };

/** A shell seldom has the PORT that TrueLane was started with, so the folder is asked first. */
export function runningAddresses(settings: Pick<Env, "dataDir" | "publicUrl" | "scanUrl">): Addresses {
  const { url = settings.publicUrl, scanUrl = settings.scanUrl } = readRunning(settings.dataDir) ?? {};
  return { url, scanUrl };
}

function readRunning(dataDir: string) {
  try {
    return written.safeParse(JSON.parse(readFileSync(join(dataDir, "running.json"), "utf8"))).data;
  } catch {
    // Nothing runs there, or the file was cut off: the settings are all there is to go by.
    return undefined;
  }
}
