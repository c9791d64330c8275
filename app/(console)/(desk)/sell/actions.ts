"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { sell } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../act.ts";

export async function sellItems(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "sell", items: form.getAll("items"), reference: textOf(form, "reference") };
  return act({ schema: sell, form, command });
}
