/** Labels as CSV, for a label program of one's own. */
import { csvLine, csvText } from "./csv-text.ts";

type Line = { readonly uri: string; readonly serialNumber: string };
type BagLine = Line & { readonly secretUri: string; readonly secret: string };

/** `url` is what the QR code must say, letter for letter. */
export async function* labelsCsv(labels: AsyncIterable<Line>, partNumber: string): AsyncGenerator<string> {
  yield csvText([["serialNumber", "partNumber", "url"]]);
  for await (const { serialNumber, uri } of labels) yield csvLine([serialNumber, partNumber, uri]);
}

/** `secretUrl` belongs below the cover, and so does `secret`, the same to type. */
export async function* bagsCsv(
  labels: AsyncIterable<BagLine>,
  { partNumber, lotId }: { readonly partNumber: string; readonly lotId: string },
): AsyncGenerator<string> {
  yield csvText([["serialNumber", "partNumber", "lotId", "url", "secretUrl", "secret"]]);
  for await (const { serialNumber, uri, secretUri, secret } of labels)
    yield csvLine([serialNumber, partNumber, lotId, uri, secretUri, secret]);
}
