import "server-only";
import { z } from "zod";
import { CHECK_OUTCOMES } from "../../../ports/label-book.ts";
import { subject, time } from "./common.ts";

export const labelKey = z
  .object({
    subject,
    kid: z.string(),
    algorithm: z.string(),
    publicKey: z.string(),
    notBefore: time,
    notAfter: time,
    quota: z.int(),
    issued: z.int().meta({ description: "Labels of the lots and replacements that named it." }),
    declaredAt: time,
    revokedAt: time.nullable(),
    revokedReason: z.string().nullable(),
  })
  .meta({ id: "LabelKey" });

export const labelCounts = z
  .object({
    quota: z.int().nullable().meta({ description: "Of the work order; null without one." }),
    closedAt: time.nullable(),
    printed: z.int().meta({ description: "Body labels in files that were handed out." }),
    applied: z.int().meta({ description: "Scanned back, and not void by now." }),
    voided: z.int().meta({ description: "Voided or replaced on the ledger, and paper that was thrown away." }),
    bagFiles: z.int(),
    bagsHandedOut: z.boolean(),
  })
  .meta({ id: "LabelCounts" });

export const checkedLabel = z
  .object({
    outcome: z.enum(CHECK_OUTCOMES).meta({
      description: "`twice`: scanned before. `unknown`: no label of your organisation.",
    }),
    label: z.string().nullable().meta({ description: "Its id; codes are not given back." }),
  })
  .meta({ id: "CheckedLabel" });
