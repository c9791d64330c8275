/** What a public look-up reads. Names are already the public names that members choose. */
import type {
  Day,
  EventBody,
  EventKind,
  ExceptionReason,
  Hash,
  Id16,
  MemberId,
  Subject,
  Time,
} from "../domain/event/event.ts";
import type { KeyState, LabelState, LotState, ModuleState } from "../domain/event/state.ts";

export type MemberName = { readonly name: string; readonly contact: string };

/** What does not change any more once the lot has this status. */
export type LotOnRecord = {
  readonly subject: Subject;
  readonly lotId: string;
  readonly maker: MemberName;
  readonly status: "registered" | "released" | "withdrawn";
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly madeOn: Day;
  readonly site: string | null;
  readonly partNumber: string;
  readonly vendorName: string;
  readonly formFactor: string;
  readonly gtin: string | null;
  /** Registration, release or withdrawal, oldest first. */
  readonly events: readonly {
    readonly position: number;
    readonly kind: string;
    readonly at: Time;
    readonly by: string;
  }[];
};

/** `nested`: the container moved, not the module itself. */
export type MoveOnRecord = {
  readonly position: number;
  readonly kind: "packed" | "unpacked" | "sold";
  readonly at: Time;
  readonly by: string;
  readonly nested: boolean;
};

export type TransferOnRecord = {
  readonly id: Id16;
  readonly from: string;
  readonly to: string;
  readonly status: "offered" | "accepted" | "declined" | "withdrawn";
  readonly offeredAt: Time;
  readonly offeredPosition: number;
  readonly expiresAt: Time;
  readonly closedAt: Time | null;
  readonly closedPosition: number | null;
  /** Why the receiver did not take this module, or the container that it was in. */
  readonly except: ExceptionReason | null;
};

/** What befalls a module, its label or its lot beside custody. */
export const LIFE_KINDS = [
  "sold",
  "label-replaced",
  "labels-voided",
  "activated",
  "recalled",
  "recall-lifted",
  "reported-stolen",
  "recovered",
  "scrapped",
  "corrected",
  "returned",
  "inspected",
  "repaired",
  "recoded",
] as const satisfies readonly EventKind[];
export type LifeEvent = {
  readonly position: number;
  readonly at: Time;
  readonly by: string;
  /** The module, its lot, the label that was asked for, or a container that the module is in. */
  readonly subject: Subject;
  readonly body: Extract<EventBody, { kind: (typeof LIFE_KINDS)[number] }>;
};

export type LabelOnRecord = {
  /** The label id in the leaf: the module's first label. */
  readonly label: Hash;
  /** The label id that was looked up, and what the ledger says of it where anything happened to it. */
  readonly asked: { readonly label: Hash; readonly state: LabelState | undefined };
  /** Absent for a module that has had no event of its own. */
  readonly module: ModuleState | undefined;
  readonly lotState: Pick<LotState, "recalls" | "labelKey">;
  readonly lot: LotOnRecord;
  readonly leafIndex: number;
  /** The public record, canonical JSON. */
  readonly record: string;
  readonly activation: Hash | null;
  /** Who answers for it now: `holder`, or nobody of the network after `sold`. */
  readonly custody: {
    readonly holder: string | null;
    readonly soldBy: string | null;
    readonly disputed: boolean;
    /** When a container that it is in was reported stolen. */
    readonly stolenWith: Time | null;
  };
  /** Oldest first; an entry about several of its subjects stands once for each. */
  readonly life: readonly LifeEvent[];
  /** In no order. */
  readonly moves: readonly MoveOnRecord[];
  readonly transfers: readonly TransferOnRecord[];
  /** Entries about its subjects that the rule book refused. */
  readonly brokenRules: number;
};

export type ContainerOnRecord = {
  readonly sscc: string;
  readonly count: number;
  readonly packedBy: string;
  readonly packedAt: Time;
  readonly state: "held" | "inside" | "sold" | "emptied";
  /** Holder or seller, by state. */
  readonly who: string | null;
  /** When it, or what it is in, was reported stolen; absent while it is not. */
  readonly stolenAt?: Time;
};

/** `position`: newest ledger entry that the read model holds, -1 before the first; `at`: its ledger time. */
export type RecordHead = { readonly position: number; readonly at: Time | null };

/** The ledger knows the module; what the factory recorded of it lies with its maker. Never answered as "no record". */
export class RecordElsewhere extends Error {
  override readonly name = "RecordElsewhere";
  /** The maker's public name. */
  readonly keptBy: string;

  constructor(keptBy: string) {
    super(`the record is kept by ${keptBy}`);
    this.keptBy = keptBy;
  }
}

/** Every look-up throws when the records cannot be read: "not found" is a finding, not a fault. */
export interface ScanRecords {
  /** One label, with the way of the module and of the containers it was in for as long as it was in them. */
  label(label: Hash): Promise<{ readonly head: RecordHead; readonly found: LabelOnRecord | undefined }>;
  /** The first label of the module that this activation key belongs to now, or belonged to before its label was replaced. */
  labelOfActivation(key: Hash): Promise<Hash | undefined>;
  /** A member whose keys are here and that may write: this one if it is, else the first. */
  carrier(member: MemberId | undefined): Promise<MemberId | undefined>;
  /** The network that was founded on this ledger. */
  network(): Promise<Id16 | undefined>;
  /** Label keys with this id, of all makers: an id is a hint, not a name. */
  labelKeys(kid: string): Promise<readonly (KeyState & { readonly subject: Subject })[]>;
  /** The container with the highest number under this SSCC. */
  container(sscc: string): Promise<{ readonly head: RecordHead; readonly found: ContainerOnRecord | undefined }>;
  /** The network's first member: whoever runs this installation. */
  operator(): Promise<MemberName | undefined>;
}
