import "server-only";

/** Bag labels of the demo: what they say, by open code. The one exception to "handed out once": they stand in the demo's file, and can be printed still. */
import { join } from "node:path";
import { openLabelKeyFiles } from "../../adapters/label-keys-file/label-keys.ts";
import { openPrintPacks } from "../../adapters/print-packs-file/print-packs.ts";
import type { PrintLine } from "../../ports/manifests.ts";
import { bagRequest } from "../api/endpoints/labels.ts";
import { queries } from "../composition.ts";
import { env } from "../env.ts";
import { bagsOf } from "../label-texts.ts";

export type DemoBag = { readonly secret: string; readonly signedUrl: string };

/** @param lotId a lot that names a label key, of which no bag label was handed out */
export async function bagsOfLot(member: string, lotId: string): Promise<ReadonlyMap<string, DemoBag>> {
  const { dataDir, publicUrl } = env();
  const lot = await queries().lot(member, lotId);
  if (!lot) throw new Error(`the demo has no lot ${lotId}`);
  const request = bagRequest(lot, {
    format: "csv",
    pack: lot.subject,
    labels: lot.count,
    lotId,
    partNumber: lot.product.partNumber,
    preset: "a4-24",
    start: 1,
    testPage: false,
    dpi: 203,
  });
  const sign = await openLabelKeyFiles(join(dataDir, "label-keys")).signerOf(member, request.kid);
  if (!sign) throw new Error(`the demo has no label key ${request.kid}`);
  const packs = openPrintPacks({
    folder: join(dataDir, "print-packs"),
    keyFile: join(dataDir, "secrets", "print-pack-key"),
  });
  const lines: PrintLine[] = [];
  for await (const line of packs.read(lot.subject)) lines.push(line);
  const bags = new Map<string, DemoBag>();
  let at = 0;
  for await (const { uri, secret } of bagsOf(each(lines), request, sign, publicUrl))
    bags.set(lines[at++]?.code ?? "", { secret, signedUrl: uri });
  return bags;
}

async function* each(lines: readonly PrintLine[]): AsyncGenerator<PrintLine> {
  yield* lines;
}
