/** One module of the list: its line, and when it is opened its fields, findings and everything that was decoded. */
import type { Finding } from "../../../lib/domain/optics/answer.ts";
import {
  type CheckedField,
  contradictsRecord,
  type labelFaultOf,
  type ModuleCheck,
  type StandingRule,
  standingRuleOf,
} from "../../../lib/domain/optics/check-answer.ts";
import type { SelfOutcome } from "../../../lib/domain/optics/self-outcome.ts";
import { make, state, type Tone } from "./elements.ts";
import { factsView, type Said } from "./facts-view.ts";
import type { Row } from "./protocol.ts";
import { said, type Told, term, told, words } from "./words.ts";

const ORDER = ["conflict", "suspicious", "unusual", "info"] as const;

export function moduleView(
  row: Row,
  number: number,
  check: ModuleCheck | undefined,
  fault: ReturnType<typeof labelFaultOf>,
  saidBy: () => Promise<Said>,
): HTMLElement {
  const place = row.port === undefined ? said("noPort", { number }) : said("port", { port: row.port });
  const view = make(
    "details",
    { class: "one" },
    make(
      "summary",
      {},
      make("b", { translate: "no" }, place),
      make("span", { class: "mono", translate: "no" }, identityOf(row)),
      make("span", { class: "small" }, said(row.evidence)),
      summaryState(row, check),
      labelState(fault, check),
    ),
  ) as HTMLDetailsElement;
  view.addEventListener("toggle", () => {
    if (!view.open || view.querySelector(".inside")) return;
    view.append(inside(row, check));
    void saidBy().then((all) => {
      view.querySelector(".inside")?.append(factsView(all) ?? "", everything(all));
    });
  });
  return view;
}

function identityOf({ vendorName, partNumber, serial }: Row): string {
  return [vendorName, partNumber, serial].filter((part) => part).join("  ");
}

/** The worst that is known of it, in one line. */
function summaryState(row: Row, check: ModuleCheck | undefined): HTMLElement {
  const standing = check && standingOf(check);
  if (standing) return state(...standing, "span");
  if (check?.v6) return state(recordTone(check), `${check.v6.matched} / ${check.v6.compared}`, "span");
  if (check?.record === "not-registered") return state(recordTone(check), beginOf(recordText(check)), "span");
  if (check && row.self !== "found") return state("open", beginOf(recordText(check)), "span");
  return state(...selfState(row.self, row.findings), "span");
}

/** Beside what the record says; that it says of the label is not said twice. */
function labelState(fault: ReturnType<typeof labelFaultOf>, check: ModuleCheck | undefined): HTMLElement | undefined {
  if (fault === "conflict") return state("bad", said("lineConflict"), "span");
  const isSaid = check && standingRuleOf(check) === "RECORD_LABEL_VOID";
  return fault && !isSaid ? state("bad", said("lineVoid"), "span") : undefined;
}

/** A line has no room for the reason, which stands inside. */
function beginOf(sentence: string): string {
  return sentence.split(/[:：]/)[0]!;
}

const STANDING_TONES = {
  RECORD_RECALLED: "bad",
  RECORD_STOLEN: "bad",
  RECORD_SCRAPPED: "bad",
  RECORD_NOT_RELEASED: "warn",
  RECORD_LABEL_VOID: "warn",
} as const satisfies Record<StandingRule, Tone>;

/** What the record says of the module whatever its bytes say; nothing where it may be sold and used. */
export function standingOf(check: ModuleCheck): [Tone, string] | undefined {
  const rule = standingRuleOf(check);
  if (!rule) return undefined;
  const isRecall = check.recalled && rule === "RECORD_RECALLED";
  return [STANDING_TONES[rule], isRecall ? recallText(check.recalled) : words.rules[rule]];
}

/** What the record says of it; what its bytes and its label say has cards of its own. */
export function recordTone(check: ModuleCheck): Tone {
  const standing = standingOf(check);
  if (standing) return standing[0];
  if (check.v6) return contradictsRecord(check) ? "bad" : "good";
  return check.record === "not-registered" ? "warn" : "open";
}

