/** What the rule book remembers of each subject. Small on purpose: an item points at its container, never the reverse. */
import type { LabelKeyAlgorithm } from "../label/label-key.ts";
import type {
  Day,
  EepromDigests,
  Hash,
  Id16,
  LeafRange,
  MemberId,
  MemberProfile,
  Subject,
  Time,
  VoidReason,
} from "./event.ts";

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
export type KeyState = Head & {
  readonly is: "key";
  readonly maker: MemberId;
  readonly kid: string;
  readonly algorithm: LabelKeyAlgorithm;
  readonly publicKey: string;
  readonly notBefore: Time;
  readonly notAfter: Time;
  readonly quota: number;
  /** Labels of the lots and replacements that named it. */
  readonly issued: number;
  readonly revoked?: { readonly at: Time; readonly reason: string };
};
/** What a maker called back of a lot; all of it without `leaves`. Lifted recalls are gone. */
export type LotRecall = { readonly recall: Id16; readonly leaves?: readonly LeafRange[] };
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
  readonly labelKey?: Subject;
  readonly recalls?: readonly LotRecall[];
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
  /** Label id of its current label, once the first was replaced. */
  readonly label?: Hash;
  /** The buyer that claimed it first, by position. */
  readonly activated?: { readonly buyerKey: Hash; readonly at: Time; readonly region?: string };
  /** Reported on that day, by the ledger's time. */
  readonly stolen?: Time;
  readonly scrapped?: {
    readonly by: MemberId;
    readonly at: Time;
    readonly destroyed: boolean;
    /** Hash of the event that says so: who corrects it names it. */
    readonly event: Hash;
  };
  /** Recalls of this very module; those of its lot stand there. */
  readonly recalls?: readonly Id16[];
  readonly installed?: Time;
  /** What its newest recode left in the EEPROM. */
  readonly recode?: EepromDigests & {
    readonly map: string;
    readonly hostCoding: string;
    readonly by: MemberId;
    readonly at: Time;
  };
};
/** Only labels that something happened to have a state; all others are their lot's, and current. */
export type LabelState = Head & {
  readonly is: "label";
  readonly module: Subject;
  readonly lot: Subject;
  readonly status: "current" | "void";
  readonly reason?: VoidReason;
  /** Label id of the one that took its place. */
  readonly replacedBy?: Hash;
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
  readonly stolen?: Time;
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
  | KeyState
  | LotState
  | LabelState
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
