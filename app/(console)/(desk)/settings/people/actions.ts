"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { addPerson, setRoles } from "@/lib/server/people.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { APP_ROLES } from "@/lib/usecases/actor.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";
import { answerOf } from "../answer-of.ts";

const roles = z.array(z.enum(APP_ROLES)).max(APP_ROLES.length);
const newPerson = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(254),
  roles: roles.min(1),
});
const newRoles = z.strictObject({ userId: z.string().min(1).max(64), roles });

export async function addOne(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const given = newPerson.safeParse({ name: form.get("name"), email: form.get("email"), roles: form.getAll("roles") });
  if (!given.success) return invalid(given.error, key);
  const t = await getTranslations("people");
  return answerOf(await addPerson(actor, given.data), ({ password }) => ({
    sentence: t("added", { email: given.data.email }),
    secret: password,
  }));
}

export async function changeRoles(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const given = newRoles.safeParse({ userId: form.get("userId"), roles: form.getAll("roles") });
  if (!given.success) return invalid(given.error, key);
  const t = await getTranslations("people");
  return answerOf(await setRoles(actor, given.data.userId, given.data.roles), () => ({ sentence: t("changed") }));
}
