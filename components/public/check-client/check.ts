/** The module check's script: joins the form, the decoding worker and the comparison to the page's own elements. */
import type { InputFormat } from "../../../lib/domain/optics/answer.ts";
import {
  type CheckAnswer,
  isOfLabel,
  type LabelOutcome,
  labelFaultOf,
  labelOutcomeOf,
  type ModuleCheck,
} from "../../../lib/domain/optics/check-answer.ts";
import { type SelfOutcome, selfOutcomeOfAll } from "../../../lib/domain/optics/self-outcome.ts";
import type { ModuleStatement } from "../../../lib/domain/optics/statement.ts";
import { compare } from "./comparison.ts";
import { make, one, state, type Tone } from "./elements.ts";
import type { Said } from "./facts-view.ts";
import { findingView, moduleView, recordText, recordTone, selfState, standingOf } from "./module-view.ts";
import type { Decoded, FromWorker, Source, ToWorker } from "./protocol.ts";
import { listed, type Sentence, said, told, words } from "./words.ts";

const MOST_BYTES = 20_000_000;
const LONGEST_SHOWN = 1_000_000;
const SHOWN_AT_ONCE = 100;
const FEW_LINES = 8;
const WORST_FIRST: readonly Tone[] = ["bad", "warn", "open", "good"];

const capture = one<HTMLTextAreaElement>("[data-capture]");
const files = one<HTMLInputElement>("[data-files]");
const format = one<HTMLSelectElement>("[data-format]");
const code = one<HTMLInputElement>("[data-code]");
const compareButton = one<HTMLButtonElement>("[data-compare]");
const form = one<HTMLFormElement>("[data-form]");
const status = one("[data-status]");
const fault = one("[data-fault]");
const sampleNote = one("[data-sample-note]");

// From a label's page: the code stands behind the mark, where no server sees it.
const fromLabel = /^#([0-9A-Za-z]{20,154})$/.exec(location.hash);
if (fromLabel?.[1]) code.value = fromLabel[1];

const worker = new Worker("/check/decode-worker.js");
const tell = (message: ToWorker) => worker.postMessage(message);
let chosen: readonly File[] = [];
let asked = 0;
let decoded: Decoded | undefined;
let checks: readonly ModuleCheck[] = [];
let label: LabelOutcome | undefined;
const saidWaiting = new Map<number, (all: Said) => void>();
const statementsWaiting = new Map<number, (made: readonly ModuleStatement[]) => void>();

form.onsubmit = (event) => {
  event.preventDefault();
  if (chosen.length === 0 && capture.value.trim() === "") showNothing(said("empty"));
  else decode();
};
capture.addEventListener("input", () => {
  chosen = [];
  sampleNote.hidden = true;
});
capture.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (text.length <= LONGEST_SHOWN) return setTimeout(decode);
  // A text field takes longer to lay out a site's captures than the worker to decode them.
  event.preventDefault();
  take([new File([text], "paste")]);
});
format.onchange = () => decode();
files.onchange = () => {
  take([...(files.files ?? [])]);
  files.value = "";
};
one("[data-try]").onclick = () => {
  chosen = [];
  format.value = "";
  capture.value = one("#sample").textContent ?? "";
  sampleNote.hidden = false;
  decode();
};
one("[data-clear]").onclick = () => {
  capture.value = "";
  sampleNote.hidden = true;
  format.value = "";
  chosen = [];
  code.value = "";
  showNothing("");
};
compareButton.onclick = () => void ask();
for (const name of ["dragover", "dragleave", "drop"] as const)
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.toggle("over", name === "dragover");
    if (name === "drop") take([...(event.dataTransfer?.files ?? [])]);
  });

worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
  if (data.is === "said") saidWaiting.get(data.at)?.(data.said);
  else if (data.is === "statements") statementsWaiting.get(data.from)?.(data.statements);
  else if (data.id !== asked) return;
  else if (data.is === "progress") status.textContent = said("working", { count: data.modules });
  else show(data);
};

function take(list: readonly File[]): void {
  if (list.length === 0) return;
  chosen = list;
  capture.value = "";
  sampleNote.hidden = true;
  decode();
}

function decode(): void {
  const sources: Source[] = [
    ...chosen.map((file) => ({ file })),
    ...(capture.value.trim() === "" ? [] : [{ text: capture.value }]),
  ];
  const size = chosen.reduce((sum, file) => sum + file.size, capture.value.length);
  fault.textContent = "";
  if (size > MOST_BYTES) {
    fault.textContent = said("tooLarge", { size: (size / 1_000_000).toFixed(1) });
    return;
  }
  if (sources.length === 0) return;
  status.textContent = said("working", { count: 0 });
  tell({ is: "decode", id: ++asked, sources, ...(format.value && { format: format.value as InputFormat }) });
}

