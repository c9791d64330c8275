import "server-only";

/** A start that cannot go on, in one sentence with the next step. */
export class CannotStart extends Error {}

/** Makes of a full disk, however it was reported, the one sentence that helps. Returns undefined for anything else. */
export function diskFullSentence(fault: unknown, folder: string): string | undefined {
  const text =
    fault instanceof Error ? `${(fault as NodeJS.ErrnoException).code ?? ""} ${fault.message}` : String(fault);
  // EFBIG: a file-size limit (ulimit -f) ends a write just as a full disk does. 53100: Postgres's own code.
  if (!/ENOSPC|EFBIG|EDQUOT|53100|No space left on device|File too large|disk quota/i.test(text)) return undefined;
  return `the disk of ${folder} is full, or a limit on file sizes is set. Free some space (TrueLane needs about 500 MB) and start again; nothing that was recorded is lost.`;
}
