/** The engine over an embedded ledger on one test database, with births made up in memory; what a worker joins, without its process. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { openJournal, openOffice } from "../../lib/adapters/journal-postgres/index.ts";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import type { Json } from "../../lib/domain/event/canonical-json.ts";
import { draftEvent } from "../../lib/domain/event/draft.ts";
import type { Birth, Subject } from "../../lib/domain/event/event.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import {
  containerSubject,
  lotSubject,
  memberSubject,
  moduleSubject,
  productSubject,
} from "../../lib/domain/event/subject.ts";
import { expectOk, ok, refuse } from "../../lib/domain/result.ts";
import type { Journal } from "../../lib/ports/journal.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import type { Consignments, ItemBook } from "../../lib/ports/records.ts";
import type { Actor } from "../../lib/usecases/actor.ts";
import type { Command } from "../../lib/usecases/commands.ts";
import type { Operation } from "../../lib/usecases/operation.ts";
import { type PerformDeps, performCommand } from "../../lib/usecases/perform-command.ts";
import { runEngine } from "../../lib/usecases/run-engine.ts";
import { submitCommand } from "../../lib/usecases/submit-command.ts";
import { makeBirths } from "../ports/small-world.ts";
import { openTestDatabase } from "../postgres.ts";
import { giveSeat } from "../seats.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { BUYER, clock, LEAD, person, present, random } from "./installation.ts";

const silent = { warn: () => undefined, error: () => undefined };

export const ANNA = person("lumen", "anna", "release-approver", "admin");
export const BO = person("lumen", "bo", "release-approver", "admin");
export const CLEO = person("lumen", "cleo", "release-approver", "admin");

const PEOPLE = [LEAD, ANNA, BO, CLEO, BUYER].flatMap((actor) => (actor.by === "person" ? [actor] : []));

export const member = (id: string, releaseApprovers: 1 | 2 = 1) => ({
  member: id,
  name: id,
  roles: [id === "lumen" ? ("maker" as const) : ("distributor" as const)],
  releaseApprovers,
  ...(id === "lumen" && { vendorNames: ["LUMEN"], gs1Prefixes: ["4012345"] }),
});

export const product = (partNumber: string): Command => ({
  kind: "declare-product",
  partNumber,
  revision: "",
  vendorName: "LUMEN",
  formFactor: "SFP+",
  media: "10GBASE-SR",
});

export type EngineBench = Awaited<ReturnType<typeof openEngineBench>>;

export async function openEngineBench() {
  const database = await openTestDatabase({ migrate: true });
  const folder = temporaryFolder("engine-keys");
  const signer = await openFileSigner({ folder, clock });
  const logSigner = await openFileLogSigner({ folder });
  const ledger: Ledger & LedgerStates & { close(): Promise<void> } = await openEmbeddedLedger({
    pool: database.pool,
    logSigner,
    clock,
  });
  const journal = openJournal(database.pool);
  const births = new Map<string, Birth>();
  const built: Subject[][] = [];
  /** Whether the records of offered goods arrived. */
  const arrived = { records: true };
  const consignments: Consignments = {
    build({ items }) {
      built.push([...items]);
      return Promise.resolve(ok(createHash("sha256").update(items.join()).digest("hex")));
    },
    take: () => Promise.resolve(ok(undefined)),
    file: () => Promise.resolve(undefined),
    check: () =>
      Promise.resolve(
        arrived.records ? ok(undefined) : refuse({ code: "consignment-missing", detail: "It is not here yet." }),
      ),
  };
  const deps: PerformDeps = {
    journal,
    ledger,
    states: ledger,
    signer,
    office: openOffice(database.pool),
    items: bookOver(ledger, births),
    consignments,
    clock,
    random,
    caughtUpTo: () => Promise.resolve(),
  };
  let engine = await runEngine({ ...deps, log: silent });
  for (const { member, userId, roles } of PEOPLE) await giveSeat(database.pool, member, userId, ...roles);

  const ask = (actor: Actor, command: Command, idempotencyKey?: string): Promise<Operation> =>
    submitCommand(
      { journal, clock, random, waitMs: 20_000 },
      present(actor),
      command,
      idempotencyKey ? { idempotencyKey } : {},
    );
  const subjectOf = (serial: string) => moduleSubject(births.get(serial)!.leaf.label);

  /** A registered lot, as an import leaves it; its modules are called `{lotId}-0`, `{lotId}-1` … */
  async function registered(lotId: string, count: number): Promise<void> {
    const made = makeBirths(lotSubject("lumen", lotId), count);
    for (const birth of made.births) births.set(`${lotId}-${birth.index}`, birth);
    const { network } = (await ledger.founding())!;
    const states = await ledger.states([lotSubject("lumen", lotId), memberSubject("lumen")]);
    const draft = draftEvent({
      network,
      actor: "lumen",
      at: clock.now(),
      eventId: randomBytes(16).toString("hex"),
      fact: {
        kind: "lot-registered",
        lotId,
        product: productSubject("lumen", "PN", ""),
        count,
        root: made.root,
        manifest: "0".repeat(64),
        madeOn: "2026-01-01",
      },
      heads: new Map([...states].map(([subject, state]) => [subject, state.head])),
    });
    const signature = await signer.sign("lumen", { as: "service" }, eventMessage(draft.body));
    expectOk(await ledger.append({ ...draft, signatures: [signature] }));
  }
  async function released(lotId: string, count: number): Promise<void> {
    await registered(lotId, count);
    await recorded(ANNA, { kind: "release-lot", lotId });
  }

  /** @throws when it was not recorded */
  async function recorded(actor: Actor, command: Command): Promise<Operation> {
    const operation = await ask(actor, command);
    if (operation.state !== "recorded") throw new Error(`${command.kind}: ${JSON.stringify(operation.problem)}`);
    return operation;
  }

  return {
    pool: database.pool,
    ledger,
    journal,
    built,
    arrived,
    ask,
    recorded,
    registered,
    released,
    subjectOf,
    custodyOf: async (serial: string) => (await ledger.states([subjectOf(serial)])).get(subjectOf(serial)),
    /** A maker with one product, and three members beside it. */
    async found(): Promise<void> {
      await recorded(LEAD, { kind: "found-network", name: "Test", founder: member("lumen") });
      for (const other of ["harbor", "rackco", "auditco"])
        await recorded(LEAD, { kind: "admit-member", admitted: member(other) });
      await recorded(LEAD, product("PN"));
    },
    /** Beside the engine, which is busy with another operation of this member. */
    async sellAtOnce(serial: string): Promise<void> {
      const command = { kind: "sell", items: [serial] };
      const actor = JSON.parse(JSON.stringify(LEAD)) as Json;
      const row = { id: randomUUID(), member: "lumen", actor, kind: "sell", command, requestHash: "", at: clock.now() };
      await performCommand(deps, (await journal.open(row)).entry);
    },
    /** An engine of a process of its own over another ledger or journal; the first one rests meanwhile and takes over after it. */
    async runAnother({ append = ledger.append, ...other }: { append?: Ledger["append"]; journal?: Journal }) {
      await engine.stop();
      const second = await runEngine({ ...deps, ...other, ledger: { ...ledger, append }, log: silent });
      return {
        ask: (command: Command, waitMs = 20_000) =>
          submitCommand({ journal, clock, random, waitMs }, present(LEAD), command),
        async stop() {
          await second.stop();
          engine = await runEngine({ ...deps, log: silent });
        },
      };
    },
    async close() {
      await engine.stop();
      await journal.close();
      await ledger.close();
      await database.close();
    },
  };
}

/** Serial numbers `S…` and SSCCs, as a read model would find them, straight from the ledger. */
function bookOver(states: LedgerStates, births: Map<string, Birth>): ItemBook {
  async function newestContainer(sscc: string) {
    for (let number = 9; number > 0; number -= 1) {
      const subject = containerSubject("lumen", sscc, number);
      if ((await states.states([subject])).has(subject))
        return { is: "container" as const, subject, member: "lumen", sscc, number, name: sscc };
    }
    return undefined;
  }
  return {
    newestContainer,
    recordedEvent: () => Promise.resolve(undefined),
    resolveItems: (_member, texts) =>
      Promise.all(
        texts.map(async (text) => {
          const birth = births.get(text);
          if (birth) {
            const { label } = birth.leaf;
            return ok({ is: "module" as const, subject: moduleSubject(label), label, lot: birth.lot, name: text });
          }
          const container = await newestContainer(text);
          return container ? ok(container) : refuse({ code: "item-unknown" as const, text });
        }),
      ),
    birthsOf: (labels) =>
      Promise.resolve(
        new Map(
          [...births.values()]
            .filter(({ leaf }) => labels.includes(leaf.label))
            .map((birth) => [birth.leaf.label, birth]),
        ),
      ),
  };
}
