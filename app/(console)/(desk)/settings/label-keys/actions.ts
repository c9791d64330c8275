"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { declareLabelKey, revokeLabelKey } from "@/lib/usecases/label-commands.ts";
import { act, textOf } from "../../../act.ts";

export async function declareKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const until = textOf(form, "notAfter");
  const command = {
    kind: "declare-label-key",
    // The whole of its last day.
    notAfter: until === undefined ? undefined : `${until}T23:59:59Z`,
    quota: Number(textOf(form, "quota")),
  };
  return act({ schema: declareLabelKey, form, command });
}

export async function revokeKey(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "revoke-label-key", kid: textOf(form, "kid"), reason: textOf(form, "reason") };
  return act({ schema: revokeLabelKey, form, command });
}
