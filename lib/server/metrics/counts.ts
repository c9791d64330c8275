import "server-only";

/** What a process counts of its own work. Every label is a closed set of words: never a code, a serial number, a member or an address. */
import { Counter, Histogram, type Registry } from "prom-client";
import { VERDICT_CODES, type VerdictName } from "../../domain/verify/verdict-strings.ts";

/** Where look-ups of strangers are limited. */
export type LimitedDoor = (typeof LIMITED_DOORS)[number];
const LIMITED_DOORS = ["label", "gs1-link", "activation", "module-check"] as const;

/** `failed`: the ledger's answer is not known, and is asked for again. */
export type AppendOutcome = (typeof APPEND_OUTCOMES)[number];
const APPEND_OUTCOMES = ["recorded", "refused", "failed"] as const;

export type Counts = {
  /** A label's address was answered, in so many seconds. */
  scanAnswered(verdict: VerdictName, status: number, seconds: number): void;
  lookUpRefused(door: LimitedDoor): void;
  appended(outcome: AppendOutcome, seconds: number): void;
};

/** Where nobody asks for metrics. */
export const UNCOUNTED: Counts = {
  scanAnswered: () => {},
  lookUpRefused: () => {},
  appended: () => {},
};

/** From a millisecond, as an answer takes here, to the three seconds after which it is V8. */
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];
/** From the embedded ledger's milliseconds to a channel without its majority. */
const APPEND_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function openCounts(registry: Registry): Counts {
  const registers = [registry];
  const answers = new Counter({
    name: "truelane_scan_answers_total",
    help: "Answers at the addresses of labels, by verdict (V0 to V9), its name and the HTTP status",
    labelNames: ["verdict", "name", "status"],
    registers,
  });
  const answering = new Histogram({
    name: "truelane_scan_answer_seconds",
    help: "Time that an answer at the address of a label took, without the network",
    buckets: ANSWER_SECONDS,
    registers,
  });
  const refused = new Counter({
    name: "truelane_lookups_refused_total",
    help: "Requests of strangers that were refused because their network asked too often, by door",
    labelNames: ["door"],
    registers,
  });
  const appending = new Histogram({
    name: "truelane_append_seconds",
    help: "Time from an event's sending to the ledger's answer, by outcome; its count is the number of appends",
    labelNames: ["outcome"],
    buckets: APPEND_SECONDS,
    registers,
  });
  // A rate can be told from the first event on only where its series began at 0.
  for (const door of LIMITED_DOORS) refused.inc({ door }, 0);
  for (const outcome of APPEND_OUTCOMES) appending.zero({ outcome });
  return {
    scanAnswered(name, status, seconds) {
      answers.inc({ verdict: VERDICT_CODES[name], name, status: String(status) });
      answering.observe(seconds);
    },
    lookUpRefused: (door) => refused.inc({ door }),
    appended: (outcome, seconds) => appending.observe({ outcome }, seconds),
  };
}
