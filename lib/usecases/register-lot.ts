/**
 * Registers a lot from a maker's file: checked rows, codes, births, print pack, manifest, rows, and one event on the ledger.
 * Nothing that others can see happens before the event; whatever a killed attempt left behind is made anew, since its codes
 * were never printed (design.md section 6). Once the event is in the journal the engine brings it to its end, once.
 */
import { canonicalJson, type Json } from "../domain/event/canonical-json.ts";
import type { Id16, Subject } from "../domain/event/event.ts";
import { keySubject, lotSubject } from "../domain/event/subject.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { JobRows, TakenJob } from "../ports/job-rows.ts";
import type { Journal, JournalEntry } from "../ports/journal.ts";
import type { LotFiles } from "../ports/lot-files.ts";
import type { LotProduct, LotStore } from "../ports/lot-store.ts";
import type { Manifests, PrintPacks } from "../ports/manifests.ts";
import type { OpenScratch, Scratch } from "../ports/scratch.ts";
import type { DeskDeps } from "./desk.ts";
import { openDesk } from "./desk.ts";
import type { RegisterLotWork } from "./enqueue-job.ts";
import { birthsOf } from "./lot/births.ts";
import { type CheckedFile, checkLotFile, isRefused } from "./lot/check-lot-file.ts";
import { packPlanOf } from "./lot/pack-plan.ts";
import { type ActivationKeys, printLines } from "./lot/print-lines.ts";
import type { Problem } from "./operation.ts";
import { byService } from "./verb.ts";
import { type WrittenLot, writeLot } from "./write-lot.ts";

export type RegisterLotDeps = {
  readonly desk: DeskDeps;
  readonly journal: Pick<Journal, "entry" | "settled">;
  readonly jobs: JobRows;
  readonly lots: LotStore;
  readonly files: LotFiles;
  readonly manifests: Manifests;
  readonly printPacks: PrintPacks;
  readonly openScratch: OpenScratch;
  readonly activationKeyOf: ActivationKeys;
  readonly caughtUpTo: (index: number) => Promise<void>;
};

/** The job ends here on purpose: not a fault, and not to be tried again. */
class Ended extends Error {
  readonly state: "failed" | "cancelled";
  readonly result: Readonly<Record<string, unknown>>;
  constructor(state: "failed" | "cancelled", result: Readonly<Record<string, unknown>>) {
    super(state);
    this.state = state;
    this.result = result;
  }
}

const SETTLE_MS = 5_000;

/** Takes the job to its end. A fault is thrown and leaves the job running: taking it again begins anew, or waits for what was sent. */
export async function registerLot(deps: RegisterLotDeps, jobId: string): Promise<void> {
  if (running.has(jobId)) return;
  running.add(jobId);
  try {
    await register(deps, jobId);
  } finally {
    running.delete(jobId);
  }
}

/** A queue may give one message out twice. There is one worker, so what runs is known here. */
const running = new Set<string>();

async function register(deps: RegisterLotDeps, jobId: string): Promise<void> {
  const job = await deps.jobs.take(jobId);
  if (job?.state !== "running") return;
  const work = job.input as RegisterLotWork;
  const lot = lotSubject(work.actor.member, work.lot.lotId);
  try {
    const sent = await deps.journal.entry(jobId);
    const result = sent ? await resultOf(deps, sent) : await registerAnew(deps, job, work, lot);
    await deps.jobs.finish(jobId, "done", result);
  } catch (end) {
    if (!(end instanceof Ended)) throw end;
    // The codes under the lot's name may be another import's.
    if (await deps.lots.abandon(jobId)) await deps.printPacks.remove(lot);
    await deps.jobs.finish(jobId, end.state, end.result);
  }
  await deps.files.discardUpload(work.file.path);
}

async function registerAnew(
  deps: RegisterLotDeps,
  job: TakenJob,
  work: RegisterLotWork,
  lot: Subject,
): Promise<Readonly<Record<string, unknown>>> {
  const start = await mayBegin(deps, work, lot);
  if (!start.ok) throw new Ended("failed", { problem: start.error });
  const { product, network } = start.value;
  const rows = deps.openScratch();
  try {
    const checked = await checkLotFile(deps, job.id, work, rows, (done) => goOn(deps, job.id, done, null));
    if (isRefused(checked, work.onError))
      throw new Ended("failed", { problem: refusedFile(checked), ...reportOf(checked) });
    const number = await deps.lots.begin(job.id, lot);
    if (number === undefined) throw new Ended("failed", { problem: takenLot(work) });
    await deps.lots.keepGate(number, checked.gate);
    const written = await makeLot(deps, job, work, { lot, number, network, product, rows, count: checked.good });
    await deps.lots.complete(number, written.manifest, packPlanOf(rows, deps.printPacks.read(lot)));
    await goOn(deps, job.id, checked.good, checked.good);
    await tellLedger(deps, job.id, work, product, written);
    const entry = await deps.journal.entry(job.id);
    if (!entry) throw new Error(`operation ${job.id} vanished`);
    return { ...(await resultOf(deps, entry)), ...reportOf(checked) };
  } finally {
    await rows.discard();
  }
}

