/** The part of a subject that people know: lot number, key id, SSCC; the whole of any other. */
import type { Subject } from "../event/event.ts";
import { parseSubject } from "../event/subject.ts";

export function subjectName(subject: Subject): string {
  const parsed = parseSubject(subject);
  if (!parsed.ok) return subject;
  const { value } = parsed;
  if (value.is === "lot") return value.lotId;
  if (value.is === "key") return value.kid;
  return value.is === "container" ? value.sscc : subject;
}
