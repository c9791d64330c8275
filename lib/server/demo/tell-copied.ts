import "server-only";

/**
 * The story of a copied label: a distributor's count says that the module lies on its shelf, while strangers look its label up
 * elsewhere. The rules raise the alert by themselves; two people of the maker confirm the case.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openScanBook } from "../../adapters/scans-postgres/scan-book.ts";
import type { Hash } from "../../domain/event/event.ts";
import { type Code, labelIdOf } from "../../domain/label/code.ts";
import { expectOk } from "../../domain/result.ts";
import type { Alert } from "../../ports/alert-book.ts";
import type { Actor } from "../../usecases/actor.ts";
import { countStock } from "../../usecases/copies/count-stock.ts";
import { decideCase, openCase } from "../../usecases/copies/handle-case.ts";
import { alertBook, alertWork, stockCounts } from "../alert-desk.ts";
import { systemClock } from "../clock.ts";
import { pool } from "../pool.ts";
import type { DemoLabel } from "./demo-steps.ts";

type Person = Extract<Actor, { by: "person" }>;
type Cast = { readonly confirming: readonly [Person, Person]; readonly holder: Person };

/** Strangers, by country; addresses of RFC 5737. */
const SEEN = [
  { network: "198.51.100.0/24", place: { country: "NG", region: "Lagos", spot: null } },
  { network: "203.0.113.0/24", place: { country: "BR", region: "São Paulo", spot: null } },
];
const PATIENCE_MS = 60_000;

export async function tellCopied(
  { confirming: [first, second], holder }: Cast,
  { code, serialNumber }: DemoLabel,
): Promise<void> {
  const label = labelIdOf(code as Code);
  const work = alertWork();
  const known = await alertOf(first, label);
  if (!known) {
    await lookUp(label);
    expectOk(
      await countStock({ stock: stockCounts(), clock: work.clock, random: work.random }, holder, {
        countedAt: undefined,
        items: [serialNumber],
      }),
    );
  }
  const alert = known ?? (await raised(first, label));
  const title = `Copies of ${serialNumber} abroad, the module on the shelf`;
  const number = alert.case ?? expectOk(await openCase(work, first, { title, alerts: [alert.number] }));
  // Whoever has decided before this was killed is told so, and that is all.
  for (const person of [first, second])
    await decideCase(work, person, number, { decision: "confirm", finding: "counterfeit" });
}

async function lookUp(label: Hash): Promise<void> {
  const book = openScanBook({
    pool: pool(),
    clock: systemClock,
    warn: (fault) => {
      throw fault;
    },
  });
  for (const { network, place } of SEEN)
    book.known(label, {
      at: systemClock.now(),
      network,
      place,
      member: null,
      visitorOf: () => createHash("sha256").update(`${network}\n${label}`).digest("hex").slice(0, 32),
    });
  await book.settled();
}

async function alertOf(person: Person, label: Hash): Promise<Alert | undefined> {
  return (await alertBook().alerts(person.member, { label })).items.find((alert) => alert.class === "R6");
}

/** The worker's next round finds it. */
async function raised(person: Person, label: Hash): Promise<Alert> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(250)) {
    const alert = await alertOf(person, label);
    if (alert) return alert;
  }
  throw new Error(`the rules did not find the demo's copied label within ${PATIENCE_MS / 1000} s`);
}
