import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";

/** Where the form did not fit, field by field, each with its label and what to do. `fieldOf`: the form's field for a path of the schema. */
export async function invalid(
  error: z.ZodError,
  key: string,
  fieldOf: (path: readonly PropertyKey[]) => string = ([first]) => String(first ?? ""),
): Promise<Outcome> {
  const words = await getTranslations("ui.invalid");
  const labels = await getTranslations("field");
  const errors = error.issues.map((issue) => {
    const field = fieldOf(issue.path);
    const name = labels.has(field as never) ? labels(field as never) : field;
    return { field, sentence: words(wordOf(issue), { field: name, most: String(mostOf(issue)) }) };
  });
  return { state: "invalid", key, errors };
}

type Word = "required" | "tooLong" | "tooMany" | "choice" | "format";

function wordOf(issue: z.core.$ZodIssue): Word {
  if (issue.code === "too_small") return "required";
  if (issue.code === "too_big") return issue.origin === "array" ? "tooMany" : "tooLong";
  if (issue.code === "invalid_value" || issue.code === "invalid_union") return "choice";
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "format";
  return "format";
}

function mostOf(issue: z.core.$ZodIssue): number | bigint {
  return issue.code === "too_big" ? issue.maximum : 0;
}