export function recordText({ v6, record }: ModuleCheck): string {
  return v6?.text ?? said(record === "found" ? "nothingCompared" : record);
}

export function selfState(outcome: SelfOutcome, findings: readonly Finding[]): [Tone, string] {
  if (outcome !== "found") return outcome === "clean" ? ["good", said("clean")] : ["open", said("untoldLine")];
  const grave = findings.filter(({ severity }) => severity === "conflict" || severity === "suspicious");
  const count = findings.length;
  return [grave.length > 0 ? "bad" : "warn", count === 1 ? said("findingOne") : said("findings", { count })];
}

function inside(row: Row, check: ModuleCheck | undefined): HTMLElement {
  const findings = [...row.findings.map(told), ...(check?.findings ?? [])];
  return make(
    "div",
    { class: "inside" },
    make("p", { class: "small" }, said(row.evidence === "bytes" ? "bytesHint" : "textHint")),
    ...(check ? recordView(check) : []),
    findings.length > 0 && findingList(findings),
  );
}

function recordView(check: ModuleCheck): HTMLElement[] {
  const parts: HTMLElement[] = [];
  const say = (text: string, className = "") => parts.push(make("p", className ? { class: className } : {}, text));
  say(recordText(check), check.v6 ? "v6" : "");
  if (check.registered) {
    const { maker, lotStatus } = check.registered;
    say(said(lotStatus === "released" ? "ofReleasedLot" : "ofRegisteredLot", { maker }), "small");
  }
  if (check.recoded) say(check.recoded.text);
  if (check.fields.length > 0) parts.push(fieldTable(check.fields));
  for (const judged of check.likelihood) {
    const name = said(judged.name);
    const text =
      judged.likelihood === "not-run"
        ? said("judgedNotRun", { name })
        : said("judged", { name, verdict: said(judged.likelihood), bands: String(judged.bands ?? "") });
    say(text, "small");
  }
  return parts;
}

function recallText({ at, reason }: { readonly at: string; readonly reason: string }): string {
  return said("recalled", { day: at.slice(0, 10), reason });
}

function fieldTable(fields: readonly CheckedField[]): HTMLElement {
  const { head } = words;
  const row = (field: CheckedField) => {
    const tone: Tone = field.outcome === "different" ? "bad" : field.outcome === "not-run" ? "open" : "good";
    const value = (text: string | null) =>
      make("td", { class: "mono", translate: "no" }, text === null ? "–" : shown(field.name, text));
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, words.fields[field.name]),
      value(field.module),
      field.withheld ? make("td", { class: "small" }, said("withheld")) : value(field.record),
      make("td", {}, state(tone, said(field.outcome), "span")),
    );
  };
  const titles = [head.field, head.module, head.record, head.match].map((text) => make("th", { scope: "col" }, text));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...titles)), make("tbody", {}, ...fields.map(row)));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": head.field }, table);
}

function shown(name: CheckedField["name"], text: string): string {
  return name === "media" || name === "connector" ? term(text) : shortened(text);
}

/** A digest is compared by its ends; the whole of it is in the answer of the server. */
function shortened(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 8)}…${text.slice(-8)}` : text;
}

export function findingList(findings: readonly Told[]): HTMLElement {
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return make("ul", { class: "findings" }, ...sorted.map(findingView));
}

export function findingView({ id, severity, because }: Told): HTMLElement {
  return make(
    "li",
    { class: severity },
    make("b", {}, `${words.severity[severity]} · ${words.rules[id]}`),
    make("span", { class: "small" }, because, " (", make("code", { translate: "no" }, id), ")"),
    make(
      "p",
      { class: "small" },
      severity === "info" ? words.innocents[id] : said("innocent", { why: words.innocents[id] }),
    ),
  );
}

function everything(all: unknown): HTMLElement {
  return make(
    "details",
    {},
    make("summary", {}, said("details")),
    make("pre", { class: "mono", translate: "no", tabindex: "0" }, JSON.stringify(all, undefined, 1)),
  );
}
