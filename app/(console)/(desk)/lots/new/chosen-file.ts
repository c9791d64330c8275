import { type AskLots, type Preview, previewLotFile } from "./preview-lot-file.ts";
import { isWorkbook, textFileOfWorkbook } from "./text-file-of.ts";

/** A file and what is in it, never of two files. */
export type ChosenFile = { readonly file: File; readonly preview: Preview | "reading" | "unreadable" };

/** Shows what is in the file that was chosen last: what an earlier one, slower to read or to compare, says by then is dropped. */
export function readsChosenFiles(askLots: AskLots, show: (chosen: ChosenFile) => void): (file: File) => Promise<void> {
  let newest = 0;
  return async (chosen) => {
    newest += 1;
    const run = newest;
    const showIfNewest = (found: ChosenFile) => {
      if (run === newest) show(found);
    };
    showIfNewest({ file: chosen, preview: "reading" });
    try {
      const file = isWorkbook(chosen) ? await textFileOfWorkbook(chosen) : chosen;
      showIfNewest({ file, preview: await previewLotFile(file, askLots) });
    } catch {
      showIfNewest({ file: chosen, preview: "unreadable" });
    }
  };
}
