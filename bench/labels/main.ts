/**
 * Bag labels, each signed on its own, as a PDF. Two peers in the same run, one core: the signing loop alone (goal: at least 0.7 of its
 * speed) and pdfkit drawing the same labels, which gets its texts ready made (goal: at least 35 times). Keys are made beforehand.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bagDesign } from "../../lib/adapters/label-print/bag-label.ts";
import { printFont } from "../../lib/adapters/label-print/font-file.ts";
import { openPayloadWriter } from "../../lib/adapters/label-print/payload-writer.ts";
import type { PrintableBag } from "../../lib/adapters/label-print/printable.ts";
import { sheetPdf } from "../../lib/adapters/label-print/sheet-pdf.ts";
import { codeOfBytes } from "../../lib/domain/label/code.ts";
import { openBagUris } from "../../lib/domain/label/label-uri.ts";
import { modelOf, payloadBytes, payloadMessage } from "../../lib/domain/label/payload.ts";
import { secretOfBytes } from "../../lib/domain/label/secret.ts";
import { placesOn, SHEETS } from "../../lib/domain/label/sheet.ts";
import { pdfkitLabels } from "./pdfkit-labels.ts";

const ROUNDS = 5;
const OURS = 24_000;
const PEERS = 240;
const PAGES_A_TURN = 20;
const SIGNED_AT_ONCE = 64;
const LOTS = [10_000, 100_000];
const MEMORY_GOAL_MB = 300;
const SITE = "https://truelane.example.com";
const TEXT = { domain: new URL(SITE).host, partNumber: "FTLX8571D3BCL", lotId: "L-2026-07" };
const ORDER = { sheet: SHEETS["a4-24"], start: 0, title: "bench", testPage: false, compressed: false };

const { privateKey } = generateKeyPairSync("ed25519");
const codes = Array.from({ length: OURS }, (_, at) => ({
  code: codeOfBytes(new Uint8Array(randomBytes(16))),
  secret: secretOfBytes(new Uint8Array(randomBytes(16))),
  serialNumber: `FNS24${7_700_000 + at}`,
}));
const message = payloadMessage(
  payloadBytes({
    kid: "0011223344556677",
    model: modelOf(TEXT.partNumber),
    code: codes[0]!.code,
    issuedOn: "2026-11-29",
  }),
);
const font = await printFont();

/** Signed as the product does it, some at a time. @param count may be more than there are codes: they come again */
async function* signedLabels(count: number): AsyncGenerator<PrintableBag> {
  const payloadOf = openPayloadWriter(message, (bytes) => sign(null, bytes, privateKey));
  const uris = openBagUris(SITE);
  for (let from = 0; from < count; from += SIGNED_AT_ONCE)
    yield* Array.from({ length: Math.min(SIGNED_AT_ONCE, count - from) }, (_, at) => {
      const { code, secret, serialNumber } = codes[(from + at) % codes.length]!;
      return { uri: uris.payload(payloadOf(code)), secretUri: uris.secret(secret), secret, serialNumber };
    });
}

function signingAlone(count: number): void {
  const bytes = Uint8Array.from(message);
  for (let at = 0; at < count; at++) {
    bytes[bytes.length - 4] = at & 255;
    sign(null, bytes, privateKey);
  }
}

/** Processor microseconds that this process has used: what else runs on this machine does not count. */
function used(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** A file and as many signatures, by turns of a few pages: whatever slows this machine down slows both. */
async function drawnAndSigned(): Promise<{ readonly drawn: number; readonly signed: number }> {
  let [drawing, signing] = [0, 0];
  let since = used();
  let chunks = 0;
  for await (const _ of sheetPdf(signedLabels(OURS), bagDesign(TEXT), ORDER, font)) {
    if (++chunks % PAGES_A_TURN !== 0) continue;
    const between = used();
    signingAlone(PAGES_A_TURN * placesOn(ORDER.sheet));
    const until = used();
    drawing += between - since;
    signing += until - between;
    since = until;
  }
  drawing += used() - since;
  const turns = Math.floor(chunks / PAGES_A_TURN);
  return { drawn: (OURS / drawing) * 1e6, signed: ((turns * PAGES_A_TURN * placesOn(ORDER.sheet)) / signing) * 1e6 };
}

const ready: PrintableBag[] = [];
for await (const label of signedLabels(PEERS)) ready.push(label);

const rounds: { readonly pdfkit: number; readonly signing: number }[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const { drawn, signed } = await drawnAndSigned();
  const since = used();
  await pdfkitLabels(ready, ORDER.sheet, TEXT);
  const peer = (PEERS / (used() - since)) * 1e6;
  // The first one warms everything up.
  if (round === 0) continue;
  rounds.push({ pdfkit: drawn / peer, signing: drawn / signed });
  process.stdout.write(
    `round ${round}: ${drawn.toFixed(0)} signed labels per CPU second; signing alone ${signed.toFixed(0)}, ${(drawn / signed).toFixed(2)} of it; pdfkit ${peer.toFixed(0)}, ${(drawn / peer).toFixed(1)} times\n`,
  );
}

/** The most memory, in bytes, that this process had while it wrote a file of so many labels; no chunk is kept. */
async function mostMemory(count: number): Promise<{ readonly peak: number; readonly bytes: number }> {
  let [peak, bytes] = [process.memoryUsage().rss, 0];
  for await (const chunk of sheetPdf(signedLabels(count), bagDesign(TEXT), ORDER, font)) {
    bytes += chunk.length;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  return { peak, bytes };
}

const before = process.memoryUsage.rss();
const lots: { readonly count: number; readonly peak: number; readonly bytes: number }[] = [];
for (const count of LOTS) lots.push({ count, ...(await mostMemory(count)) });
const most = Math.max(...lots.map(({ peak }) => peak));

const range = (name: "pdfkit" | "signing", digits: number) => {
  const ratios = rounds.map((round) => round[name]).sort((left, right) => left - right);
  const [low, middle, high] = [ratios[0], ratios[Math.floor(ratios.length / 2)], ratios.at(-1)] as [
    number,
    number,
    number,
  ];
  return `${middle.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
};
process.stdout.write(
  [
    `labels: ${range("pdfkit", 1)} times pdfkit drawing the same labels, goal 35`,
    `labels: ${range("signing", 2)} of the signing loop alone, goal 0.7`,
    ...lots.map(
      ({ count, peak, bytes }) =>
        `labels: ${count.toLocaleString("en-US")} labels, a file of ${(bytes / 1e6).toFixed(0)} MB: peak memory ${(peak / 1e6).toFixed(0)} MB`,
    ),
    `labels: at most ${((most - before) / 1e6).toFixed(0)} MB more than before, goal ${MEMORY_GOAL_MB}`,
    "",
  ].join("\n"),
);
