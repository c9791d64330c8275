/** What is done with a text that was read or typed. */
import { lookupPath } from "../../../lib/domain/label/lookup-path.ts";
import type { Sentence } from "./words.ts";

/** `go`: one of our own pages. `foreign`: shown as text, opened by nobody; `path` when it has the form of a label of another house. */
export type Outcome =
  | { readonly is: "go"; readonly path: string }
  | { readonly is: "foreign"; readonly text: string; readonly path?: string }
  | { readonly is: "no"; readonly sentence: Sentence; readonly values?: Readonly<Record<string, number>> };

/** @param texts of all codes in one picture @param ours origins whose labels are ours */
export function outcomeOfPicture(texts: readonly string[], ours: readonly string[]): Outcome | undefined {
  const outcomes = texts.map((text) => outcomeOf(text, ours));
  return outcomes.find((each) => each.is === "go") ?? outcomes.find((each) => each.is === "no") ?? outcomes[0];
}

function outcomeOf(text: string, ours: readonly string[]): Outcome {
  const found = lookupPath(text);
  if (!found.ok) return found.error.code === "secret" ? { is: "no", sentence: "secret" } : { is: "foreign", text };
  const { path, origin } = found.value;
  return origin === undefined || ours.includes(origin) ? { is: "go", path } : { is: "foreign", text, path };
}

/** A person's typing is not somebody else's QR code: the answer says what to mend. */
export function outcomeOfTyping(text: string): Outcome {
  const found = lookupPath(text);
  if (found.ok) return { is: "go", path: found.value.path };
  if (found.error.code === "empty") return { is: "no", sentence: "empty" };
  if (found.error.code === "secret") return { is: "no", sentence: "secret" };
  const bare = text.normalize("NFKC").replace(/[\s-]/g, "");
  if (/[^\u0020-\u007e]/.test(bare)) return { is: "no", sentence: "ime" };
  if (bare.length !== 26 && bare.length !== 20) return { is: "no", sentence: "length", values: { count: bare.length } };
  return { is: "no", sentence: "letters" };
}
