"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { createApiKey, revokeApiKey } from "@/lib/server/api-keys.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { SCOPES } from "@/lib/usecases/actor.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";
import { answerOf } from "../answer-of.ts";

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(64),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
});
const keyId = z.string().min(1).max(64);

export async function createKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = newKey.safeParse({ name: form.get("name"), scopes: form.getAll("scopes") });
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("keys");
  return answerOf(await createApiKey(actor, given.data), ({ key }) => ({ sentence: t("created"), secret: key }));
}

export async function endKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = keyId.safeParse(form.get("keyId"));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("keys");
  return answerOf(await revokeApiKey(actor, given.data), () => ({ sentence: t("ended") }));
}
