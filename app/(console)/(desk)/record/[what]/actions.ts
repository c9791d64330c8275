"use server";
import { notFound } from "next/navigation";
import type { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { requireActor } from "@/lib/server/session.ts";
import { digestsOfCapture } from "@/lib/usecases/capture-digests.ts";
import type { Command } from "@/lib/usecases/commands.ts";
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
import { isRecordName, isSingle, type ListRecord, type SingleRecord } from "../kinds.ts";

type Recorder = (form: FormData) => Promise<Outcome>;

const OF_THINGS: { readonly [name in ListRecord]: Recorder } = {
  returns: ofItems(takeBack, "take-back"),
  inspections: recordInspection,
  repairs: ofItems(repair, "repair", "what"),
  installations: ofItems(install, "install", "host", "slot"),
  removals: ofItems(remove, "remove"),
  thefts: ofItems(reportStolen, "report-stolen", "reference"),
  recoveries: ofItems(reportRecovered, "report-recovered"),
  scrappings: (form) =>
    act({
      schema: scrap,
      form,
      command: { ...saidOfItems("scrap", form, "reason"), destroyed: form.get("destroyed") !== null },
    }),
  restorations: ofItems(undoScrap, "undo-scrap", "reason"),
};

const OF_ONE: { readonly [name in SingleRecord]: Recorder } = {
  recodes: recordRecode,
  corrections: (form) =>
    act({
      schema: correct,
      form,
      command: { kind: "correct", event: textOf(form, "event"), reason: textOf(form, "reason") },
    }),
  agreements: (form) =>
    act({ schema: agreeToLift, form, command: { kind: "agree-to-lift", recall: textOf(form, "recall") } }),
};

/** One fact of many things. */
export async function recordThings(_before: Outcome, form: FormData): Promise<Outcome> {
  await requireActor();
  const name = textOf(form, "record") ?? "";
  if (!isRecordName(name) || isSingle(name)) notFound();
  return OF_THINGS[name](form);
}

/** What is about one thing only. */
export async function recordOne(_before: Outcome, form: FormData): Promise<Outcome> {
  await requireActor();
  const name = textOf(form, "record") ?? "";
  if (!isRecordName(name) || !isSingle(name)) notFound();
  return OF_ONE[name](form);
}

/** A record that says of things what the named fields say. */
function ofItems<S extends z.ZodType<Command>>(schema: S, kind: Command["kind"], ...fields: string[]): Recorder {
  return (form) => act({ schema, form, command: saidOfItems(kind, form, ...fields) });
}

function saidOfItems(kind: Command["kind"], form: FormData, ...fields: string[]) {
  return {
    kind,
    items: form.getAll("items"),
    ...Object.fromEntries(fields.map((field) => [field, textOf(form, field)])),
  };
}

async function recordInspection(form: FormData): Promise<Outcome> {
  const said = saidOfItems("inspect", form, "result", "note");
  const capture = textOf(form, "capture");
  if (capture === undefined) return act({ schema: inspect, form, command: said });
  const eeprom = digestsOfCapture(capture, "/capture");
  if (!eeprom.ok) return captureInvalid(eeprom.error, form);
  return act({ schema: inspect, form, command: { ...said, eeprom: eeprom.value } });
}

async function recordRecode(form: FormData): Promise<Outcome> {
  const before = digestsOfCapture(textOf(form, "before") ?? "", "/before");
  if (!before.ok) return captureInvalid(before.error, form);
  const after = digestsOfCapture(textOf(form, "after") ?? "", "/after");
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

/** The capture was read here and goes no further; what is wrong with it stands at its field. */
async function captureInvalid(problem: Problem, form: FormData): Promise<Outcome> {
  const field = problem.pointer?.slice(1);
  const sentence = (await sentenceOf(problem)) ?? problem.sentence;
  return { state: "invalid", key: keyOf(form), errors: [{ ...(field && { field }), sentence }] };
}
