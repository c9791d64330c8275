/** What the console, the REST API and the public pages read. Implemented over the read model; every list is paged by cursor. */
import type { Day, EventKind, Hash, MemberId, MemberProfile, Subject, Time } from "../domain/event/event.ts";
import type { LotRecall } from "../domain/event/state.ts";
import type { Obstacle } from "../domain/event/things.ts";
import type { EventFacts } from "../domain/verify/event-facts.ts";
import type { GateSample, LotStore } from "../ports/lot-store.ts";
import type { LotInput } from "./commands.ts";
import type { Job, Operation } from "./operation.ts";

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
export type PageRequest = { readonly cursor?: string; readonly limit?: number };

/** A cursor that no list has given. */
export class BadCursor extends Error {
  constructor() {
    super("This cursor is of no list of ours: take `nextCursor` as it was given, or leave it out for the first page.");
    this.name = "BadCursor";
  }
}

export type ProductRow = {
  readonly subject: Subject;
  readonly member: MemberId;
  readonly partNumber: string;
  readonly revision: string;
  readonly vendorName: string;
  readonly formFactor: string;
  readonly media: string;
  readonly description: string | null;
  readonly gtin: string | null;
  readonly declaredAt: Time;
  readonly lots: number;
};
export type LabelKeyRow = {
  readonly subject: Subject;
  readonly kid: string;
  readonly algorithm: string;
  readonly publicKey: string;
  readonly notBefore: Time;
  readonly notAfter: Time;
  readonly quota: number;
  readonly issued: number;
  readonly declaredAt: Time;
  readonly revokedAt: Time | null;
  readonly revokedReason: string | null;
};
export type LotRow = {
  readonly subject: Subject;
  readonly member: MemberId;
  readonly lotId: string;
  readonly product: ProductRow;
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly madeOn: Day;
  readonly site: string | null;
  readonly status: "registered" | "released" | "withdrawn";
  readonly registeredAt: Time;
  readonly releasedAt: Time | null;
  /** Modules of the lot: still without an event of their own, in a container, sold. */
  readonly untouched: number;
  readonly packed: number;
  readonly sold: number;
  /** True while the codes can still be printed. */
  readonly labelsPrintable: boolean;
  /** The key that signs its bag labels. */
  readonly labelKey: Subject | null;
  /** Who has approved a release that needs two. */
  readonly approvals: readonly { readonly userId: string; readonly email: string; readonly at: Time }[];
};
/** Of a lot that was withdrawn. `person`: the name of whoever asked for it, or of their API key; null where it is not known here. */
export type LotWithdrawal = { readonly at: Time; readonly person: string | null; readonly reason: string };
/** What the factory gate found in the dumps of a lot's file, and why somebody released it all the same. */
export type LotGate = {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: "conflict" | "suspicious" | "unusual" | "info";
    readonly count: number;
    /** The lot is released only for a typed reason. */
    readonly holds: boolean;
    readonly samples: readonly GateSample[];
  }[];
  readonly overrides: readonly { readonly who: string; readonly reason: string; readonly at: Time }[];
};
/** Where a module or container is, followed up to the top. */
export type Whereabouts =
  | {
      readonly at: "holder";
      readonly holder: MemberId;
      readonly inside: readonly { readonly subject: Subject; readonly sscc: string }[];
    }
  | {
      readonly at: "sold";
      readonly seller: MemberId;
      readonly inside: readonly { readonly subject: Subject; readonly sscc: string }[];
    };
export type ModuleRow = {
  readonly subject: Subject;
  readonly labelId: Hash;
  readonly serialNumber: string;
  readonly partNumber: string;
  readonly vendorName: string;
  readonly lot: Subject;
  readonly lotId: string;
  readonly maker: MemberId;
  readonly index: number;
  readonly whereabouts: Whereabouts;
  readonly offer: string | null;
  readonly disputed: boolean;
  readonly lotStatus: "registered" | "released" | "withdrawn";
};
/** What stands against a module, or was done to it; null where nothing was. */
export type ModuleMarks = {
  /** Open recalls that mean it, its own and its lot's. */
  readonly recalls: readonly string[];
  readonly stolen: Time | null;
  readonly scrapped: { readonly at: Time; readonly destroyed: boolean } | null;
  readonly installed: Time | null;
  readonly recode: { readonly hostCoding: string; readonly by: MemberId; readonly at: Time } | null;
  readonly activated: Time | null;
};
/** Whether a thing may move, wherever it is. A void label stops nothing, but nobody should send it on unawares. */
export type ThingStanding = { readonly obstacle: Obstacle | null; readonly labelVoid: boolean };
export type ContainerRow = {
  readonly subject: Subject;
  readonly sscc: string;
  readonly number: number;
  readonly maker: MemberId;
  readonly count: number;
  readonly modules: number;
  readonly whereabouts: Whereabouts;
  readonly offer: string | null;
  readonly disputed: boolean;
  readonly emptied: boolean;
  readonly packedAt: Time;
};
export type ThingRow = ({ readonly is: "module" } & ModuleRow) | ({ readonly is: "container" } & ContainerRow);
export type TransferRow = {
  readonly id: string;
  readonly from: MemberId;
  readonly to: MemberId;
  readonly status: "offered" | "accepted" | "declined" | "withdrawn";
  readonly expired: boolean;
  readonly things: number;
  readonly modules: number;
  readonly offeredAt: Time;
  readonly expiresAt: Time;
  readonly closedAt: Time | null;
  readonly reason: string | null;
  readonly exceptions: number;
  /** Of those, what still waits for the giver who asks: in dispute, and not reported stolen. */
  readonly waiting: number;
};
export type TransferDetail = TransferRow & {
  /** Offered top-level things; containers list what is inside them, all the way down, while the transfer is open or was accepted. */
  readonly items: readonly TransferItem[];
  readonly except: readonly {
    readonly item: Subject;
    readonly name: string;
    readonly reason: string;
    readonly note: string | null;
    /** As in `waiting`. */
    readonly waits: boolean;
  }[];
  readonly consignmentChecked: boolean | null;
};
export type TransferItem = {
  readonly subject: Subject;
  readonly is: "module" | "container";
  readonly name: string;
  readonly partNumber: string | null;
  readonly items: readonly TransferItem[];
};
export type EventRow = {
  readonly index: number;
  readonly kind: EventKind;
  readonly actor: MemberId;
  readonly actorName: string;
  readonly at: Time;
  readonly time: Time;
  readonly eventId: string;
  readonly eventHash: Hash;
  readonly subjects: readonly Subject[];
  /** What a history tells of it, in the language of whoever reads (`eventSentence`). */
  readonly facts: EventFacts;
};
export type MemberRow = MemberProfile & {
  readonly active: boolean;
  readonly hostedHere: boolean;
  readonly admittedAt: Time;
};
export type Dashboard = {
  readonly modulesHeld: number;
  readonly lotsToRelease: number;
  readonly offersIn: number;
  readonly offersOut: number;
  /** Own offers that were accepted in part, and the rest is not settled yet. */
  readonly differences: number;
  readonly ledger: { readonly kind: "embedded" | "fabric"; readonly height: number; readonly newestAt: Time | null };
  readonly recentLots: readonly LotRow[];
  readonly runningJobs: readonly Job[];
};

