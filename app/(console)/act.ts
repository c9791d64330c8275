import type { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import type { Result } from "@/lib/domain/result.ts";
import { submit } from "@/lib/server/composition.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { type Person, requireActor } from "@/lib/server/session.ts";
import type { Command } from "@/lib/usecases/commands.ts";
import type { Operation, Problem } from "@/lib/usecases/operation.ts";
import { answerOf, type Said } from "./answer-of.ts";
import { invalid } from "./invalid.ts";
import { type Made, outcomeOf } from "./outcome-of.ts";

type Asked<S extends z.ZodType<Command>> = {
  /** One of commands.ts. */
  schema: S;
  /** What the form says, not yet believed. */
  command: Record<string, unknown>;
  form: FormData;
  made?: (operation: Operation) => Promise<Made | undefined> | Made | undefined;
};

/** The way of every console form that writes: who asks, from our own page, well formed, then the journal. */
export async function act<S extends z.ZodType<Command>>({ schema, command, form, made }: Asked<S>): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const parsed = schema.safeParse(command);
  if (!parsed.success) return invalid(parsed.error, key);
  const operation = await submit(actor, parsed.data, { idempotencyKey: key });
  return outcomeOf(operation, key, await made?.(operation));
}

type Wanted<S extends z.ZodType, T> = {
  schema: S;
  /** What the form says, not yet believed; each field as one text unless given. */
  given?: unknown;
  form: FormData;
  to: (actor: Person, given: z.output<S>) => Promise<Result<T, Problem>>;
  said: (value: T, given: z.output<S>) => Said;
};

/** The way of every console form whose change is not the ledger's business: who asks, from our own page, well formed, then done. */
export async function change<S extends z.ZodType, T>(wanted: Wanted<S, T>): Promise<Outcome> {
  const { schema, form, to, said } = wanted;
  const actor = await requireActor();
  await assertSameOrigin();
  const given = schema.safeParse("given" in wanted ? wanted.given : Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  return answerOf(await to(actor, given.data), (value) => said(value, given.data));
}

/** The key that the form was rendered with; a form without one is not ours, and gets one write of its own. */
export function keyOf(form: FormData): string {
  const key = form.get("idempotencyKey");
  return typeof key === "string" && /^[0-9a-f-]{36}$/.test(key) ? key : crypto.randomUUID();
}

/** A field of a form as text; absent when empty, so that optional fields stay optional. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
