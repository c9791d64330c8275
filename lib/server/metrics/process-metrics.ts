import "server-only";

/** The one registry of this process, and how the supervisor reads it. Nothing is counted where no METRICS_PORT is set. */
import { collectDefaultMetrics, Registry } from "prom-client";
import { env } from "../env.ts";
import { processWide } from "../process-wide.ts";
import { type Counts, openCounts, UNCOUNTED } from "./counts.ts";

export type ProcessName = "supervisor" | "web" | "scan" | "worker";

/** What a registry holds, as it travels from one process to another. */
export type Values = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** The supervisor's question on the channel to its child, and the name of the answer there. */
export const METRICS = "metrics";

type Kept = { readonly registry: Registry; readonly counts: Counts };

/** What this process counts. The web process has no file of its own that would name it first. */
export function counts(): Counts {
  return kept("web")?.counts ?? UNCOUNTED;
}

/** @returns nothing where no metrics are wanted */
export async function valuesOf(name: ProcessName): Promise<Values | undefined> {
  return kept(name)?.registry.getMetricsAsJSON();
}

/** First thing in a child: its values are the supervisor's for the asking. Anybody else has no channel to ask on. */
export function answerSupervisor(name: ProcessName): void {
  if (!kept(name)) return;
  process.on("message", async (asked) => {
    if (asked === METRICS) process.send?.({ [METRICS]: await valuesOf(name) }, undefined, undefined, () => {});
  });
}

function kept(name: ProcessName): Kept | undefined {
  return processWide("metrics", () => (env().metrics ? open(name) : undefined));
}

function open(name: ProcessName): Kept {
  const registry = new Registry();
  registry.setDefaultLabels({ process: name });
  collectDefaultMetrics({ register: registry });
  return { registry, counts: openCounts(registry) };
}
