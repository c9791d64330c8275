"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { requireActor } from "@/lib/server/session.ts";
import { digestsOfCapture } from "@/lib/usecases/capture-digests.ts";
import {
  agreeToLift,
  correct,
  inspect,
  install,
  recode,
  remove,
  repair,
  reportRecovered,
  reportStolen,
  scrap,
  takeBack,
  undoScrap,
} from "@/lib/usecases/life-commands.ts";
import type { Problem } from "@/lib/usecases/operation.ts";
import { act, keyOf, textOf } from "../../../act.ts";
import { sentenceOf } from "../../../outcome-of.ts";

const LONGEST_CAPTURE = 200_000;

/** One fact of many things. */
export async function recordThings(_before: Outcome, form: FormData): Promise<Outcome> {
  await requireActor();
  const items = form.getAll("items");
  const text = (name: string) => textOf(form, name);
  switch (text("record")) {
    case "returns":
      return act({ schema: takeBack, form, command: { kind: "take-back", items } });
    case "inspections":
      return recordInspection(items, form);
    case "repairs":
      return act({ schema: repair, form, command: { kind: "repair", items, what: text("what") } });
    case "installations":
      return act({
        schema: install,
        form,
        command: { kind: "install", items, host: text("host"), slot: text("slot") },
      });
    case "removals":
      return act({ schema: remove, form, command: { kind: "remove", items } });
    case "thefts":
      return act({
        schema: reportStolen,
        form,
        command: { kind: "report-stolen", items, reference: text("reference") },
      });
    case "recoveries":
      return act({ schema: reportRecovered, form, command: { kind: "report-recovered", items } });
    case "scrappings":
      return act({
        schema: scrap,
        form,
        command: { kind: "scrap", items, destroyed: form.get("destroyed") !== null, reason: text("reason") },
      });
    default:
      return act({ schema: undoScrap, form, command: { kind: "undo-scrap", items, reason: text("reason") } });
  }
}

/** What is about one thing only. */
export async function recordOne(_before: Outcome, form: FormData): Promise<Outcome> {
  await requireActor();
  switch (textOf(form, "record")) {
    case "recodes":
      return recordRecode(form);
    case "corrections":
      return act({
        schema: correct,
        form,
        command: { kind: "correct", event: textOf(form, "event"), reason: textOf(form, "reason") },
      });
    default:
      return act({ schema: agreeToLift, form, command: { kind: "agree-to-lift", recall: textOf(form, "recall") } });
  }
}

async function recordInspection(items: FormDataEntryValue[], form: FormData): Promise<Outcome> {
  const said = { kind: "inspect", items, result: textOf(form, "result"), note: textOf(form, "note") };
  const capture = captureOf(form, "capture");
  if (capture === undefined) return act({ schema: inspect, form, command: said });
  const eeprom = digestsOfCapture(capture, "/capture");
  if (!eeprom.ok) return captureInvalid(eeprom.error, form);
  return act({ schema: inspect, form, command: { ...said, eeprom: eeprom.value } });
}

async function recordRecode(form: FormData): Promise<Outcome> {
  const before = digestsOfCapture(captureOf(form, "before") ?? "", "/before");
  if (!before.ok) return captureInvalid(before.error, form);
  const after = digestsOfCapture(captureOf(form, "after") ?? "", "/after");
  if (!after.ok) return captureInvalid(after.error, form);
  return act({
    schema: recode,
    form,
    command: {
      kind: "recode",
      item: textOf(form, "item"),
      before: before.value,
      after: after.value,
      hostCoding: textOf(form, "hostCoding"),
    },
  });
}

/** Longer texts are of more than one module. */
function captureOf(form: FormData, name: string): string | undefined {
  return textOf(form, name)?.slice(0, LONGEST_CAPTURE);
}

/** The capture was read here and goes no further; what is wrong with it stands at its field. */
async function captureInvalid(problem: Problem, form: FormData): Promise<Outcome> {
  const field = problem.pointer?.slice(1);
  const sentence = (await sentenceOf(problem)) ?? problem.sentence;
  return { state: "invalid", key: keyOf(form), errors: [{ ...(field && { field }), sentence }] };
}
