/** One fact of the ledger, as it is signed, carried and stored (bytes.md section 2). The union of bodies is closed. */

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
export type ProductDeclared = Base<"product-declared"> & {
  readonly partNumber: string;
  readonly revision: string;
  readonly vendorName: string;
  readonly formFactor: string;
  readonly media: string;
  readonly description?: string;
  readonly gtin?: string;
};
export type LotRegistered = Base<"lot-registered"> & {
  readonly lotId: string;
  readonly product: Subject;
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly madeOn: Day;
  readonly site?: string;
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

export type EventBody =
  | NetworkFounded
  | MemberAdmitted
  | MemberChanged
  | ProductDeclared
  | LotRegistered
  | LotWithdrawn
  | LotReleased
  | Packed
  | Unpacked
  | TransferOffered
  | TransferAccepted
  | TransferDeclined
  | TransferWithdrawn
  | Sold;
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
