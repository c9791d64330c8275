import { headers } from "next/headers";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { ok, type Result, refuse } from "@/lib/domain/result.ts";
import { isSignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { type Person, requireActor } from "@/lib/server/session.ts";
import { LONGEST_PASSWORD } from "@/lib/server/sign-in/password-length.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { refusedOutcome } from "../../refused-by-sign-in.ts";

export const passwordField = z.string().min(1).max(LONGEST_PASSWORD);

type Wanted<S extends z.ZodType, T> = {
  schema: S;
  form: FormData;
  to: (given: z.output<S>, headers: Headers, actor: Person) => Promise<T>;
};

/** The way of every change of how an account is entered: who asks, from our own page, well formed, then done or refused in words. */
export async function secured<S extends z.ZodType, T>({ schema, form, to }: Wanted<S, T>): Promise<Result<T, Outcome>> {
  const actor = await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const { idempotencyKey: _, ...fields } = Object.fromEntries(form);
  const given = schema.safeParse(fields);
  if (!given.success) return refuse(await invalid(given.error, key));
  try {
    return ok(await to(given.data, await headers(), actor));
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    return refuse(await refusedOutcome(refused, key, Object.keys(fields)));
  }
}

export function saved(sentence: string): Outcome {
  return { state: "recorded", title: "saved", key: crypto.randomUUID(), sentence };
}
