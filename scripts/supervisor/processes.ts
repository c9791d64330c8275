/** Worker first (it holds the keys and the ledger), then the two that answer people. */
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "../../lib/server/env.ts";
import { METRICS, type ProcessName, type Values } from "../../lib/server/metrics/process-metrics.ts";
import { CannotStart } from "../../lib/server/postgres/cannot-start.ts";
import { type ChildPlan, type Kept, keepAlive } from "./child.ts";
import type { Lan } from "./lan/lan-settings.ts";

const READY_WITHIN_MS = 90_000;

export type Processes = {
  ready(): Promise<void>;
  restartWorker(): void;
  /** What each of those that count has counted; nothing of one that does not answer. */
  values(): Promise<(readonly [ProcessName, Values | undefined])[]>;
  stop(): Promise<void>;
};

/** `dev`: pages are compiled as they are opened. */
export type WebMode = "start" | "dev";

/** @param lan the address and port of the https front for phones in the local network, where there is to be one */
export function startProcesses(
  env: Env,
  root: string,
  say: (line: string) => void,
  mode: WebMode,
  lan?: Lan,
): Processes {
  const common = { command: process.execPath, cwd: root, say };
  const ours = (file: string) => [...nodeFlags(root), join(root, file)];
  const base = childEnvironment(env);
  const worker = keepAlive({ ...common, name: "the worker", args: ours("lib/server/worker.ts"), env: base });
  let answering: Kept[] = [];
  return {
    async ready() {
      await inTime("the worker", worker.ready);
      answering = [
        keepAlive(webPlan(env, root, mode, { ...common, env: base })),
        keepAlive(scanPlan(env, ours, { ...common, env: base })),
        ...(lan ? [keepAlive(frontPlan(lan, ours, { ...common, env: base }))] : []),
      ];
      await Promise.all(answering.map((each, i) => inTime(ANSWERING[i] ?? "", each.ready)));
    },
    restartWorker: () => worker.restart(),
    values() {
      const [web, scan] = answering;
      const counting = { worker, web, scan };
      return Promise.all(
        Object.entries(counting).map(
          async ([name, process]) =>
            [name as ProcessName, (await process?.ask(METRICS)) as Values | undefined] as const,
        ),
      );
    },
    async stop() {
      // Who answers people goes first: a request must not arrive where its worker has gone.
      await Promise.all(answering.map((each) => each.stop()));
      await worker.stop();
    },
  };
}

type Common = Pick<ChildPlan, "command" | "cwd" | "say" | "env">;

function webPlan(env: Env, root: string, mode: WebMode, common: Common): ChildPlan {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  return {
    ...common,
    name: "the web server",
    args: [
      "--import",
      join(root, "scripts/supervisor/end-with-parent.mjs"),
      "--import",
      join(root, "scripts/supervisor/before-next.ts"),
      next,
      mode,
      "-H",
      env.host,
      "-p",
      String(env.port),
    ],
    env: { ...common.env, NODE_ENV: mode === "dev" ? "development" : "production" },
    quiet: true,
    probe: () => serves(`http://${probeHost(env)}:${env.port}/livez`),
  };
}

function scanPlan(env: Env, ours: (file: string) => string[], common: Common): ChildPlan {
  return {
    ...common,
    name: "the scan listener",
    args: ours("lib/server/scan.ts"),
    probe: () => serves(`http://${probeHost(env)}:${env.scanPort}/livez`),
  };
}

const ANSWERING = ["the web server", "the scan listener", "the https front"];

function frontPlan({ address, port }: Lan, ours: (file: string) => string[], common: Common): ChildPlan {
  return {
    ...common,
    name: "the https front",
    args: ours("scripts/supervisor/lan/front.ts"),
    env: { ...common.env, LAN_ADDRESS: address, LAN_PORT: String(port) },
    probe: () => accepts(address, port),
  };
}

/** Its certificate is one that nobody vouches for: that it takes a connection is enough. */
function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (does: boolean) => {
      probe.destroy();
      resolve(does);
    };
    const probe = connect({ host, port, timeout: 5_000 }, () => answer(true));
    probe.once("error", () => answer(false));
    probe.once("timeout", () => answer(false));
  });
}

/** How our own TypeScript processes are run. */
export function nodeFlags(root: string): string[] {
  return [
    "--conditions=react-server",
    "--disable-warning=ExperimentalWarning",
    // The gRPC library names an address as the TLS server name; the certificate carries the address, so nothing is lost.
    "--disable-warning=DEP0123",
    "--enable-source-maps",
    "--import",
    join(root, "scripts/supervisor/end-with-parent.mjs"),
  ];
}

export function childEnvironment(env: Env): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", DATA_DIR: env.dataDir };
}

/** Any answer counts: a listener that says 404 has started. */
async function serves(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
  await answer.body?.cancel();
  return answer.status < 500;
}

function probeHost(env: Env): string {
  if (env.host === "0.0.0.0") return "127.0.0.1";
  if (env.host === "::") return "[::1]";
  return env.host.includes(":") ? `[${env.host}]` : env.host;
}

async function inTime(name: string, ready: Promise<void>): Promise<void> {
  const late = Symbol();
  const alarm = new AbortController();
  const first = await Promise.race([
    ready,
    sleep(READY_WITHIN_MS, late, { signal: alarm.signal, ref: false }).catch(() => late),
  ]);
  alarm.abort();
  if (first === late)
    throw new CannotStart(`${name} did not start within ${READY_WITHIN_MS / 1000} s; the lines above say why.`);
}
