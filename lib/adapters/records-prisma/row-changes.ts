/** What a batch of entries changes in the read model, gathered before a single row is written: one statement a table. */
import type { Hash, Id16, MemberId, Subject, Time } from "../../domain/event/event.ts";
import type { SubjectState } from "../../domain/event/state.ts";

export type ThingChange = {
  readonly subject: Subject;
  is: "module" | "container";
  name: string;
  holder: MemberId | null;
  inside: Subject | null;
  soldBy: MemberId | null;
  lot: Subject | null;
  lotNumber: number | null;
  leafIndex: number | null;
  count: number;
  modules: number;
  offer: Id16 | null;
  disputed: boolean;
  emptied: boolean;
  label: Hash | null;
  activatedAt: Time | null;
  buyerKey: Hash | null;
  region: string | null;
  stolenAt: Time | null;
  scrappedAt: Time | null;
  destroyed: boolean;
  installedAt: Time | null;
  codedFor: string | null;
  bornIndex: number;
  index: number;
};

export type EventChange = {
  readonly index: number;
  readonly eventId: Id16;
  readonly eventHash: Hash;
  readonly kind: string;
  readonly actor: MemberId;
  readonly at: Time;
  readonly time: Time;
  readonly bytes: string;
  readonly ruleBroken: string | null;
};

export type PackingChange = {
  readonly item: Subject;
  readonly container: Subject;
  readonly from: number;
  to: number | null;
};
export type LotCounts = { touched: number; packed: number; sold: number };

/** Things as the rows have them, for what the rule book's states do not say: how many modules are in a container. */
export type KnownThings = ReadonlyMap<Subject, { readonly modules: number; readonly bornIndex: number }>;

export class RowChanges {
  readonly events: EventChange[] = [];
  readonly readers: { member: MemberId; index: number }[] = [];
  readonly subjectEvents: { subject: Subject; index: number }[] = [];
  readonly broken: { subject: Subject; index: number }[] = [];
  readonly states = new Map<Subject, { state: SubjectState; index: number }>();
  readonly things = new Map<Subject, ThingChange>();
  /** Ends of stays that began before this batch. */
  readonly leavings: { item: Subject; to: number }[] = [];
  readonly packings: PackingChange[] = [];
  readonly lotCounts = new Map<Subject, LotCounts>();
  private readonly openPackings = new Map<Subject, PackingChange>();

  enters(item: Subject, container: Subject, index: number): void {
    const packing: PackingChange = { item, container, from: index, to: null };
    this.packings.push(packing);
    this.openPackings.set(item, packing);
  }

  leaves(item: Subject, index: number): void {
    const packing = this.openPackings.get(item);
    if (packing) packing.to = index;
    else this.leavings.push({ item, to: index });
    this.openPackings.delete(item);
  }

  count(lot: Subject, change: Partial<LotCounts>): void {
    const counts = this.lotCounts.get(lot) ?? { touched: 0, packed: 0, sold: 0 };
    counts.touched += change.touched ?? 0;
    counts.packed += change.packed ?? 0;
    counts.sold += change.sold ?? 0;
    this.lotCounts.set(lot, counts);
  }
}
