"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { suspendMember } from "@/lib/usecases/life-commands.ts";
import { act, textOf } from "../../act.ts";

export async function suspend(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "suspend-member", member: textOf(form, "member"), reason: textOf(form, "reason") };
  return act({ schema: suspendMember, form, command });
}
