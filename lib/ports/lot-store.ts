/** What the registration of a lot keeps outside the ledger, so that a crash at any instant leaves nothing half done in sight. */

import type { Json } from "../domain/event/canonical-json.ts";
import type { EventBody, Hash, Id16, MemberId, Subject } from "../domain/event/event.ts";
import type { Severity } from "../domain/optics/answer.ts";
import type { Reason } from "../domain/optics/reasons/reason.ts";

export type LotProduct = {
  readonly subject: Subject;
  readonly partNumber: string;
  readonly revision: string;
  readonly vendorName: string;
  readonly formFactor: string;
  readonly media: string;
  readonly gtin: string | null;
};

/** A module's row, as it is stored. */
export type ModuleRow = {
  readonly labelId: Hash;
  readonly leafIndex: number;
  readonly serial: string;
  /** publicRecord, canonical JSON as UTF-8. */
  readonly record: Uint8Array;
  readonly activation: Hash | null;
};

/** Takes rows as they come; nothing of them is there before `end` resolves. */
export interface RowSink {
  /** What the rows hold may change once it resolves. */
  write(rows: readonly ModuleRow[]): Promise<void>;
  /** Resolves when the rows are durable. */
  end(): Promise<void>;
  /** Forgets what was written. */
  abort(): Promise<void>;
}

/** One module with a finding. `because`: the reason in English, as the API has it; what an older version kept has no `reason`. */
export type GateSample = { readonly serial: string; readonly because: string; readonly reason?: Reason };

/** What the factory gate found in the dumps of a lot, by rule; `samples` are the first modules with it. */
export type GateFinding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  readonly samples: readonly GateSample[];
};

export type PackPlanRow = { readonly sscc: string; readonly labelId: Hash };

export interface LotStore {
  product(member: MemberId, partNumber: string, revision: string): Promise<LotProduct | undefined>;
  /** Those of the serial numbers that modules of this part number have already, each with its lot; a lot that was withdrawn has none. */
  lotsWithSerials(
    member: MemberId,
    partNumber: string,
    serials: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /**
   * The lot's small number for this job; whatever an earlier attempt of the job left behind is removed. `undefined` while
   * another job registers, or has registered, this lot: its codes lie under the lot's name already.
   */
  begin(job: string, lot: Subject): Promise<number | undefined>;
  openRows(number: number): Promise<RowSink>;
  /** Keeps what the factory gate found, for whoever decides on the release; replaces what an earlier attempt kept. */
  keepGate(number: number, findings: readonly GateFinding[]): Promise<void>;
  /** Rows, manifest and print pack are durable: the lot may be told to the ledger. */
  complete(number: number, manifest: Hash, plan: AsyncIterable<readonly PackPlanRow[]>): Promise<void>;
  /**
   * Hands the signed event to the journal, under the job's own id, as if it had been asked for: from here on the engine brings
   * it to its end, once. Row, event and notice are one transaction; the same job again changes nothing.
   */
  submit(job: string, event: SubmittedEvent): Promise<void>;
  /** Removes rows, plan and number of a job that registered nothing. Answers whether the lot's name was its own. */
  abandon(job: string): Promise<boolean>;
  /** Removes what ended jobs left behind without a lot. Answers the lots whose print packs nobody will need. */
  sweep(): Promise<readonly Subject[]>;
  /** Released lots with cartons of their file still to pack, each with the job that shows it; the same lot always has the same job. */
  plansToPack(): Promise<readonly PlanToPack[]>;
  /** The next carton of the plan. */
  nextCarton(lot: Subject): Promise<{ readonly sscc: string; readonly labels: readonly Hash[] } | undefined>;
  /** The carton is done with: packed, or refused for good. */
  cartonDone(lot: Subject, sscc: string): Promise<void>;
}

export type PlanToPack = {
  readonly lot: Subject;
  readonly member: MemberId;
  readonly job: string;
  readonly cartons: number;
};

export type SubmittedEvent = {
  readonly member: MemberId;
  readonly actor: Json;
  readonly kind: string;
  readonly command: Json;
  readonly eventId: Id16;
  readonly eventKind: EventBody["kind"];
  /** Canonical JSON of the whole signed event. */
  readonly bytes: string;
};
