/** What the rule book remembers of each subject. Small on purpose: an item points at its container, never the reverse. */
import type { Day, Hash, Id16, MemberId, MemberProfile, Subject, Time } from "./event.ts";

/** Who answers for a thing: a member, the container it is in, or nobody of the network any more. */
export type Custody =
  | { readonly at: "holder"; readonly holder: MemberId }
  | { readonly at: "inside"; readonly container: Subject }
  | { readonly at: "sold"; readonly seller: MemberId };

type Head = { /** `eventHash` of the subject's last event. */ readonly head: Hash };

export type NetworkState = Head & {
  readonly is: "network";
  readonly name: string;
  readonly members: readonly MemberId[];
};
export type MemberState = Head & { readonly is: "member"; readonly profile: MemberProfile; readonly active: boolean };
export type ProductState = Head & {
  readonly is: "product";
  readonly maker: MemberId;
  readonly partNumber: string;
  readonly revision: string;
  readonly vendorName: string;
};
export type LotState = Head & {
  readonly is: "lot";
  readonly maker: MemberId;
  readonly lotId: string;
  readonly product: Subject;
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly madeOn: Day;
  readonly status: "registered" | "released" | "withdrawn";
};
export type ModuleState = Head & {
  readonly is: "module";
  readonly lot: Subject;
  readonly index: number;
  readonly record: Hash;
  readonly activation: Hash | null;
  readonly custody: Custody;
  /** The open transfer that freezes it. */
  readonly offer?: Id16;
  /** Excepted at an acceptance: the giver has it back on paper, and somebody must look. */
  readonly disputed?: true;
};
export type ContainerState = Head & {
  readonly is: "container";
  readonly custody: Custody;
  /** Things directly inside. */
  readonly count: number;
  /** Emptied by unpacking: closed for ever, the next packing is `…/{n+1}`. */
  readonly emptied?: true;
  readonly offer?: Id16;
  readonly disputed?: true;
};
export type TransferState = Head & {
  readonly is: "transfer";
  readonly from: MemberId;
  readonly to: MemberId;
  readonly count: number;
  readonly expiresAt: Time;
  readonly consignment: Hash;
  readonly status: "offered" | "accepted" | "declined" | "withdrawn";
};

export type SubjectState =
  | NetworkState
  | MemberState
  | ProductState
  | LotState
  | ModuleState
  | ContainerState
  | TransferState;

/** States by subject. A missing subject has had no event. */
export type States = ReadonlyMap<Subject, SubjectState>;

/** One signature of the event that was found right, and what its certificate says. */
export type Signer = {
  readonly member: MemberId;
  /** SHA-256 of the certificate's DER. Says nothing of who: anybody can write the issuer's signature a second way. */
  readonly certificate: Hash;
  /** SHA-256 of the public key, an uncompressed point of 65 bytes. */
  readonly key: Hash;
  /** SHA-256 of the DER of the subject's name. */
  readonly name: Hash;
  readonly roles: readonly string[];
};

/** The ledger's side of an event: its own time, and the signatures that `verifySignatures` found right. */
export type TransactionContext = {
  readonly time: Time;
  readonly signers: readonly Signer[];
  /** The network that this ledger keeps; absent until it was founded. A ledger keeps one network. */
  readonly network?: Id16;
};