function show(result: Decoded): void {
  decoded = result;
  checks = [];
  label = undefined;
  const { rows, formats, ms } = result;
  const values = { count: rows.length, formats: listed(formats.map(nameOf)), ms };
  if (rows.length === 0) fault.textContent = said(result.isBinary ? "noMemory" : "nothing");
  status.textContent = rows.length === 0 ? "" : said(rows.length === 1 ? "readOne" : "read", values);
  compareButton.disabled = rows.length === 0;
  one("[data-record]").replaceChildren(state("open", said("notAsked")));
  one("[data-label]").replaceChildren(state("open", said("notAsked")));
  showSelf(result);
  showDuplicates([]);
  showModules();
  showUnread(result);
  void showSent(rows.length);
}

function showNothing(why: string): void {
  show({
    is: "decoded",
    id: ++asked,
    rows: [],
    formats: [],
    around: [],
    tell: [],
    sums: { good: 0, bad: 0, open: 0 },
    unread: [],
    unreadCount: 0,
    isBinary: false,
    ms: 0,
  });
  fault.textContent = why;
  capture.focus();
}

/** As the list to choose from has it. */
function nameOf(id: InputFormat): string {
  return [...format.options].find(({ value }) => value === id)?.text ?? id;
}

/** Bytes and print are said apart: they do not prove the same. */
function showSelf({ rows, sums, around, tell }: Decoded): void {
  const part = one("[data-self]");
  if (rows.length === 0) {
    part.replaceChildren(state("open", said("waiting")));
    return;
  }
  const all = [...rows.flatMap(({ findings }) => findings), ...around];
  const total = rows.length;
  const numberOf = (outcome: SelfOutcome) => rows.filter(({ self }) => self === outcome).length;
  const [clean, silent] = [numberOf("clean"), numberOf("nothing-checked")];
  const outcome = selfOutcomeOfAll(
    rows.map(({ self }) => self),
    all.length,
  );
  const untold = said(total === 1 ? "untoldOne" : "untold", { count: silent, total });
  const isBytes = rows.some(({ evidence }) => evidence === "bytes");
  part.replaceChildren(
    outcome === "nothing-checked" ? state("open", untold) : state(...selfState(outcome, all)),
    ...(silent > 0 && outcome === "found" ? [state("open", untold)] : []),
    ...(silent > 0 ? [make("p", {}, said("tellMore", { commands: listed(tell) }))] : []),
    ...(total > 1 ? [make("p", { class: "small" }, said("allClean", { count: clean, total }))] : []),
    make("p", { class: "small" }, said(isBytes ? "bytesHint" : "textHint")),
    ...(isBytes ? [make("p", { class: "small" }, said("sums", sums))] : []),
  );
}

function showDuplicates(answers: readonly CheckAnswer[]): void {
  const seen = checks.flatMap(({ seenElsewhere, port, identity }) =>
    seenElsewhere ? [{ at: seenElsewhere.at, port, serial: identity.serialNumber ?? "" }] : [],
  );
  const ofServer = decoded?.around.some(({ id }) => id === "DUPLICATE_SERIAL")
    ? []
    : answers.flatMap(({ duplicates }) => duplicates);
  const items = [
    ...(decoded?.around ?? []).map((finding) => findingView(told(finding))),
    ...ofServer.map(({ serialNumber, ports }) =>
      make(
        "li",
        { class: "suspicious" },
        make("b", { translate: "no" }, serialNumber),
        said("ports", { ports: listed(ports) }),
      ),
    ),
    ...seen.map(({ at, port, serial }) =>
      make(
        "li",
        { class: "suspicious" },
        make("b", { translate: "no" }, [port, serial].filter(Boolean).join(" · ")),
        said("elsewhere", { day: at.slice(0, 10) }),
      ),
    ),
  ];
  one("[data-duplicates]").hidden = items.length === 0;
  one("[data-duplicate-list]").replaceChildren(...items);
}

function showModules(): void {
  const rows = decoded?.rows ?? [];
  one("[data-modules]").hidden = rows.length === 0;
  const list = one("[data-module-list]");
  list.replaceChildren();
  const weights = rows.map((_, at) => weightOf(at));
  const order = rows.map((_, at) => at).sort((a, b) => weights[b]! - weights[a]! || a - b);
  const more = () => {
    list.querySelector("button")?.parentElement?.remove();
    const from = list.children.length;
    for (const at of order.slice(from, from + SHOWN_AT_ONCE))
      list.append(moduleView(rows[at]!, at + 1, checks[at], faultAt(at), () => saidBy(at)));
    const left = rows.length - list.children.length;
    if (left <= 0) return;
    const button = make(
      "button",
      { type: "button", class: "button plain" },
      said("moreModules", { count: Math.min(left, SHOWN_AT_ONCE) }),
    );
    button.onclick = more;
    list.append(make("div", { class: "row" }, button));
  };
  more();
  const first = list.querySelector("details");
  if (rows.length === 1 && first) first.open = true;
}

