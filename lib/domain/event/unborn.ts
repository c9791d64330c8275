/** What has no event of its own yet, so that an event about it must bring its birth. */
import type { Hash, Subject, SubjectLink } from "./event.ts";
import { labelIdOfSubject } from "./subject.ts";

export type Unborn = { readonly subject: Subject; readonly label: Hash };

/**
 * Listed modules and labels; where there is no list, the module that the event is about. What else stands among the single
 * subjects had an event before, or is known by its module.
 * @param singles links of the body, `previous` as the writer knows it @param listed links beside the body
 */
export function unbornOf(singles: readonly SubjectLink[], listed: readonly SubjectLink[]): Unborn[] {
  const links = listed.length > 0 ? listed : singles.filter(({ subject }) => subject.startsWith("module/"));
  return links.flatMap(({ subject, previous }) =>
    previous === null && (subject.startsWith("module/") || subject.startsWith("label/"))
      ? [{ subject, label: labelIdOfSubject(subject) }]
      : [],
  );
}
