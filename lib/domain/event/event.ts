/** One fact of the ledger, as it is signed, carried and stored (bytes.md section 2). The union of bodies is closed. */
import type { LabelKeyAlgorithm } from "../label/label-key.ts";

/** Lower-case hex of 32 bytes. */
export type Hash = string;
/** Lower-case hex of 16 bytes: event ids, transfer ids, network ids. */
export type Id16 = string;
/** `[a-z0-9][a-z0-9-]{0,62}` */
export type MemberId = string;
/** `YYYY-MM-DDTHH:mm:ss.sssZ` */
export type Time = string;
/** `YYYY-MM-DD` */
export type Day = string;
/** Percent-encoded segments joined by `/` (bytes.md section 0); made by `event/subject.ts` only. */
export type Subject = string;
/** base64url without padding of DER bytes, or of a 64-byte signature. */
export type Base64Url = string;

export type SubjectLink = { readonly subject: Subject; readonly previous: Hash | null };

export type MemberRole = "maker" | "distributor" | "operator" | "auditor";

/** What the network knows of a member. `roots` are self-signed P-256 certificates, DER. */
export type MemberProfile = {
  readonly member: MemberId;
  readonly name: string;
  readonly roles: readonly MemberRole[];
  readonly roots: readonly Base64Url[];
  /** Vendor names (as in the EEPROM) under which this member may declare products. */
  readonly vendorNames?: readonly string[];
  /** GS1 company prefixes, 4 to 12 digits; SSCCs and GTINs must begin with one of them. */
  readonly gs1Prefixes?: readonly string[];
  readonly mspId?: string;
  readonly baseUrl?: string;
  readonly contact?: string;
  /** How many release approvers a lot needs: 1 or 2. */
  readonly releaseApprovers: 1 | 2;
};

/** What `member-changed` may set. Own settings: `name baseUrl contact releaseApprovers`; the others need a majority. */
export type MemberChanges = Partial<Omit<MemberProfile, "member">>;

type Base<K extends string> = {
  readonly v: 1;
  readonly kind: K;
  readonly eventId: Id16;
  readonly network: Id16;
  readonly actor: MemberId;
  readonly at: Time;
  readonly subjects: readonly SubjectLink[];
  readonly contents?: { readonly count: number; readonly root: Hash };
  readonly sealed?: Readonly<Record<string, Hash>>;
};