/** What needs a look comes first. */
function weightOf(at: number): number {
  const grave = { conflict: 3, suspicious: 2, unusual: 1, info: 0 };
  const findings = [...(decoded?.rows[at]?.findings ?? []), ...(checks[at]?.findings ?? [])];
  const fault = faultAt(at);
  return Math.max(fault === "conflict" ? 3 : fault ? 2 : 0, ...findings.map(({ severity }) => grave[severity]));
}

function faultAt(at: number): ReturnType<typeof labelFaultOf> {
  const check = checks[at];
  return check && label && labelFaultOf(check, label);
}

/** A few stand open; a long legend of some command does not bury the page. */
function showUnread({ unread, unreadCount }: Decoded): void {
  const part = one<HTMLDetailsElement>("[data-unread]");
  part.hidden = unreadCount === 0;
  part.open = unreadCount <= FEW_LINES;
  one("[data-unread-count]").textContent = said("moreUnread", { count: unreadCount });
  const items = unread.map(({ line, text }) =>
    make("li", {}, make("span", { class: "small" }, said("lines", { line })), make("span", { class: "mono" }, text)),
  );
  one("[data-unread-list]").replaceChildren(...items);
}

async function showSent(count: number): Promise<void> {
  const part = one("[data-sent]");
  if (count === 0) return part.replaceChildren(make("p", {}, said("sendNone")));
  const [first] = await statements(0, 1);
  part.replaceChildren(
    make("p", {}, said("sendCount", { count, host: location.host })),
    make("pre", { class: "mono", translate: "no", tabindex: "0" }, JSON.stringify(first, undefined, 1)),
  );
}

async function ask(): Promise<void> {
  const count = decoded?.rows.length ?? 0;
  const id = asked;
  const part = one("[data-record]");
  const say = (tone: Tone, text: string) => part.replaceChildren(state(tone, text));
  compareButton.disabled = true;
  try {
    const answers = await compare(count, code.value.trim(), statements, (done) =>
      say("open", said("asking", { done, total: count })),
    );
    if (id !== asked) return;
    checks = answers.flatMap((answer) => answer.checks);
    label = labelOutcomeOf(answers);
    showAnswers(answers);
  } catch (reason) {
    const { message, cause } = reason as Error;
    const why = (words.refusals as Readonly<Record<string, string>>)[String(cause)] ?? message;
    say("warn", message === "unreachable" ? said("unreachable") : said("refused", { why }));
  }
  compareButton.disabled = false;
}

function showAnswers(answers: readonly CheckAnswer[]): void {
  const total = (name: keyof CheckAnswer["counts"]) => answers.reduce((sum, { counts }) => sum + counts[name], 0);
  const [only] = checks;
  const text =
    checks.length === 1 && only
      ? recordText(only)
      : said("sums2", {
          matched: total("matched"),
          mismatched: total("mismatched"),
          unregistered: total("notRegistered"),
          unknown: total("unknown"),
        });
  const tones = checks.map(recordTone);
  const worst = WORST_FIRST.find((tone) => tones.includes(tone)) ?? "open";
  const recodes = checks.length === 1 && only?.recoded ? [make("p", {}, only.recoded.text)] : [];
  const standing = checks.length === 1 && only ? standingOf(only) : undefined;
  const shown = standing ? [state(...standing), make("p", {}, text)] : [state(worst, text)];
  one("[data-record]").replaceChildren(...shown, ...recodes);
  if (label) showLabel(label);
  showDuplicates(answers);
  showModules();
}

function showLabel(label: LabelOutcome): void {
  const isOfNone = checks.length > 1 && !checks.some((check) => isOfLabel(check, label));
  const serial = label.serialNumber ?? "";
  const view = {
    agrees: () => state("good", said("labelAgrees", { serial })),
    conflict: () => state("bad", said(isOfNone ? "labelOfNone" : "labelConflict", { serial })),
    void: () => state("bad", said(voidSentence(serial), { serial })),
    "no-record": () => state("warn", said("labelNoRecord")),
    "not-run": () => state("open", said(label.serialNumber === null ? "labelNoCode" : "labelNoSerial")),
  }[label.outcome];
  one("[data-label]").replaceChildren(view());
}

/** Where the module's record was found, it says whether another label holds in place of the void one. */
function voidSentence(serial: string): Sentence {
  const check = checks.find(({ record, identity }) => record === "found" && identity.serialNumber === serial);
  if (!check) return "labelVoid";
  return check.findings.some(({ id }) => id === "RECORD_LABEL_VOID") ? "labelVoided" : "labelReplaced";
}

function saidBy(at: number): Promise<Said> {
  return new Promise((resolve) => {
    saidWaiting.set(at, resolve);
    tell({ is: "said", at });
  });
}

function statements(from: number, to: number): Promise<readonly ModuleStatement[]> {
  return new Promise((resolve) => {
    statementsWaiting.set(from, resolve);
    tell({ is: "statements", from, to });
  });
}
