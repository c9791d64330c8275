"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { createApiKey, revokeApiKey } from "@/lib/server/api-keys.ts";
import { SCOPES } from "@/lib/usecases/actor.ts";
import { change } from "../../../act.ts";

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(64),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
});
const keyId = z.string().min(1).max(64);

export async function createKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("keys");
  return change({
    schema: newKey,
    given: { name: form.get("name"), scopes: form.getAll("scopes") },
    form,
    to: createApiKey,
    said: ({ key }) => ({ sentence: t("created"), secret: key }),
  });
}

export async function endKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("keys");
  return change({
    schema: keyId,
    given: form.get("keyId"),
    form,
    to: revokeApiKey,
    said: () => ({ sentence: t("ended") }),
  });
}
