/** Somebody who holds a module says that something is wrong with it. Nothing has to be told but that. */
import { ALERT_WORKING_DAYS, workingDaysLater } from "../../domain/copies/alert-words.ts";
import type { MemberId } from "../../domain/event/event.ts";
import { labelIdOf, parseCode } from "../../domain/label/code.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { AlertBook, AlertSubject, Report } from "../../ports/alert-book.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PhotoProblem, Photos } from "../../ports/photos.ts";
import type { Random } from "../../ports/random.ts";
import type { ScanRecords } from "../../ports/scan-records.ts";
import { uuidOf } from "../uuid.ts";

export type ReportDeps = {
  readonly alerts: Pick<AlertBook, "raise">;
  readonly records: Pick<ScanRecords, "label">;
  readonly photos: Photos;
  readonly clock: Clock;
  readonly random: Random;
  /** Whoever runs this installation: reports about nobody's label are its business. */
  readonly operator: () => Promise<MemberId | undefined>;
};

/** `code`: as it came, maybe nothing. `label`: a label id where there is no code, else empty. `from`: the person of a member who says it. */
export type ReportInput = Omit<Report, "photo"> & {
  readonly code: string;
  readonly label: string;
  readonly photo: Uint8Array | undefined;
  readonly from?: { readonly member: MemberId; readonly name: string };
};

const STRANGER = { member: null, name: "" } as const;

/** Answers the number that the reporter may quote. `nobody`: no network was founded here. */
export async function reportProblem(
  deps: ReportDeps,
  { code, label, photo, from, ...said }: ReportInput,
): Promise<Result<string, PhotoProblem | "nobody">> {
  const about = await aboutWhat(deps, code, label);
  if (about.owner === undefined) return refuse("nobody");
  const kept = photo && photo.length > 0 ? await deps.photos.keep(photo) : ok(null);
  if (!kept.ok) return kept;
  const at = deps.clock.now();
  const report = { ...said, text: withoutCodes(said.text), place: withoutCodes(said.place), photo: kept.value };
  const { number } = await deps.alerts.raise({
    id: uuidOf(deps.random.bytes(16)),
    class: "report",
    severity: "notice",
    subject: about.subject,
    ownerMember: about.owner,
    recipients: from === undefined || from.member === about.owner ? [] : [from.member],
    contradiction: null,
    report,
    openedBy: from ?? STRANGER,
    at,
    deadline: workingDaysLater(at, ALERT_WORKING_DAYS),
  });
  return ok(number);
}

async function aboutWhat(
  { records, operator }: ReportDeps,
  text: string,
  named: string,
): Promise<{ readonly subject: AlertSubject; readonly owner: MemberId | undefined }> {
  const code = parseCode(text);
  const label = code.ok ? labelIdOf(code.value) : named;
  if (label === "") return { subject: { kind: "code", name: "" }, owner: await operator() };
  const { found } = await records.label(label);
  if (!found) return { subject: { kind: "code", name: label }, owner: await operator() };
  // `lot/{member}/{lotId}`
  const maker = decodeURIComponent(found.lot.subject.split("/")[1] ?? "");
  return { subject: { kind: "unit", name: found.label }, owner: maker };
}

/** Records hold label ids only, so that nobody who reads them can print labels: what a reporter typed is no exception. */
function withoutCodes(text: string): string {
  return text.replace(/[0-9A-Za-z]{20,}/g, (word) => (parseCode(word).ok ? "[code]" : word));
}
