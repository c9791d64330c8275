"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { changeMember } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../act.ts";

/** Sends only what differs from the record, so that an entry on the ledger says what was changed. */
export async function saveMember(_before: Outcome, form: FormData): Promise<Outcome> {
  const now = await queries().memberOf((await requireActor()).member);
  const approvers = textOf(form, "releaseApprovers");
  const wanted = {
    name: textOf(form, "name"),
    contact: textOf(form, "contact"),
    releaseApprovers: approvers === undefined ? undefined : Number(approvers),
  };
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && value !== now?.[field as keyof typeof wanted],
  );
  return act({ schema: changeMember, form, command: { kind: "change-member", ...Object.fromEntries(changed) } });
}
