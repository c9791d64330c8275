import "server-only";
import { z } from "zod";
import { LONGEST_CAPTURE } from "../../../domain/optics/capture-limit.ts";
import { CAPTURE_TOO_LONG, digestsOfCapture } from "../../../usecases/capture-digests.ts";
import type { Command } from "../../../usecases/commands.ts";
import {
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
} from "../../../usecases/life-commands.ts";
import type { Operation } from "../../../usecases/operation.ts";
import { type Call, endpoint, type Reply } from "../endpoint.ts";
import { written } from "../schemas/write.ts";
import { write } from "../write.ts";

const capture = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_CAPTURE, CAPTURE_TOO_LONG)
  .meta({ description: "What a tool printed of the module's EEPROM. Only digests of it are kept." });

/** Each takes things and records one fact of them, by their holder. */
const common = { method: "POST", tag: "modules", scope: "modules:write", statuses: [201, 202] } as const;
const ON_THINGS = ["item-unknown", "item-ambiguous", "item-twice", "not-the-holder", "not-top-level"] as const;

function record(call: Call<unknown, unknown, unknown>, command: Command): Promise<Reply<{ operation: Operation }>> {
  return write(call, { command, status: 201, names: () => ({}) });
}

export const createReturn = endpoint({
  ...common,
  id: "createReturn",
  path: "/returns",
  summary: "Takes sold things back: by their seller, or a module by its maker",
  body: takeBack.omit({ kind: true }).meta({ id: "NewReturn" }),
  output: written({}),
  problems: ["item-unknown", "item-ambiguous", "item-twice", "not-sold", "not-the-seller"],
  handle: (call) => record(call, { kind: "take-back", ...call.body }),
});

export const createInspection = endpoint({
  ...common,
  id: "createInspection",
  path: "/inspections",
  summary: "Records an inspection of modules; with a capture of one, what its EEPROM says now",
  body: inspect
    .omit({ kind: true, eeprom: true })
    .extend({ capture: capture.optional() })
    .meta({ id: "NewInspection" }),
  output: written({}),
  problems: [...ON_THINGS, "item-invalid", "capture-invalid", "scrapped"],
  async handle(call) {
    const { capture: text, ...said } = call.body;
    if (text === undefined) return record(call, { kind: "inspect", ...said });
    const eeprom = digestsOfCapture(text, "/capture");
    if (!eeprom.ok) return { as: "problem", problem: eeprom.error };
    return record(call, { kind: "inspect", ...said, eeprom: eeprom.value });
  },
});

export const createRepair = endpoint({
  ...common,
  id: "createRepair",
  path: "/repairs",
  summary: "Records a repair",
  body: repair.omit({ kind: true }).meta({ id: "NewRepair" }),
  output: written({}),
  problems: [...ON_THINGS, "item-invalid", "scrapped"],
  handle: (call) => record(call, { kind: "repair", ...call.body }),
});

export const createRecode = endpoint({
  ...common,
  id: "createRecode",
  path: "/recodes",
  summary: "Records that a module was coded for another host, with what its EEPROM said before and says now",
  body: recode.omit({ kind: true }).extend({ before: capture, after: capture }).meta({ id: "NewRecode" }),
  output: written({}),
  problems: [...ON_THINGS, "item-invalid", "capture-invalid", "scrapped"],
  async handle(call) {
    const before = digestsOfCapture(call.body.before, "/before");
    if (!before.ok) return { as: "problem", problem: before.error };
    const after = digestsOfCapture(call.body.after, "/after");
    if (!after.ok) return { as: "problem", problem: after.error };
    return record(call, { kind: "recode", ...call.body, before: before.value, after: after.value });
  },
});

export const createInstallation = endpoint({
  ...common,
  id: "createInstallation",
  path: "/installations",
  summary: "Records that an operator put modules into hosts",
  body: install.omit({ kind: true }).meta({ id: "NewInstallation" }),
  output: written({}),
  problems: [...ON_THINGS, "item-invalid", "role-missing", "installed", "scrapped", "stolen"],
  handle: (call) => record(call, { kind: "install", ...call.body }),
});

export const createRemoval = endpoint({
  ...common,
  id: "createRemoval",
  path: "/removals",
  summary: "Records that an operator took modules out of hosts",
  body: remove.omit({ kind: true }).meta({ id: "NewRemoval" }),
  output: written({}),
  problems: [...ON_THINGS, "item-invalid", "role-missing", "not-installed"],
  handle: (call) => record(call, { kind: "remove", ...call.body }),
});

export const createTheft = endpoint({
  ...common,
  id: "createTheft",
  path: "/thefts",
  summary: "Reports things stolen; every later scan says so",
  body: reportStolen.omit({ kind: true }).meta({ id: "NewTheft" }),
  output: written({}),
  problems: [
    "not-confirmed",
    "item-unknown",
    "item-ambiguous",
    "item-twice",
    "not-the-holder",
    "already-sold",
    "stolen",
  ],
  handle: (call) => record(call, { kind: "report-stolen", ...call.body }),
});

export const createRecovery = endpoint({
  ...common,
  id: "createRecovery",
  path: "/recoveries",
  summary: "Reports that stolen things were found again",
  body: reportRecovered.omit({ kind: true }).meta({ id: "NewRecovery" }),
  output: written({}),
  problems: ["not-confirmed", "item-unknown", "item-ambiguous", "item-twice", "not-the-holder", "not-stolen"],
  handle: (call) => record(call, { kind: "report-recovered", ...call.body }),
});

export const createScrapping = endpoint({
  ...common,
  id: "createScrapping",
  path: "/scrappings",
  summary: "Scraps modules: `destroyed` is final, anything else may be undone within ten days",
  body: scrap.omit({ kind: true }).meta({ id: "NewScrapping" }),
  output: written({}),
  problems: ["not-confirmed", ...ON_THINGS, "scrapped", "stolen", "installed"],
  handle: (call) => record(call, { kind: "scrap", ...call.body }),
});

export const undoScrapping = endpoint({
  ...common,
  id: "undoScrapping",
  path: "/scrappings/undo",
  summary: "Undoes a scrapping that destroyed nothing, within ten days",
  body: undoScrap.omit({ kind: true }).meta({ id: "UndoneScrapping" }),
  output: written({}),
  problems: [
    "not-confirmed",
    "item-unknown",
    "item-ambiguous",
    "item-twice",
    "not-scrapped",
    "scrapping-final",
    "correction-invalid",
  ],
  handle: (call) => record(call, { kind: "undo-scrap", ...call.body }),
});

export const createCorrection = endpoint({
  ...common,
  id: "createCorrection",
  path: "/corrections",
  summary: "Says what was wrong with an event of your own; the event stays",
  tag: "events",
  body: correct.omit({ kind: true }).meta({ id: "NewCorrection" }),
  output: written({}),
  problems: ["event-unknown", "correction-invalid"],
  handle: (call) => record(call, { kind: "correct", ...call.body }),
});
