import "server-only";
import { z } from "zod";
import { ALERT_STATES } from "../../../domain/copies/alert-words.ts";
import type { Result } from "../../../domain/result.ts";
import type { AlertChange } from "../../../ports/alert-book.ts";
import { changeAlert, NO_ALERT, sayOnAlert } from "../../../usecases/copies/handle-alert.ts";
import { closeCase, decideCase, NO_CASE, openCase, sayOnCase } from "../../../usecases/copies/handle-case.ts";
import type { Problem } from "../../../usecases/operation.ts";
import { endpoint, json, type Reply } from "../endpoint.ts";
import {
  alert,
  alertBody,
  alertCase,
  alertDetailBody,
  alertNumber,
  caseBody,
  caseDetail,
  caseNumber,
  finding,
  message,
  outcome,
  rootCause,
} from "../schemas/alerts.ts";
import { hash, memberId, pageOf, pageQuery } from "../schemas/common.ts";

const params = z.object({ number: alertNumber });
const caseParams = z.object({ number: caseNumber });
const text = z.string().trim().min(1).max(4_000);
const alertDetail = z.object({ alert, messages: z.array(message).readonly() });
const tag = "alerts";

function no(problem: Problem): Reply<never> {
  return { as: "problem", problem };
}

async function answer<T, Body>(
  result: Result<T, Problem>,
  then: (value: T) => Promise<Reply<Body>>,
): Promise<Reply<Body>> {
  return result.ok ? then(result.value) : no(result.error);
}

export const listAlerts = endpoint({
  id: "listAlerts",
  method: "GET",
  path: "/alerts",
  summary: "Facts that need a person: your organisation's alerts and those shared with it, newest first",
  tag,
  scope: "read",
  query: pageQuery.extend({
    state: z.enum([...ALERT_STATES, "unclosed"]).optional(),
    label: hash
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ description: "Label id of the module." }),
  }),
  output: pageOf(alert),
  statuses: [200],
  problems: ["cursor-invalid"],
  async handle({ actor, query, doors }) {
    const { items, nextCursor } = await doors.alerts().alerts(actor.member, query);
    return json({ items: items.map(alertBody), nextCursor });
  },
});

export const getAlert = endpoint({
  id: "getAlert",
  method: "GET",
  path: "/alerts/{number}",
  summary: "One alert with the facts that do not go together, and what all parties said",
  tag,
  scope: "read",
  params,
  output: alertDetail,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params: { number }, doors }) {
    const found = await doors.alerts().alert(actor.member, number);
    return found ? json(alertDetailBody(found), 200, asFile(`alert-${number}`)) : no(NO_ALERT);
  },
});

/** Pages link to it as a file to keep. */
function asFile(name: string): Record<string, string> {
  return { "content-disposition": `attachment; filename="${name}.json"` };
}

const change = z.discriminatedUnion("what", [
  z.strictObject({ what: z.enum(["acknowledged", "investigating", "held", "let-go"]) }),
  z.strictObject({
    what: z.literal("assigned"),
    name: z.string().trim().min(1).max(120).meta({
      description: "A colleague: the address with which they sign in, or their name where one person has it.",
    }),
  }),
  z.strictObject({ what: z.literal("shared"), recipients: z.array(memberId).max(50) }),
  z.strictObject({ what: z.literal("closed"), rootCause, outcome, text: z.string().trim().max(4_000).default("") }),
]);

export const changeOneAlert = endpoint({
  id: "changeAlert",
  method: "POST",
  path: "/alerts/{number}/changes",
  summary:
    "Takes an alert up, gives it to somebody, holds the goods, shares it with members, or closes it with a cause",
  tag,
  scope: "alerts:write",
  params,
  body: change,
  output: alertDetail,
  statuses: [200],
  problems: ["not-found", "alert-not-yours", "alert-closed", "cause-outcome", "person-unknown"],
  async handle({ actor, params: { number }, body, doors }) {
    const deps = doors.alertWork();
    return answer(await changeAlert(deps, actor, number, body satisfies AlertChange), async () => {
      const found = await deps.alerts.alert(actor.member, number);
      return found ? json(alertDetailBody(found)) : no(NO_ALERT);
    });
  },
});

