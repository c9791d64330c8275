/** `/metrics` on a port of its own, which no public listener shares: gathers what every process counted, for whoever may reach this port. */
import { createServer, type ServerResponse } from "node:http";
import type { Env } from "../../lib/server/env.ts";
import { installationState } from "../../lib/server/metrics/installation-state.ts";
import { METRICS_TYPE, metricsPage } from "../../lib/server/metrics/metrics-page.ts";
import { valuesOf } from "../../lib/server/metrics/process-metrics.ts";
import { closePool, publicPool } from "../../lib/server/pool.ts";
import { sharedAnswer } from "../../lib/server/shared-answer.ts";
import { truelaneVersion } from "../../lib/server/version.ts";
import type { Processes } from "./processes.ts";

type Place = NonNullable<Env["metrics"]>;

/** Resolves when it listens; it answers also while the others still start. */
export async function openMetricsListener(
  env: Env,
  { host, port }: Place,
  processes: Pick<Processes, "values">,
): Promise<{ stop(): Promise<void> }> {
  const version = truelaneVersion();
  const gather = async () => {
    const [supervisor, children, state] = await Promise.all([
      valuesOf("supervisor"),
      processes.values(),
      // One that takes questions and answers none is given up, as for whoever scans.
      Promise.resolve()
        .then(() => installationState(publicPool(), env.ledger))
        .catch(() => undefined),
    ]);
    return metricsPage({ version, processes: [["supervisor", supervisor], ...children], state });
  };
  const page = sharedAnswer(gather);
  const server = createServer((request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path !== "/metrics" || request.method !== "GET")
      return send(response, 404, "text/plain", "Only GET /metrics is here.\n");
    page().then(
      (text) => send(response, 200, METRICS_TYPE, text),
      (fault) => send(response, 500, "text/plain", `The metrics could not be gathered: ${fault}\n`),
    );
  });
  server.requestTimeout = 15_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
      await closePool();
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