/** `member` is always the asking member; a thing that is not its own business is `undefined`, as if it did not exist. */
export interface Queries {
  dashboard(member: MemberId): Promise<Dashboard>;
  members(): Promise<readonly MemberRow[]>;
  memberOf(id: MemberId): Promise<MemberRow | undefined>;
  products(member: MemberId, page: PageRequest): Promise<Page<ProductRow>>;
  product(member: MemberId, partNumber: string, revision: string): Promise<ProductRow | undefined>;
  /** Newest first. */
  labelKeys(member: MemberId): Promise<readonly LabelKeyRow[]>;
  lots(member: MemberId, page: PageRequest & { status?: LotRow["status"] }): Promise<Page<LotRow>>;
  lot(member: MemberId, lotId: string): Promise<LotRow | undefined>;
  /** Modules of one lot in leaf order; `search` is the start of a serial number. */
  lotModules(member: MemberId, lotId: string, page: PageRequest & { search?: string }): Promise<Page<ModuleRow>>;
  /** As the import will see it: see `LotStore`. */
  lotsWithSerials: LotStore["lotsWithSerials"];
  lotGate(member: MemberId, lotId: string): Promise<LotGate>;
  lotWithdrawal(member: MemberId, lotId: string): Promise<LotWithdrawal | undefined>;
  /** Open recalls of the lot; those that were lifted are gone from here and stay in its events. */
  lotRecalls(member: MemberId, lotId: string): Promise<readonly LotRecall[]>;
  /** Events of the lot itself: registered, released, withdrawn. Oldest first. */
  lotEvents(member: MemberId, lotId: string): Promise<readonly EventRow[]>;
  /** Containers that hold modules of the lot directly and are not emptied. */
  lotContainers(member: MemberId, lotId: string, page: PageRequest): Promise<Page<ContainerRow>>;
  /** By code, label id, serial number or link; several when a serial number is not unique. Only modules that the member made, holds, held or is offered. */
  findModules(member: MemberId, text: string): Promise<readonly ModuleRow[]>;
  /** Of a module that `findModules` gave to this member. */
  moduleMarks(module: ModuleRow): Promise<ModuleMarks>;
  /** Of each thing that a query gave to this member. */
  standingsOf(things: readonly ThingRow[]): Promise<ReadonlyMap<Subject, ThingStanding>>;
  moduleEvents(member: MemberId, labelId: Hash): Promise<readonly EventRow[]>;
  /** Top-level things that the member holds and that have events of their own. */
  holdings(
    member: MemberId,
    page: PageRequest & { is?: "module" | "container"; search?: string },
  ): Promise<Page<ThingRow>>;
  /** Own released lots with modules that have no event of their own yet; the newest first, at most 200. */
  looseLots(member: MemberId): Promise<readonly LotRow[]>;
  /** Modules of those lots without an event of their own whose serial number begins with `search`; at most `limit`. */
  looseModules(member: MemberId, search: string, limit: number): Promise<readonly ModuleRow[]>;
  container(
    member: MemberId,
    sscc: string,
  ): Promise<(ContainerRow & { items: readonly ThingRow[]; events: readonly EventRow[] }) | undefined>;
  containers(member: MemberId, page: PageRequest): Promise<Page<ContainerRow>>;
  /** `unsettled`: those that the giver has to do with still, open or accepted with things of which it is not clear where they are. */
  transfers(
    member: MemberId,
    page: PageRequest & ({ direction: "in" | "out"; open?: boolean } | { direction: "out"; unsettled: true }),
  ): Promise<Page<TransferRow>>;
  transfer(member: MemberId, id: string): Promise<TransferDetail | undefined>;
  events(member: MemberId, page: PageRequest & { kind?: EventKind }): Promise<Page<EventRow>>;
  operation(member: MemberId, id: string): Promise<Operation | undefined>;
  jobs(member: MemberId, page: PageRequest): Promise<Page<Job>>;
  job(member: MemberId, id: string): Promise<Job | undefined>;
  /** What an import was asked to make. */
  lotOfImport(member: MemberId, id: string): Promise<LotInput | undefined>;
}