export const addAlertMessage = endpoint({
  id: "addAlertMessage",
  method: "POST",
  path: "/alerts/{number}/messages",
  summary: "Says something to all parties of an alert; messages are never changed",
  tag,
  scope: "alerts:write",
  params,
  body: z.strictObject({ text }),
  output: alertDetail,
  statuses: [201],
  problems: ["not-found"],
  async handle({ actor, params: { number }, body, doors }) {
    const deps = doors.alertWork();
    return answer(await sayOnAlert(deps, actor, number, body.text), async () => {
      const found = await deps.alerts.alert(actor.member, number);
      return found ? json(alertDetailBody(found), 201) : no(NO_ALERT);
    });
  },
});

export const listCases = endpoint({
  id: "listCases",
  method: "GET",
  path: "/cases",
  summary: "Decisions with evidence, and those that wait for one; newest first",
  tag: "cases",
  scope: "read",
  query: pageQuery,
  output: pageOf(alertCase),
  statuses: [200],
  problems: ["cursor-invalid"],
  handle: async ({ actor, query, doors }) => json(await doors.alerts().cases(actor.member, query)),
});

export const openOneCase = endpoint({
  id: "openCase",
  method: "POST",
  path: "/cases",
  summary: "Opens a case over alerts of your organisation",
  tag: "cases",
  scope: "alerts:write",
  body: z.strictObject({ title: z.string().trim().min(1).max(200), alerts: z.array(alertNumber).min(1).max(100) }),
  output: caseDetail,
  statuses: [201],
  problems: ["alerts-unknown"],
  async handle({ actor, body, doors }) {
    const deps = doors.alertWork();
    return answer(await openCase(deps, actor, body), async (number) => {
      const found = await deps.alerts.case(actor.member, number);
      return found ? json(caseBody(found), 201, { location: `/api/v1/cases/${number}` }) : no(NO_CASE);
    });
  },
});

export const getCase = endpoint({
  id: "getCase",
  method: "GET",
  path: "/cases/{number}",
  summary: "One case with its modules, alerts, decisions and messages",
  tag: "cases",
  scope: "read",
  params: caseParams,
  output: caseDetail,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params: { number }, doors }) {
    const found = await doors.alerts().case(actor.member, number);
    return found ? json(caseBody(found), 200, asFile(`case-${number}`)) : no(NO_CASE);
  },
});

export const addCaseMessage = endpoint({
  id: "addCaseMessage",
  method: "POST",
  path: "/cases/{number}/messages",
  summary: "Says something to all parties of a case",
  tag: "cases",
  scope: "alerts:write",
  params: caseParams,
  body: z.strictObject({ text }),
  output: caseDetail,
  statuses: [201],
  problems: ["not-found"],
  async handle({ actor, params: { number }, body, doors }) {
    const deps = doors.alertWork();
    return answer(await sayOnCase(deps, actor, number, body.text), async () => {
      const found = await deps.alerts.case(actor.member, number);
      return found ? json(caseBody(found), 201) : no(NO_CASE);
    });
  },
});

export const decideOneCase = endpoint({
  id: "decideCase",
  method: "POST",
  path: "/cases/{number}/decisions",
  summary:
    "One person's decision; with the second person's the scan page says stop, or stops saying so. API keys cannot decide",
  tag: "cases",
  scope: "alerts:write",
  params: caseParams,
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.literal("confirm"), finding }),
    z.strictObject({ decision: z.literal("clear") }),
  ]),
  output: caseDetail,
  statuses: [200],
  problems: ["not-found", "same-person", "other-finding", "case-closed"],
  async handle({ actor, params: { number }, body, doors }) {
    const deps = doors.alertWork();
    return answer(await decideCase(deps, actor, number, body), async () => {
      const found = await deps.alerts.case(actor.member, number);
      return found ? json(caseBody(found)) : no(NO_CASE);
    });
  },
});

export const closeOneCase = endpoint({
  id: "closeCase",
  method: "POST",
  path: "/cases/{number}/close",
  summary: "Closes a case and its alerts with a root cause and an outcome. API keys cannot close a case",
  tag: "cases",
  scope: "alerts:write",
  params: caseParams,
  body: z.strictObject({ rootCause, outcome }),
  output: caseDetail,
  statuses: [200],
  problems: ["not-found", "cause-outcome", "case-not-closable"],
  async handle({ actor, params: { number }, body, doors }) {
    const deps = doors.alertWork();
    return answer(await closeCase(deps, actor, number, body), async () => {
      const found = await deps.alerts.case(actor.member, number);
      return found ? json(caseBody(found)) : no(NO_CASE);
    });
  },
});
