/** Rows of the file and lines of the print pack, one by one, as the births that the lot's root vouches for. */
import type { BirthRecord, BirthTest } from "../../domain/event/birth.ts";
import { type Code, labelIdOf } from "../../domain/label/code.ts";
import type { Secret } from "../../domain/label/secret.ts";
import type { LotProduct } from "../../ports/lot-store.ts";
import type { PrintLine } from "../../ports/manifests.ts";
import type { Scratch } from "../../ports/scratch.ts";
import type { LotInput } from "../commands.ts";
import type { LotFileRow } from "../lot-file/row.ts";
import type { ActivationKeys } from "./print-lines.ts";
import { rowBatches } from "./row-batches.ts";

export type BirthSource = {
  readonly rows: Scratch;
  /** In the order of the rows. */
  readonly codes: AsyncIterable<PrintLine>;
  readonly input: LotInput;
  readonly product: LotProduct;
  readonly activationKeyOf: ActivationKeys;
};

const BATCH = 500;

export async function* birthsOf(source: BirthSource): AsyncGenerator<readonly BirthRecord[]> {
  const codes = source.codes[Symbol.asyncIterator]();
  try {
    for await (const rows of rowBatches(source.rows))
      for (let from = 0; from < rows.length; from += BATCH) {
        const births: BirthRecord[] = [];
        for (const row of rows.slice(from, from + BATCH)) births.push(birthOf(row, await lineFor(codes, row), source));
        yield births;
      }
  } finally {
    await codes.return?.();
  }
}

async function lineFor(codes: AsyncIterator<PrintLine>, row: LotFileRow): Promise<PrintLine> {
  const line = await codes.next();
  if (line.done || line.value.serialNumber !== row.serialNumber) throw new Error("the print pack is not of these rows");
  return line.value;
}

/** What the EEPROM says of itself comes before what the product says of all; what neither says is left out. */
function birthOf(row: LotFileRow, line: PrintLine, { input, product, activationKeyOf }: BirthSource): BirthRecord {
  const { factory } = row;
  const dateCode = factory?.dateCode ?? row.dateCode;
  const revision = factory?.revision ?? (product.revision || undefined);
  const vendorName = factory?.vendorName ?? product.vendorName;
  const formFactor = factory?.formFactor ?? product.formFactor;
  const media = factory?.media ?? product.media;
  return {
    v: 1,
    labelId: labelIdOf(line.code as Code),
    activationKey: line.secret === undefined ? null : activationKeyOf(line.secret as Secret),
    lotId: input.lotId,
    partNumber: product.partNumber,
    serialNumber: row.serialNumber,
    madeOn: input.madeOn,
    ...(vendorName && { vendorName }),
    ...(factory?.vendorOui && { vendorOui: factory.vendorOui }),
    ...(revision && { revision }),
    ...(dateCode && { dateCode }),
    ...(formFactor && { formFactor }),
    ...(factory && { managementSpec: factory.managementSpec }),
    ...(factory?.connector && { connector: factory.connector }),
    ...(media && { media }),
    ...(factory?.eeprom && { eeprom: factory.eeprom }),
    ...(input.site && { site: input.site }),
    ...(row.test && { tests: [testOf(row.test, input.madeOn)] }),
  };
}

/** A module in a lot file has left the factory's final test, at room temperature, as good. */
function testOf({ at, ...values }: NonNullable<LotFileRow["test"]>, madeOn: string): BirthTest {
  return { at: at ?? madeOn, temperaturePoint: "room", passed: true, ...values };
}