export type NetworkFounded = Base<"network-founded"> & { readonly name: string; readonly founder: MemberProfile };
/** `approvers`: the active members whose signatures stand on the event; a majority of all active members. */
export type MemberAdmitted = Base<"member-admitted"> & {
  readonly admitted: MemberProfile;
  readonly approvers: readonly MemberId[];
};
export type MemberChanged = Base<"member-changed"> & {
  readonly member: MemberId;
  readonly set: MemberChanges;
  readonly approvers?: readonly MemberId[];
};
/** `approvers`: more than half of all active members, the suspended one not among them. */
export type MemberSuspended = Base<"member-suspended"> & {
  readonly member: MemberId;
  readonly reason: string;
  readonly approvers: readonly MemberId[];
};
export type ProductDeclared = Base<"product-declared"> & {
  readonly partNumber: string;
  readonly revision: string;
  readonly vendorName: string;
  readonly formFactor: string;
  readonly media: string;
  readonly description?: string;
  readonly gtin?: string;
};
/** Its subject's key id follows from the key. `publicKey`: 64 hex digits, or base64url of SPKI DER (`label/label-key.ts`). */
export type LabelKeyDeclared = Base<"label-key-declared"> & {
  readonly algorithm: LabelKeyAlgorithm;
  readonly publicKey: string;
  readonly notBefore: Time;
  readonly notAfter: Time;
  /** How many labels it may sign in its life. */
  readonly quota: number;
};
export type LabelKeyRevoked = Base<"label-key-revoked"> & { readonly key: Subject; readonly reason: string };
/** `labelKey`: the key that signs the bag labels of the whole lot. */
export type LotRegistered = Base<"lot-registered"> & {
  readonly lotId: string;
  readonly product: Subject;
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly madeOn: Day;
  readonly site?: string;
  readonly labelKey?: Subject;
};
export type LotWithdrawn = Base<"lot-withdrawn"> & { readonly lot: Subject; readonly reason: string };
export type LotReleased = Base<"lot-released"> & { readonly lot: Subject };
/** The items are in `contents`. */
export type Packed = Base<"packed"> & { readonly container: Subject };
export type Unpacked = Base<"unpacked"> & { readonly container: Subject };
/** The offered top-level things are in `contents`. */
export type TransferOffered = Base<"transfer-offered"> & {
  readonly transfer: Id16;
  readonly to: MemberId;
  readonly expiresAt: Time;
  readonly consignment: Hash;
};
export const EXCEPTION_REASONS = ["missing", "damaged", "wrong-item", "data-error"] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];
/** `path`: the way down from an offered item to the excepted thing, subjects. */
export type TransferException = { readonly path: readonly Subject[]; readonly reason: ExceptionReason };
export type TransferAccepted = Base<"transfer-accepted"> & {
  readonly transfer: Id16;
  readonly except?: readonly TransferException[];
};
export type TransferDeclined = Base<"transfer-declined"> & { readonly transfer: Id16; readonly reason?: string };
export type TransferWithdrawn = Base<"transfer-withdrawn"> & { readonly transfer: Id16; readonly reason?: string };
/** The sold top-level things are in `contents`; an order reference may be sealed as `sealed.reference`. */
export type Sold = Base<"sold">;

/** Why a label does not count any more (trust.md section 8). */
export const VOID_REASONS = [
  "counterfeit",
  "low-quality",
  "overprint",
  "stolen",
  "damaged",
  "lost",
  "misprint",
  "not-sold",
  "order-cancelled",
  "max-scans",
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];
/** `label`, `replacement.label`: label ids. `replacement.activation`: the key under the new covered secret, if it has one. */
export type LabelReplaced = Base<"label-replaced"> & {
  readonly module: Subject;
  readonly label: Hash;
  readonly replacement: { readonly label: Hash; readonly activation: Hash | null; readonly labelKey?: Subject };
  readonly reason: VoidReason;
};
/** The labels are in `contents`; those without an event of their own bring the birth that they stand in. */
export type LabelsVoided = Base<"labels-voided"> & { readonly reason: VoidReason };
/** What buyer and label say together (bytes.md section 6). `checkpoint`: the newest that the buyer's page knew. */
export type Claim = {
  readonly v: 1;
  readonly network: Id16;
  readonly module: Subject;
  /** Ed25519, made in the buyer's browser. */
  readonly buyerKey: Hash;
  readonly checkpoint: { readonly root: Hash; readonly size: number };
  readonly nonce: Id16;
};
export type SignedClaim = {
  readonly claim: Claim;
  readonly activationSignature: Base64Url;
  readonly buyerSignature: Base64Url;
};
/** `region`: ISO 3166, a country or a part of one. */
export type Activated = Base<"activated"> & SignedClaim & { readonly region?: string };
/** Half-open ranges of places in a lot: `[from, to]` with `from < to`. */
export type LeafRange = readonly [from: number, to: number];
/** `target`: a lot or a module. `leaves`: of a lot only; absent for all of it. */
export type Recalled = Base<"recalled"> & {
  readonly recall: Id16;
  readonly target: Subject;
  readonly leaves?: readonly LeafRange[];
  readonly reason: string;
};
/** `approver`: another active member that agrees and has signed. */
export type RecallLifted = Base<"recall-lifted"> & {
  readonly recall: Id16;
  readonly target: Subject;
  readonly approver: MemberId;
  readonly reason: string;
};
/** `within`: the containers around the things in `contents`, outermost first; absent for top-level things. */
type Inside = { readonly within?: readonly Subject[] };
/** A reference of the police may be sealed as `sealed.reference`. */
export type ReportedStolen = Base<"reported-stolen"> & Inside;
export type Recovered = Base<"recovered"> & Inside;
export type Scrapped = Base<"scrapped"> & { readonly destroyed: boolean; readonly reason: string };
/** A thing of the corrected event's `contents`, with its link and its path there. */
export type ListedThing = SubjectLink & { readonly index: number; readonly hashes: readonly Hash[] };
/**
 * `corrects`: the hash of `corrected`, a body of the actor's own. `about`: which of its subjects are meant; those that stood in
 * its `contents` are shown to have been there by `listed`.
 */
