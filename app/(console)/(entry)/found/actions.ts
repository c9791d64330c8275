"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth } from "@/lib/server/auth.ts";
import { firstUserInput, foundNetwork } from "@/lib/server/founding.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { foundNetwork as founding } from "@/lib/usecases/commands.ts";
import { keyOf, textOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { outcomeOf, sentenceOf } from "../../outcome-of.ts";

/** Founds the network and signs the first person in. Nobody is signed in yet: the one-time token says who may. */
export async function found(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const person = firstUserInput.safeParse({
    name: form.get("name"),
    email: form.get("email"),
    password: form.get("password"),
  });
  if (!person.success) return invalid(person.error, key);
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
  if (!network.success) return invalid(network.error, key, fieldOfPath);
  const founded = await foundNetwork(textOf(form, "token") ?? "", network.data, person.data);
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
