/** The font of everything that is printed: Latin and Chinese in one (Noto Sans SC, SIL Open Font License). */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readTrueType, type TrueType } from "./true-type.ts";

const FILE = "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf";
let opened: Promise<TrueType> | undefined;

/** Read once, at the first label of the process. */
export function printFont(): Promise<TrueType> {
  opened ??= readFile(fileURLToPath(import.meta.resolve(FILE))).then(readTrueType);
  return opened;
}