export type Corrected = Base<"corrected"> & {
  readonly corrects: Hash;
  readonly corrected: Exclude<EventBody, Corrected>;
  readonly about: readonly Subject[];
  readonly listed?: readonly ListedThing[];
  readonly reason: string;
};
/** The returned things are in `contents`. */
export type Returned = Base<"returned"> & Inside;
export const INSPECTION_RESULTS = ["passed", "failed", "observed"] as const;
export type InspectionResult = (typeof INSPECTION_RESULTS)[number];
/** Digests of the static EEPROM bytes (optics.md section 6). */
export type EepromDigests = { readonly core: Hash; readonly full?: Hash };
/** A note may be sealed as `sealed.note`. */
export type Inspected = Base<"inspected"> &
  Inside & {
    readonly module: Subject;
    readonly result: InspectionResult;
    readonly eeprom?: EepromDigests & { readonly map: string };
  };
export type Repaired = Base<"repaired"> & { readonly module: Subject; readonly what: string };
/** `hostCoding`: whose equipment it is coded for now. */
export type Recoded = Base<"recoded"> & {
  readonly module: Subject;
  readonly map: string;
  readonly before: EepromDigests;
  readonly after: EepromDigests;
  readonly hostCoding: string;
};
/** Host and slot may be sealed as `sealed.host`, `sealed.slot`. */
export type Installed = Base<"installed"> & { readonly module: Subject };
export type Removed = Base<"removed"> & { readonly module: Subject };

export type EventBody =
  | NetworkFounded
  | MemberAdmitted
  | MemberChanged
  | MemberSuspended
  | ProductDeclared
  | LabelKeyDeclared
  | LabelKeyRevoked
  | LotRegistered
  | LotWithdrawn
  | LotReleased
  | Packed
  | Unpacked
  | TransferOffered
  | TransferAccepted
  | TransferDeclined
  | TransferWithdrawn
  | Sold
  | LabelReplaced
  | LabelsVoided
  | Activated
  | Recalled
  | RecallLifted
  | ReportedStolen
  | Recovered
  | Scrapped
  | Corrected
  | Returned
  | Inspected
  | Repaired
  | Recoded
  | Installed
  | Removed;
export type EventKind = EventBody["kind"];

export type EventSignature = { readonly certificate: Base64Url; readonly signature: Base64Url };

/** A leaf of a lot's Merkle tree (bytes.md section 3). `activation`: Ed25519 public key, hex, or null. */
export type LotLeaf = { readonly activation: Hash | null; readonly label: Hash; readonly record: Hash };
export type Birth = {
  readonly hashes: readonly Hash[];
  readonly index: number;
  readonly leaf: LotLeaf;
  readonly lot: Subject;
};
export type Opening = { readonly path: string; readonly salt: Id16; readonly value: string | number | boolean };

/** An event as it travels and is stored: canonical JSON of this object. */
export type LedgerEvent = {
  readonly body: EventBody;
  readonly signatures: readonly EventSignature[];
  readonly contents?: readonly SubjectLink[];
  readonly births?: readonly Birth[];
  readonly openings?: readonly Opening[];
};
