/** Labels as CSV, for a label program of one's own. */
import { csvLine, csvText } from "./csv-text.ts";

/** `uri` is what the QR code must say, letter for letter. */
export async function* labelsCsv(
  labels: AsyncIterable<{ readonly uri: string; readonly serialNumber: string }>,
  partNumber: string,
): AsyncGenerator<string> {
  yield csvText([["serialNumber", "partNumber", "url"]]);
  for await (const { serialNumber, uri } of labels) yield csvLine([serialNumber, partNumber, uri]);
}
