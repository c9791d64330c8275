/** Events of one subject wait for each other's commit; different subjects run in parallel (design.md section 2). */
import type { Subject } from "../../domain/event/event.ts";

export type InTurn = <T>(subjects: readonly Subject[], work: () => Promise<T>) => Promise<T>;

export function turnsBySubject(): InTurn {
  const last = new Map<Subject, Promise<unknown>>();
  return async (subjects, work) => {
    const before = subjects.map((subject) => last.get(subject));
    const turn = Promise.allSettled(before).then(work);
    for (const subject of subjects) last.set(subject, turn);
    try {
      return await turn;
    } finally {
      for (const subject of subjects) if (last.get(subject) === turn) last.delete(subject);
    }
  };
}
