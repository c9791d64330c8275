"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth } from "@/lib/server/auth.ts";
import { foundNetwork } from "@/lib/server/founding.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { keyOf, textOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { outcomeOf, sentenceOf } from "../../outcome-of.ts";
import { foundingForm } from "./founding-form.ts";

/** Founds the network and signs the first person in. Nobody is signed in yet: the one-time token says who may. */
export async function found(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const read = foundingForm.safeParse({
    token: textOf(form, "token"),
    network: textOf(form, "network"),
    memberName: textOf(form, "memberName"),
    member: textOf(form, "member"),
    roles: form.getAll("roles"),
    vendorNames: listIn(form, "vendorNames"),
    gs1Prefixes: listIn(form, "gs1Prefixes"),
    name: textOf(form, "name"),
    email: textOf(form, "email"),
    password: form.get("password"),
  });
  if (!read.success) return invalid(read.error, key);
  const { token, network, memberName, name, email, password, ...organisation } = read.data;
  const founder = { ...organisation, name: memberName };
  const founded = await foundNetwork(token, { name: network, founder }, { name, email, password });
  if (!founded.ok)
    return { state: "refused", key, code: founded.error.code, sentence: await sentenceOf(founded.error) };
  if (founded.value.state !== "recorded" && founded.value.problem?.code !== "already-founded")
    return outcomeOf(founded.value, key);
  await auth().api.signInEmail({
    body: { email, password },
    headers: await headers(),
  });
  redirect("/dashboard");
}

function listIn(form: FormData, name: string): string[] | undefined {
  const parts = textOf(form, name)
    ?.split(/[,，;；]/)
    .map((part) => part.trim());
  return parts?.filter((part) => part !== "");
}
