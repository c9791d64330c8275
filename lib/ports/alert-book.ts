/** Alerts and cases: facts that need a person, and what people decided. `member` is always the asking one; what is not its business does not exist for it. */
import type { AlertClass, AlertOutcome, AlertState, CaseFinding, RootCause } from "../domain/copies/alert-words.ts";
import type { Contradiction, Fact, RuleId, Severity } from "../domain/copies/contradiction.ts";
import type { Hash, MemberId, Time } from "../domain/event/event.ts";

/** `unit`, `code`: a label id; `code` where no record stands behind it. */
export type AlertSubject = { readonly kind: "unit" | "lot" | "code" | "network"; readonly name: string };
export const REPORT_FIELDS = ["label", "module", "seller", "other"] as const;
/** What a person reported; every part may be missing. `photo`: name of the kept file. */
export type Report = {
  readonly about: (typeof REPORT_FIELDS)[number];
  readonly text: string;
  readonly place: string;
  readonly contact: string;
  readonly photo: string | null;
};

export type NewAlert = {
  readonly id: string;
  readonly class: AlertClass;
  readonly severity: Severity;
  readonly subject: AlertSubject;
  readonly ownerMember: MemberId;
  readonly recipients: readonly MemberId[];
  readonly contradiction: Contradiction | null;
  readonly report: Report | null;
  /** Whoever reported it, a stranger without a name. Absent: a rule found it. */
  readonly openedBy?: Author;
  readonly at: Time;
  readonly deadline: Time;
};

export type Alert = {
  readonly number: string;
  readonly class: AlertClass;
  readonly severity: Severity;
  readonly subject: AlertSubject;
  /** Serial number and part number where the record is kept here. */
  readonly serialNumber: string | null;
  readonly partNumber: string | null;
  readonly owner: { readonly member: MemberId; readonly name: string };
  readonly recipients: readonly MemberId[];
  readonly state: AlertState;
  readonly contradiction: Contradiction | null;
  readonly report: Report | null;
  readonly hold: boolean;
  readonly openedAt: Time;
  readonly deadline: Time;
  readonly actedAt: Time | null;
  readonly rootCause: RootCause | null;
  readonly outcome: AlertOutcome | null;
  readonly case: string | null;
  /** Of that case: what two people confirmed is more than an alert that is looked into. */
  readonly caseState: CaseState | null;
  readonly closedAt: Time | null;
  readonly closedBy: string | null;
};

/** What an alert said at one moment, whatever it says by now. */
export type Stated = { readonly alert: string; readonly rule: RuleId; readonly facts: readonly Fact[] };

export type Message = {
  readonly at: Time;
  readonly member: MemberId | null;
  readonly author: string;
  /** `said`, or what was done: `opened grown acknowledged …`. */
  readonly what: string;
  readonly text: string;
  /** Of `opened` and `grown`: the facts from then on. Of a decision: the facts that it was about. */
  readonly stated: readonly Stated[];
};

export type CaseState = "open" | "confirmed" | "closed";
export type Case = {
  readonly number: string;
  readonly title: string;
  readonly owner: { readonly member: MemberId; readonly name: string };
  readonly state: CaseState;
  readonly finding: CaseFinding | null;
  readonly openedAt: Time;
  readonly deadline: Time;
  readonly confirmedAt: Time | null;
  readonly rootCause: RootCause | null;
  readonly outcome: AlertOutcome | null;
  readonly closedAt: Time | null;
  readonly closedBy: string | null;
};
export type Decision = {
  readonly decision: "confirm" | "clear";
  readonly finding: CaseFinding | null;
  readonly userId: string;
  readonly name: string;
  readonly at: Time;
};
export type CaseDetail = Case & {
  readonly units: readonly { readonly label: Hash; readonly serialNumber: string | null }[];
  readonly alerts: readonly Alert[];
  /** Of the round that is not decided yet, then those that counted. */
  readonly decisions: readonly Decision[];
  readonly messages: readonly Message[];
};

export type Author = { readonly member: MemberId | null; readonly name: string };
export type Pages<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
export type AlertFilter = {
  readonly state?: AlertState | "unclosed";
  readonly label?: Hash;
  readonly cursor?: string;
  readonly limit?: number;
};
/** Of closed alerts, by class: how many there were, and how many were false alarms. */
export type ClassFigures = {
  readonly class: AlertClass;
  readonly open: number;
  readonly closed: number;
  readonly falseAlarms: number;
};

export interface AlertBook {
  /**
   * Opens an alert, or lets the open one of the same class and subject grow. What a closed alert has already explained is not
   * opened again: its evidence must hold something new. Answers the number, and what became of it.
   */
  raise(alert: NewAlert): Promise<{ readonly number: string; readonly became: "opened" | "grown" | "known" }>;
  alerts(member: MemberId, filter: AlertFilter): Promise<Pages<Alert>>;
  alert(
    member: MemberId,
    number: string,
  ): Promise<{ readonly alert: Alert; readonly messages: readonly Message[] } | undefined>;
  /** The address of the one person with a seat in the member that this address or name means. */
  colleague(member: MemberId, given: string): Promise<string | undefined>;
  /** Sets what is given, with one message that says so. `false`: it is closed, or not there. */
  change(member: MemberId, number: string, change: AlertChange, author: Author, at: Time): Promise<boolean>;
  say(
    about: { readonly alert: string } | { readonly case: string },
    author: Author,
    text: string,
    at: Time,
  ): Promise<void>;
  figures(member: MemberId): Promise<readonly ClassFigures[]>;

  /** Opens a case over these alerts, which are all open and the member's own. `undefined`: they are not. */
  openCase(
    opened: {
      readonly id: string;
      readonly title: string;
      readonly member: MemberId;
      readonly alerts: readonly string[];
      readonly at: Time;
      readonly deadline: Time;
    },
    author: Author,
  ): Promise<string | undefined>;
  cases(member: MemberId, page: { readonly cursor?: string; readonly limit?: number }): Promise<Pages<Case>>;
  case(member: MemberId, number: string): Promise<CaseDetail | undefined>;
  /** Notes who decided; from the second person on the case is confirmed, or its confirmation is taken back. */
  decide(
    number: string,
    decision: Decision,
    author: Author,
  ): Promise<"noted" | "decided" | "same-person" | "other-finding" | "closed">;
  /** Closes the case and every open alert of it. */
  closeCase(
    number: string,
    end: { rootCause: RootCause; outcome: AlertOutcome },
    author: Author,
    at: Time,
  ): Promise<boolean>;

  /** A link to one alert for a partner without an account, and an entry of its history that says to whom. */
  link(
    number: string,
    link: {
      readonly tokenHash: Uint8Array;
      readonly mail: string;
      readonly author: Author;
      readonly at: Time;
      readonly expiresAt: Time;
    },
  ): Promise<void>;
  linked(
    tokenHash: Uint8Array,
    now: Time,
  ): Promise<{ readonly alert: Alert; readonly messages: readonly Message[]; readonly mail: string } | undefined>;
}

export type AlertChange =
  | { readonly what: "acknowledged" | "investigating" }
  /** The address or the name of a colleague. */
  | { readonly what: "assigned"; readonly name: string }
  | { readonly what: "held" | "let-go" }
  | { readonly what: "shared"; readonly recipients: readonly MemberId[] }
  | { readonly what: "closed"; readonly rootCause: RootCause; readonly outcome: AlertOutcome; readonly text: string };
