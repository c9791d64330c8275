import "server-only";

/** The page at METRICS_PORT: what every process counted, and what the rows say, in the text format of Prometheus. */
import { AggregatorRegistry, Gauge, Registry } from "prom-client";
import type { InstallationState } from "./installation-state.ts";
import type { ProcessName, Values } from "./process-metrics.ts";

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export type Gathered = {
  readonly version: string;
  /** Of each process that is to run; nothing where it has not answered. */
  readonly processes: readonly (readonly [ProcessName, Values | undefined])[];
  /** Nothing where the database has not answered. */
  readonly state: InstallationState | undefined;
};

export async function metricsPage({ version, processes, state }: Gathered): Promise<string> {
  const registry = new Registry();
  const gauge = openGauges(registry);
  gauge("truelane_build_info", "1, with the version that runs", [[{ version }, 1]]);
  gauge(
    "truelane_process_up",
    "1 where the process answers its supervisor",
    processes.map(([process, values]) => [{ process }, values ? 1 : 0]),
  );
  gauge("truelane_database_up", "1 where the database answers", [[{}, state ? 1 : 0]]);
  if (state) tell(gauge, state);
  const counted = processes.flatMap(([, values]) => (values ? [values.map(summable)] : []));
  return AggregatorRegistry.aggregate([await registry.getMetricsAsJSON(), ...counted]).metrics();
}

function tell(gauge: TellGauge, { outbox, ledger, jobs, network }: InstallationState): void {
  gauge("truelane_outbox_operations", "Operations without an answer of the ledger", [[{}, outbox.operations]]);
  gauge("truelane_outbox_oldest_seconds", "For how long the oldest of them has waited; 0 where none waits", [
    [{}, outbox.oldestSeconds],
  ]);
  gauge("truelane_ledger_entries", "Entries of the ledger that are kept here", [[{}, ledger.kept]]);
  gauge("truelane_ledger_entries_shown", "Entries that pages and answers show", [[{}, ledger.shown]]);
  gauge("truelane_ledger_lag_entries", "Entries that are kept here and not shown yet", [
    [{}, Math.max(0, ledger.kept - ledger.shown)],
  ]);
  gauge(
    "truelane_jobs",
    "Jobs by state, ended ones too. failed: ended without doing what was asked, or not all of it, which pages call Stopped; the job's page says why, and nothing takes it up again. cancelled: by a person",
    Object.entries(jobs).map(([state, count]) => [{ state }, count]),
  );
  if (!network) return;
  gauge("truelane_ledger_block", "The last block of the channel that is kept here; -1 before the first", [
    [{}, network.block],
  ]);
  gauge("truelane_ledger_lag_blocks", "Blocks that the highest peer has and that are not kept here", [
    [{}, network.behind],
  ]);
  gauge("truelane_ledger_up", "1 where a peer of the channel answers", [[{}, network.unreachable ? 0 : 1]]);
  gauge("truelane_ledger_forked", "1 where two histories of the channel were seen", [[{}, network.forked ? 1 : 0]]);
}

type TellGauge = ReturnType<typeof openGauges>;
type Labels = Readonly<Record<string, string>>;

function openGauges(registry: Registry) {
  return (name: string, help: string, values: readonly (readonly [Labels, number])[]) => {
    const labelNames = Object.keys(values[0]?.[0] ?? {});
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const [labels, value] of values) gauge.set(labels, value);
  };
}

/** Every series carries the name of its process, so that a sum adds nothing up and leaves nothing out. What was no number became `null` on its way here. */
function summable(metric: Values[number]): Values[number] {
  const values = metric.values.filter(({ value }) => Number.isFinite(value));
  return { ...metric, values, aggregator: "sum" } as Values[number];
}
