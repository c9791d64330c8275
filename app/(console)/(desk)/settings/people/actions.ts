"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { addPerson, resetPassword, setRoles } from "@/lib/server/people.ts";
import { APP_ROLES } from "@/lib/usecases/actor.ts";
import { change } from "../../../act.ts";

const roles = z.array(z.enum(APP_ROLES)).max(APP_ROLES.length);
const newPerson = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(254),
  roles: roles.min(1),
});
const newRoles = z.strictObject({ userId: z.string().min(1).max(64), roles });

export async function addOne(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("people");
  return change({
    schema: newPerson,
    given: { name: form.get("name"), email: form.get("email"), roles: form.getAll("roles") },
    form,
    to: addPerson,
    said: ({ password }, { email }) => ({ sentence: t("added", { email }), secret: password }),
  });
}

export async function changeRoles(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("people");
  return change({
    schema: newRoles,
    given: { userId: form.get("userId"), roles: form.getAll("roles") },
    form,
    to: (actor, { userId, roles }) => setRoles(actor, userId, roles),
    said: () => ({ sentence: t("changed") }),
  });
}

export async function resetOne(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("people");
  return change({
    schema: z.string().min(1).max(64),
    given: form.get("userId"),
    form,
    to: resetPassword,
    said: ({ password }) => ({ sentence: t("resetDone"), secret: password }),
  });
}
