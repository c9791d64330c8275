import "server-only";

/** What each label of a pack says: the address with its code, or with the payload that a label key signs. */
import { openPayloadWriter, type SignLabel } from "../adapters/label-print/payload-writer.ts";
import type { PrintableBag, PrintableLabel } from "../adapters/label-print/printable.ts";
import { type Code, parseCode } from "../domain/label/code.ts";
import type { Gtin } from "../domain/label/gtin.ts";
import { gs1Uri, labelUri, openBagUris, payloadUri, secretUri } from "../domain/label/label-uri.ts";
import { modelOf, payloadBytes, payloadMessage } from "../domain/label/payload.ts";
import { parseSecret } from "../domain/label/secret.ts";
import { expectOk } from "../domain/result.ts";
import type { PrintLine } from "../ports/manifests.ts";
import type { BagLabels, LotLabels, Specimen } from "./label-request.ts";

const SHORT = 20;
/** Signing and drawing push each other's tables out of the processor's caches, so they take turns of some labels. */
const SIGNED_AT_ONCE = 64;

export async function* bodiesOf(
  lines: AsyncIterable<PrintLine>,
  { from, labels, copies, gtin }: Pick<LotLabels, "from" | "labels" | "copies" | "gtin">,
  publicUrl: string,
): AsyncGenerator<PrintableLabel> {
  const end = from + labels;
  for await (const { index, code, serialNumber } of lines) {
    if (index >= end) return;
    if (index < from) continue;
    const label = { uri: bodyUri(publicUrl, expectOk(parseCode(code)), gtin), serialNumber };
    for (let copy = 0; copy < copies; copy++) yield label;
  }
}

/** A product with a GTIN has GS1 links on its labels; lots from before it had one keep their codes of 26 characters. */
function bodyUri(publicUrl: string, code: Code, gtin: string | undefined): string {
  return gtin !== undefined && code.length === SHORT
    ? gs1Uri(publicUrl, gtin as Gtin, code)
    : labelUri(publicUrl, code);
}

/** @throws Error at a line without its secret: the pack's secrets were handed out */
export async function* bagsOf(
  lines: AsyncIterable<PrintLine>,
  { kid, partNumber, issuedOn }: Pick<BagLabels, "kid" | "partNumber" | "issuedOn">,
  sign: SignLabel,
  publicUrl: string,
): AsyncGenerator<PrintableBag> {
  const uris = openBagUris(publicUrl);
  let payloadOf: ((code: string) => string) | undefined;
  let signed: PrintableBag[] = [];
  for await (const { code: text, secret, serialNumber } of lines) {
    if (secret === undefined) throw new Error("a bag label without its secret");
    const code = expectOk(parseCode(text));
    payloadOf ??= openPayloadWriter(
      payloadMessage(payloadBytes({ kid, model: modelOf(partNumber), code, issuedOn })),
      sign,
    );
    const uri = uris.payload(payloadOf(code));
    signed.push({ uri, secretUri: uris.secret(expectOk(parseSecret(secret))), secret, serialNumber });
    if (signed.length < SIGNED_AT_ONCE) continue;
    yield* signed;
    signed = [];
  }
  yield* signed;
}

/** Nobody's label: all zeros, which no reader of ours finds. */
export function specimenOf({ gtin }: Specimen, publicUrl: string): PrintableBag & { readonly body: string } {
  const zeros = expectOk(parseCode("0".repeat(gtin === undefined ? 26 : SHORT)));
  const secret = "0".repeat(26);
  return {
    body: bodyUri(publicUrl, zeros, gtin),
    uri: payloadUri(publicUrl, "0".repeat(154)),
    secretUri: secretUri(publicUrl, expectOk(parseSecret(secret))),
    secret,
    serialNumber: "SPECIMEN 样张",
  };
}
