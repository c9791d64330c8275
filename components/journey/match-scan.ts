import { moduleSubject } from "@/lib/domain/event/subject.ts";
import { labelIdOf, parseTypedCode } from "@/lib/domain/label/code.ts";
import { parseLabelUri } from "@/lib/domain/label/label-uri.ts";

/** One offered thing, with what is inside it. `name` is a serial number or an SSCC. */
export type ExpectedItem = {
  readonly subject: string;
  readonly is: "module" | "container";
  readonly name: string;
  readonly partNumber: string | null;
  readonly items: readonly ExpectedItem[];
};

/** Every thing of a delivery, containers before what they hold. */
export function allOf(items: readonly ExpectedItem[]): readonly ExpectedItem[] {
  return items.flatMap((item) => [item, ...allOf(item.items)]);
}

/** The thing of the delivery that a scanned label, carton code or serial number names. Two with one serial number name neither. */
export function matchScan(things: readonly ExpectedItem[], text: string): ExpectedItem | undefined {
  const subject = subjectIn(text);
  if (subject) {
    const named = things.find((thing) => thing.subject === subject);
    if (named) return named;
  }
  const link = parseLabelUri(text);
  const name = link.ok && link.value.kind === "sscc" ? link.value.sscc : text;
  const same = things.filter((thing) => thing.name === name);
  return same.length === 1 ? same[0] : undefined;
}

function subjectIn(text: string): string | undefined {
  const link = parseLabelUri(text);
  if (link.ok && (link.value.kind === "code" || link.value.kind === "gs1") && link.value.code)
    return moduleSubject(labelIdOf(link.value.code));
  const code = parseTypedCode(text);
  return code.ok ? moduleSubject(labelIdOf(code.value)) : undefined;
}