/** What would refuse the event at the end, asked before an hour of work. */
async function mayBegin(
  deps: RegisterLotDeps,
  { actor, lot: input }: RegisterLotWork,
  lot: Subject,
): Promise<Result<{ product: LotProduct; network: Id16 }, Problem>> {
  const founding = await deps.desk.states.founding();
  if (!founding)
    return refuse({ code: "not-founded", sentence: "This installation has no network yet. Found it first." });
  if ((await deps.desk.states.states([lot])).has(lot))
    return refuse({
      code: "already-registered",
      sentence: `Lot ${input.lotId} is registered already. A lot id is used once, also by a lot that was withdrawn: choose another.`,
      pointer: "/lot/lotId",
    });
  const keyHere = input.labelKey === undefined || (await deps.desk.labels?.keys.has(actor.member, input.labelKey));
  if (!keyHere)
    return refuse({
      code: "label-key-unknown",
      sentence: `This installation does not hold the label key ${input.labelKey}. Declare one, or choose another.`,
      pointer: "/lot/labelKey",
    });
  const product = await deps.lots.product(actor.member, input.partNumber, input.revision);
  if (product) return ok({ product, network: founding.network });
  const name = `${input.partNumber}${input.revision && ` revision ${input.revision}`}`;
  return refuse({
    code: "product-unknown",
    sentence: `You have declared no product ${name}. Declare it first, or correct the part number.`,
    pointer: "/lot/partNumber",
  });
}

async function makeLot(
  deps: RegisterLotDeps,
  job: TakenJob,
  work: RegisterLotWork,
  made: { lot: Subject; number: number; network: Id16; product: LotProduct; rows: Scratch; count: number },
): Promise<WrittenLot> {
  const { lot, number, network, product, rows, count } = made;
  const wanted = { secrets: work.lot.secrets || work.lot.labelKey !== undefined, short: product.gtin !== null };
  await deps.printPacks.write(lot, printLines(rows, deps.desk.random, wanted));
  const births = birthsOf({
    rows,
    codes: deps.printPacks.read(lot),
    input: work.lot,
    product,
    activationKeyOf: deps.activationKeyOf,
  });
  const sink = await deps.lots.openRows(number);
  const writing = { manifests: deps.manifests, random: deps.desk.random };
  return writeLot(writing, { network, lot, count }, births, sink, (done) => goOn(deps, job.id, done, count));
}

/** The event, tried on the rule book before anybody else sees it. */
export async function tellLedger(
  deps: RegisterLotDeps,
  jobId: string,
  { actor, lot: input }: RegisterLotWork,
  product: LotProduct,
  { count, root, manifest }: WrittenLot,
): Promise<void> {
  const desk = await openDesk(deps.desk, actor);
  const { lotId, madeOn, site, labelKey } = input;
  const fact = {
    kind: "lot-registered",
    lotId,
    product: product.subject,
    count,
    root,
    manifest,
    madeOn,
    ...(site && { site }),
    ...(labelKey !== undefined && { labelKey: keySubject(actor.member, labelKey) }),
  } as const;
  const drafted = await desk.write({ fact, signedBy: byService(actor) });
  if (!drafted.ok) throw new Ended("failed", { problem: drafted.error });
  const [event] = desk.events();
  if (!event) throw new Error("the desk wrote no event");
  await deps.lots.submit(jobId, {
    member: actor.member,
    actor: actor as unknown as Json,
    kind: "register-lot",
    command: { kind: "register-lot", ...input } as unknown as Json,
    eventId: event.body.eventId,
    eventKind: event.body.kind,
    bytes: canonicalJson(event as unknown as Json),
  });
}

/** Waits for the ledger's answer, however long it takes: what was sent may have been recorded. */
async function resultOf(deps: RegisterLotDeps, sent: JournalEntry): Promise<Readonly<Record<string, unknown>>> {
  let entry = sent;
  while (entry.state !== "recorded" && entry.state !== "refused")
    entry = await deps.journal.settled(entry.member, entry.id, SETTLE_MS);
  if (entry.state === "refused") throw new Ended("failed", { problem: entry.problem });
  const [recorded] = entry.events;
  const index = recorded?.index ?? -1;
  await deps.caughtUpTo(index);
  const event = JSON.parse(recorded?.bytes ?? "{}") as {
    body: { lotId: string; count: number; root: string; manifest: string };
  };
  const { lotId, count, root, manifest } = event.body;
  return { lotId, count, root, manifest, operation: entry.id, index };
}

function takenLot({ lot }: RegisterLotWork): Problem {
  return {
    code: "already-registered",
    sentence: `Another import of lot ${lot.lotId} is at work or has registered it. Wait for its end, or choose another lot id.`,
    pointer: "/lot/lotId",
  };
}

async function goOn(deps: RegisterLotDeps, jobId: string, done: number, total: number | null): Promise<void> {
  if ((await deps.jobs.progress(jobId, done, total)) === "cancel")
    throw new Ended("cancelled", {
      problem: { code: "cancelled", sentence: "The import was cancelled. Nothing was registered." },
    });
}

function refusedFile(checked: CheckedFile): Problem {
  if (checked.stopped) return { code: checked.stopped.code, sentence: checked.stopped.sentence, pointer: "/modules" };
  const rows = `${checked.bad.toLocaleString("en-US")} of ${(checked.good + checked.bad).toLocaleString("en-US")} rows`;
  return {
    code: "rows-refused",
    sentence: `${rows} have a problem, so nothing was registered. Correct them, or send the file again with onError=skip.`,
    pointer: "/modules",
  };
}

/** What a person needs to know of the file. */
function reportOf({
  good,
  bad,
  errors,
  causes,
  warnings,
  unknownColumns,
  encoding,
  errorsFile,
  stopped,
  gate,
}: CheckedFile) {
  return {
    rows: { good, bad },
    errors: stopped ? [...errors, { ...stopped, value: undefined }] : errors,
    causes,
    ...(warnings.length > 0 && { warnings }),
    ...(unknownColumns.length > 0 && { unknownColumns }),
    ...(gate.length > 0 && { gate }),
    encoding,
    errorsFile,
  };
}
