/** Labels as an event finds them. One without an event is current; what it stands on is its module's, or its birth's, to say. */
import { ok, type Result } from "../result.ts";
import { verifyBirth } from "./birth.ts";
import type { Hash, LedgerEvent, Subject } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { NextState } from "./rule.ts";
import type { States } from "./state.ts";
import { labelIdOfSubject, makerOf, moduleSubject } from "./subject.ts";
import type { Module } from "./things.ts";

export type Label = Extract<NextState, { is: "label" }>;

/** The label that stands on a module now. */
export function currentLabelOf(module: Module, subject: Subject): Hash {
  return module.label ?? labelIdOfSubject(subject);
}

/** A listed label that the actor may void: of its own lot, and current. Its lot may still wait for release. */
export function ownLabel(subject: Subject, event: LedgerEvent, states: States): Result<Label, Refusal> {
  const label = labelBefore(subject, event, states);
  if (!label.ok) return label;
  const { lot, status } = label.value;
  if (makerOf(lot) !== event.body.actor) return no("lot-not-yours", lot);
  return status === "void" ? no("label-void", subject) : label;
}

function labelBefore(subject: Subject, event: LedgerEvent, states: States): Result<Label, Refusal> {
  const state = states.get(subject);
  if (state?.is === "label") return ok(state);
  if (state || !subject.startsWith("label/")) return no("thing-unknown", subject);
  const id = labelIdOfSubject(subject);
  const birth = event.births?.find(({ leaf }) => leaf.label === id);
  if (!birth) return no("birth-missing", subject);
  const lot = states.get(birth.lot);
  if (lot?.is !== "lot") return no("lot-unknown", birth.lot);
  if (!verifyBirth(birth, lot)) return no("birth-invalid", subject);
  return ok({ is: "label", module: moduleSubject(id), lot: birth.lot, status: "current" });
}
