/** What a module check reads of the records, and the little that it keeps: who saw which module when. */
import type { PublicRecord } from "../domain/event/birth.ts";
import type { Hash, MemberId, Time, VoidReason } from "../domain/event/event.ts";
import type { ComparableTest } from "../domain/optics/comparable-record.ts";

export type RecordedRecode = {
  readonly core: Hash;
  readonly full: Hash | null;
  readonly codedFor: string;
  /** Public name of whoever recorded it. */
  readonly by: string;
  readonly at: Time;
};

/** One registered module, with what its events say that a comparison needs. */
export type RecordedModule = {
  readonly label: Hash;
  readonly record: PublicRecord;
  readonly maker: MemberId;
  /** The public name that the maker chose. */
  readonly makerName: string;
  readonly lotStatus: "registered" | "released" | "withdrawn";
  readonly manifest: Hash;
  readonly leafIndex: number;
  /** Newest first. */
  readonly recodes: readonly RecordedRecode[];
  /** The newest recall that was not lifted. */
  readonly recalled: { readonly at: Time; readonly reason: string } | null;
  /** Since when it, or a container that it is in, is reported stolen. */
  readonly stolenAt: Time | null;
  readonly scrappedAt: Time | null;
  /** Its present label was voided, and no other was given to it. */
  readonly voided: { readonly at: Time; readonly reason: VoidReason } | null;
  /** When it, or a container that it was in, was first offered to somebody. */
  readonly shippedAt: Time | null;
  /** When a receiver last confirmed it, or it was last sold. */
  readonly movedAt: Time | null;
};

export interface ModuleRecords {
  /** Registered modules by serial number; serials without one are missing from the map. Withdrawn lots count for nothing. */
  bySerial(serials: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedModule[]>>;
  /** The module that a label stands for, or stood for before it was voided or replaced. */
  byLabel(label: Hash): Promise<{ readonly module: RecordedModule; readonly isVoid: boolean } | undefined>;
  /** Vendor names of the makers of this network, as they spell them. */
  vendorNames(): Promise<readonly string[]>;
  /** Test values that lie with the records here, in the order of the places; undefined where they do not. */
  testsOf(
    places: readonly Pick<RecordedModule, "manifest" | "leafIndex">[],
  ): Promise<readonly (readonly ComparableTest[] | undefined)[]>;
}

/** `module`: label id, or the hash of an identity without record. `digest`: core digest, empty for a text. */
export type Sighting = { readonly module: Hash; readonly digest: string };
export type SeenElsewhere = { readonly digest: string; readonly at: Time };

export interface Sightings {
  /** Keeps that this organisation saw these; the newest time counts. */
  note(organisation: MemberId, seen: readonly Sighting[]): Promise<void>;
  /** What other organisations saw of these modules since, newest first, by module. */
  elsewhere(
    organisation: MemberId,
    modules: readonly Hash[],
    since: Time,
  ): Promise<ReadonlyMap<Hash, readonly SeenElsewhere[]>>;
}
