/** What the verbs need to know beyond the ledger: which thing a text means, its birth, and the consignment of an offer. */
import type { Birth, Hash, Id16, LedgerEvent, MemberId, Subject } from "../domain/event/event.ts";
import type { Result } from "../domain/result.ts";

/** What a code, label id, serial number, SSCC or label link stands for. `name`: serial number or SSCC, for sentences. */
export type ResolvedItem =
  | {
      readonly is: "module";
      readonly subject: Subject;
      readonly label: Hash;
      readonly lot: Subject;
      readonly name: string;
    }
  | {
      readonly is: "container";
      readonly subject: Subject;
      readonly member: MemberId;
      readonly sscc: string;
      readonly number: number;
      readonly name: string;
    };

/** `item-unknown`: no thing that this member made, holds, held or is offered. `item-ambiguous`: a serial number of several modules. */
export type Unresolved = {
  readonly code: "item-unknown" | "item-ambiguous";
  readonly text: string;
  readonly detail?: string;
};

export interface ItemBook {
  /** One answer per text, in the same order. Of an SSCC the container with the highest number. */
  resolveItems(member: MemberId, texts: readonly string[]): Promise<readonly Result<ResolvedItem, Unresolved>[]>;
  /** Leaf and path into its lot's tree for each label known here; labels without a record are missing from the map. */
  birthsOf(labels: readonly Hash[]): Promise<ReadonlyMap<Hash, Birth>>;
  /** An event of the ledger by its hash, as this installation followed it. */
  recordedEvent(hash: Hash): Promise<LedgerEvent | undefined>;
  /** The container with the highest number under this SSCC, whoever numbered it. */
  newestContainer(sscc: string): Promise<(ResolvedItem & { readonly is: "container" }) | undefined>;
}

export type ConsignmentProblem = {
  readonly code: "record-missing" | "consignment-missing" | "consignment-wrong";
  readonly detail: string;
};

/** The part of the manifests that travels with an offer (design.md section 4). */
export interface Consignments {
  /** Writes the consignment of these top-level things, durable before it resolves; answers its hash. */
  build(offer: {
    readonly transfer: Id16;
    readonly from: MemberId;
    readonly items: readonly Subject[];
  }): Promise<Result<Hash, ConsignmentProblem>>;
  /**
   * Every leaf against the lot's root on the ledger; a receiver cannot accept before this is good. Records of lots that are
   * not kept here are kept from then on, and passed on with the goods.
   */
  check(transfer: Id16, consignment: Hash): Promise<Result<void, ConsignmentProblem>>;
  /** Takes the file, durable before it resolves; refuses one with another hash than the offer names. */
  take(consignment: Hash, chunks: AsyncIterable<Uint8Array>): Promise<Result<void, ConsignmentProblem>>;
  /** The file's bytes, if it is here. */
  file(consignment: Hash): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** Fetches the consignment of a transfer at its giver's installation. */
export type FetchConsignment = (ask: {
  readonly transfer: Id16;
  readonly consignment: Hash;
  readonly receiver: MemberId;
}) => Promise<Result<void, ConsignmentProblem>>;
