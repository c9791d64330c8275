"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth } from "@/lib/server/auth.ts";
import { firstUserInput, foundNetwork } from "@/lib/server/founding.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { foundNetwork as founding } from "@/lib/usecases/commands.ts";
import { keyOf, textOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { outcomeOf, sentenceOf } from "../../outcome-of.ts";

const TOKEN_MISSING = new z.ZodError([{ code: "invalid_type", expected: "string", path: ["token"], message: "" }]);

/** Founds the network and signs the first person in. Nobody is signed in yet: the one-time token says who may. */
export async function found(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const person = firstUserInput.safeParse({
    name: form.get("name"),
    email: form.get("email"),
    password: form.get("password"),
  });
  const network = founding.omit({ kind: true }).safeParse({
    name: textOf(form, "network"),
    founder: {
      member: textOf(form, "member"),
      name: textOf(form, "memberName"),
      roles: form.getAll("roles"),
      vendorNames: listIn(form, "vendorNames"),
      gs1Prefixes: listIn(form, "gs1Prefixes"),
    },
  });
  const token = textOf(form, "token");
  if (token === undefined || !network.success || !person.success)
    return together(key, [
      token === undefined && (await invalid(TOKEN_MISSING, key)),
      !network.success && (await invalid(network.error, key, fieldOfPath)),
      !person.success && (await invalid(person.error, key)),
    ]);
  const founded = await foundNetwork(token, network.data, person.data);
  if (!founded.ok)
    return { state: "refused", key, code: founded.error.code, sentence: await sentenceOf(founded.error) };
  if (founded.value.state !== "recorded" && founded.value.problem?.code !== "already-founded")
    return outcomeOf(founded.value, key);
  await auth().api.signInEmail({
    body: { email: person.data.email, password: person.data.password },
    headers: await headers(),
  });
  redirect("/dashboard");
}

/** What is wrong anywhere in the form, in the order of its fields. */
function together(key: string, parts: readonly (Outcome | false)[]): Outcome {
  return { state: "invalid", key, errors: parts.flatMap((part) => (part ? (part.errors ?? []) : [])) };
}

function listIn(form: FormData, name: string): string[] | undefined {
  const parts = textOf(form, name)
    ?.split(/[,，;；]/)
    .map((part) => part.trim());
  return parts?.filter((part) => part !== "");
}

/** `founder.name` is the field `memberName`; the network's own name is the field `network`. */
function fieldOfPath([first, second]: readonly PropertyKey[]): string {
  if (first !== "founder") return "network";
  return second === "name" ? "memberName" : String(second);
}
