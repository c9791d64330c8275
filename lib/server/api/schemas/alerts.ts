import "server-only";
import { z } from "zod";
import { ALERT_CLASSES, ALERT_STATES, FINDINGS, OUTCOMES, ROOT_CAUSES } from "../../../domain/copies/alert-words.ts";
import {
  type Contradiction,
  type Fact,
  FITS,
  fitOf,
  SEVERITIES,
  signedFacts,
} from "../../../domain/copies/contradiction.ts";
import { factSentence } from "../../../domain/copies/fact-sentence.ts";
import { type Alert, type CaseDetail, type Message, REPORT_FIELDS } from "../../../ports/alert-book.ts";
import { hash, memberId, time } from "./common.ts";

/** Facts as sentences in both languages: a program that shows them needs no rule book. */
const sentence = z.object({
  en: z.string(),
  zhCN: z.string(),
  position: z
    .number()
    .nullable()
    .meta({ description: "The signed ledger entry that says so; null for a fact that nobody signed." }),
});
const contradiction = z
  .object({
    rule: z.string(),
    facts: z.array(sentence),
    fit: z.enum(FITS).meta({
      description:
        "How far the facts exclude each other. `never`: they cannot all be true of one module. `in-house`: only if somebody looked at it in its holder's house. `label-about`: only if somebody has its label or a copy. `unusual`: easily, and seldom are.",
    }),
    copies: z
      .array(z.object({ where: z.enum(["recorded", "scanned", "elsewhere"]), signedFacts: z.number() }))
      .meta({ description: "The one for which most signed facts speak first." }),
  })
  .meta({ id: "Contradiction" });

const person = z.object({ member: memberId, name: z.string() });
export const alertNumber = z
  .string()
  .regex(/^A-\d{4}-\d{6,}$/)
  .meta({ example: "A-2026-000017" });
export const caseNumber = z
  .string()
  .regex(/^C-\d{4}-\d{6,}$/)
  .meta({ example: "C-2026-000003" });
export const rootCause = z.enum(ROOT_CAUSES);
export const outcome = z.enum(OUTCOMES);
export const finding = z.enum(FINDINGS);

export const alert = z
  .object({
    number: alertNumber,
    class: z.enum(ALERT_CLASSES),
    severity: z.enum(SEVERITIES),
    subject: z.object({ kind: z.enum(["unit", "lot", "code", "network"]), name: z.string() }),
    serialNumber: z.string().nullable(),
    partNumber: z.string().nullable(),
    owner: person,
    recipients: z.array(memberId).readonly(),
    state: z.enum(ALERT_STATES),
    contradiction: contradiction.nullable(),
    report: z
      .object({
        about: z.enum(REPORT_FIELDS),
        text: z.string(),
        place: z.string(),
        contact: z.string(),
        photo: z.string().nullable(),
      })
      .nullable(),
    hold: z.boolean(),
    openedAt: time,
    deadline: time,
    actedAt: time.nullable(),
    rootCause: rootCause.nullable(),
    outcome: outcome.nullable(),
    case: caseNumber.nullable(),
    closedAt: time.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: "Alert" });

export const message = z.object({
  at: time,
  member: memberId.nullable(),
  author: z.string(),
  what: z.string(),
  text: z.string(),
  stated: z.array(z.object({ alert: alertNumber, rule: z.string(), facts: z.array(sentence) })).meta({
    description:
      "The facts as they were then: from an alert's `opened` or `grown` on, or those that a decision was about. Never changed.",
  }),
});

export const alertCase = z
  .object({
    number: caseNumber,
    title: z.string(),
    owner: person,
    state: z.enum(["open", "confirmed", "closed"]),
    finding: finding.nullable(),
    openedAt: time,
    deadline: time,
    confirmedAt: time.nullable(),
    rootCause: rootCause.nullable(),
    outcome: outcome.nullable(),
    closedAt: time.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: "Case" });

export const caseDetail = alertCase
  .extend({
    units: z.array(z.object({ label: hash, serialNumber: z.string().nullable() })).readonly(),
    alerts: z.array(alert),
    decisions: z
      .array(
        z.object({ decision: z.enum(["confirm", "clear"]), finding: finding.nullable(), name: z.string(), at: time }),
      )
      .readonly(),
    messages: z.array(message).readonly(),
  })
  .meta({ id: "CaseDetail" });

export function alertBody(given: Alert): z.input<typeof alert> {
  return { ...given, contradiction: given.contradiction && spoken(given.contradiction) };
}

export function alertDetailBody({ alert, messages }: { readonly alert: Alert; readonly messages: readonly Message[] }) {
  return { alert: alertBody(alert), messages: messages.map(messageBody) };
}

export function caseBody(given: CaseDetail): z.input<typeof caseDetail> {
  return { ...given, alerts: given.alerts.map(alertBody), messages: given.messages.map(messageBody) };
}

function messageBody(given: Message): z.input<typeof message> {
  return { ...given, stated: given.stated.map((one) => ({ ...one, facts: sentences(one.facts) })) };
}

function spoken(given: Contradiction): z.input<typeof contradiction> {
  const { rule, facts, copies } = given;
  return {
    rule,
    fit: fitOf(given),
    facts: sentences(facts),
    copies: copies.map((copy) => ({ where: copy.where, signedFacts: signedFacts(copy) })),
  };
}

function sentences(facts: readonly Fact[]): z.input<typeof sentence>[] {
  return facts.map((fact) => ({
    en: factSentence(fact, "en"),
    zhCN: factSentence(fact, "zh-CN"),
    position: fact.position ?? null,
  }));
}
