"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { unpack } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../../act.ts";

export async function unpackItems(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "unpack", sscc: textOf(form, "sscc"), items: form.getAll("items") };
  return act({ schema: unpack, form, command });
}
