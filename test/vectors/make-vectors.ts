/** Writes the golden vectors beside this file: `node test/vectors/make-vectors.ts`. What they hold was released once and stays. */
import { writeFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64UrlOf } from "../../lib/domain/bytes/base64url.ts";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { utf8Of } from "../../lib/domain/bytes/utf8.ts";
import { type BirthRecord, fieldHash, leafHash, publicRecordOf, recordHash } from "../../lib/domain/event/birth.ts";
import { canonicalJson, type Json } from "../../lib/domain/event/canonical-json.ts";
import { contentsLeaf, contentsTree } from "../../lib/domain/event/contents.ts";
import { claimantMessage, claimMessage, signClaim } from "../../lib/domain/event/claim.ts";
import {
  consignmentHeadLine,
  consignmentLine,
  manifestHeadLine,
  manifestLine,
} from "../../lib/domain/event/manifest.ts";
import { signatureOver } from "../../lib/domain/event/sign-event.ts";
import { signedMessage } from "../../lib/domain/event/signed-message.ts";
import * as subjects from "../../lib/domain/event/subject.ts";
import { codeOfBytes, labelIdOf, shortCodeOfBytes } from "../../lib/domain/label/code.ts";
import { parseGtin } from "../../lib/domain/label/gtin.ts";
import { type LabelKey, labelKeyIdOf, spkiOf } from "../../lib/domain/label/label-key.ts";
import { containerUri, gs1Uri, labelUri, secretUri } from "../../lib/domain/label/label-uri.ts";
import { modelOf, payloadBytes, payloadMessage, payloadText } from "../../lib/domain/label/payload.ts";
import { activationKeyOf, activationSeedOf, secretOfBytes } from "../../lib/domain/label/secret.ts";
import {
  checkpointBody,
  cosignatureLine,
  KEY_TYPE,
  signNote,
  verifierKeyText,
} from "../../lib/domain/log/checkpoint.ts";
import { buildLevels, consistencyPath, hashLeaf, rootOf } from "../../lib/domain/log/merkle-tree.ts";
import { tilePath } from "../../lib/domain/log/tile.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { hashText, makerSscc, NETWORK } from "../model/book.ts";
import { keyOf, personDer, rootDer } from "./certificates.ts";
import { life } from "./life.ts";
import { story } from "./story.ts";

/** Sixteen bytes that look random and are the same each time. */
const sixteen = (name: string) => sha256(utf8Of(`truelane vector: ${name}`)).slice(0, 16);
const salt = (name: string) => hexOf(sixteen(name));
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

function canonical(): Json {
  const values: Json[] = [
    {},
    [],
    { b: [3, 1, 2], a: { "€": 1, "😂": 2, A: 3 } },
    { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
    [9007199254740991, -9007199254740991, 0, true, false, null],
    '\u0001\b\t\n\f\r"\\/\u007f\u2028光',
  ];
  return {
    canonical: values.map((value) => ({ value, text: canonicalJson(value) })),
    refused: [
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      "1.0",
      "1e2",
      "-0",
      "9007199254740992",
      '"\\u0041"',
      '"\\ud800"',
      '"a\\u0000"',
      '{"__proto__":1}',
      " 1",
      "[1,]",
    ],
  };
}

function labels(): Json {
  const host = "https://true.example";
  return {
    codes: ["00".repeat(16), "ff".repeat(16), salt("code 1"), salt("code 2")].map((hex) => {
      const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
      const [code, short] = [codeOfBytes(bytes), shortCodeOfBytes(bytes)];
      return {
        bytes: hex,
        code,
        labelId: labelIdOf(code),
        short,
        shortLabelId: labelIdOf(short),
        uri: labelUri(host, code),
      };
    }),
    secrets: ["secret 1", "secret 2"].map((name) => {
      const secret = secretOfBytes(sixteen(name));
      return {
        bytes: salt(name),
        secret,
        seed: hexOf(activationSeedOf(secret)),
        activation: activationKeyOf(secret),
        uri: secretUri(host, secret),
      };
    }),
    gs1: {
      sscc: makerSscc(7),
      containerUri: containerUri(host, makerSscc(7)),
      gtinUri: gs1Uri(host, expectOk(parseGtin("04012345000009")), shortCodeOfBytes(sixteen("code 1"))),
    },
  };
}

function names(): Json {
  const hash = hashText("label");
  return [
    { made: ["network", NETWORK], subject: subjects.networkSubject(NETWORK) },
    { made: ["member", "lumina"], subject: subjects.memberSubject("lumina") },
    { made: ["product", "lumina", "A(1)/B C!*'~", ""], subject: subjects.productSubject("lumina", "A(1)/B C!*'~", "") },
    { made: ["product", "lumina", "光模块", "A"], subject: subjects.productSubject("lumina", "光模块", "A") },
    { made: ["lot", "lumina", "2026/01 ü"], subject: subjects.lotSubject("lumina", "2026/01 ü") },
    { made: ["module", hash], subject: subjects.moduleSubject(hash) },
    { made: ["container", "lumina", makerSscc(7), 3], subject: subjects.containerSubject("lumina", makerSscc(7), 3) },
    { made: ["transfer", NETWORK], subject: subjects.transferSubject(NETWORK) },
  ];
}

function births(): Json {
  const lot = subjects.lotSubject("lumina", "L-7");
  const modules = range(5).map((at) => {
    const birth = birthRecord(at);
    const { record, openings } = publicRecordOf(birth, (path) => salt(`salt ${at} ${path}`));
    const leaf = { activation: birth.activationKey, label: birth.labelId, record: recordHash(record) };
    return { birth, record, openings, leaf };
  });
  const tree = buildLevels(modules.map(({ leaf }) => Uint8Array.from(Buffer.from(leafHash(leaf), "hex"))));
  const head = manifestHeadLine({ network: NETWORK, lot, count: modules.length, root: hexOf(tree.root) });
  const manifest = [head, ...modules.map(manifestLine)].join("");
  const place = (index: number) => ({ hashes: tree.pathAt(index).map(hexOf), index, lot });
  const transfer = subjects.transferSubject(salt("transfer"));
  const consignment = [
    consignmentHeadLine({ network: NETWORK, transfer, count: 2 }),
    ...[1, 4].map((index) => {
      const { leaf, record } = modules[index]!;
      return consignmentLine({ ...place(index), leaf, record });
    }),
  ].join("");
  return {
    lot: { subject: lot, count: modules.length, root: hexOf(tree.root) },
    modules: modules.map(({ birth, record, openings, leaf }, index) => ({
      birth,
      record,
      openings: openings.map((opening) => ({ ...opening, hash: fieldHash(opening) })),
      leaf,
      leafHash: leafHash(leaf),
      hashes: place(index).hashes,
    })),
    manifest: { text: manifest, hash: hashText(manifest) },
    consignment: { text: consignment, hash: hashText(consignment) },
  };
}

function birthRecord(at: number): BirthRecord {
  const tests = at === 0 ? {} : { tests: [test(at)] };
  const eeprom = {
    scheme: "truelane-eeprom/1",
    map: "SFF-8636",
    core: hashText(`core ${at}`),
    pages: ["00h"],
  } as const;
  return {
    v: 1,
    labelId: labelIdOf(codeOfBytes(sixteen(`label ${at}`))),
    activationKey: activationKeyOf(secretOfBytes(sixteen(`secret ${at}`))),
    lotId: "L-7",
    partNumber: "LM-100G-LR4",
    serialNumber: `LM26070000${at}`,
    madeOn: "2026-02-01",
    vendorName: "LUMINA",
    ...(at > 1 && { eeprom: { ...eeprom, full: at > 2 ? hashText(`full ${at}`) : null } }),
    site: "武汉",
    ...tests,
  };
}

function test(at: number): NonNullable<BirthRecord["tests"]>[number] {
  return {
    at: "2026-02-02T08:00:00.000Z",
    station: "ST-4",
    temperaturePoint: "room",
    temperatureMilliCelsius: 25_000 + at,
    txPowerNanowatt: [1_000_000, 1_010_000, 1_020_000, 1_030_000 + at],
    passed: true,
  };
}

function log(): Json {
  const entries = range(20).map((at) => sha256(utf8Of(`entry ${at}`)));
  const leaves = entries.map(hashLeaf);
  const origin = `truelane/${NETWORK}`;
  const [logSeed, witnessSeed] = [keyOf("log"), keyOf("witness")];
  const body = checkpointBody({ origin, size: leaves.length, root: rootOf(leaves) });
  const witness = { name: "nordwind.example/witness", seed: witnessSeed };
  const contents = range(3).map((at) => ({
    previous: at === 0 ? null : hashText(`event ${at}`),
    subject: subjects.moduleSubject(hashText(`label ${at}`)),
  }));
  contents.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const tree = buildLevels(leaves);
  return {
    entries: entries.map(hexOf),
    roots: range(21).map((size) => hexOf(rootOf(leaves.slice(0, size)))),
    inclusion: range(20).map((index) => ({ index, size: 20, hashes: tree.pathAt(index).map(hexOf) })),
    consistency: range(21).map((oldSize) => ({
      oldSize,
      newSize: 20,
      hashes: consistencyPath(leaves, oldSize).map(hexOf),
    })),
    checkpoint: {
      body,
      note: signNote(body, { name: origin, seed: logSeed }) + cosignatureLine(body, witness, 1_772_366_400),
      keys: [
        verifierKeyText(origin, ed25519.getPublicKey(logSeed), KEY_TYPE.log),
        verifierKeyText(witness.name, ed25519.getPublicKey(witnessSeed), KEY_TYPE.witness),
      ],
    },
    tiles: [tilePath(0, 0, 20), tilePath(1, 1234067), tilePath("entries", 1234067, 8)],
    contents: {
      list: contents,
      leaves: contents.map((link) => hexOf(contentsLeaf(link))),
      root: hexOf(contentsTree(contents).root),
      paths: range(3).map((index) => contentsTree(contents).pathAt(index).map(hexOf)),
    },
  };
}

function statements(): Json {
  const statement = { v: 1, network: NETWORK, transfer: salt("transfer"), at: "2026-03-01T12:00:00.000Z" };
  const message = signedMessage("consignment-request", statement);
  const person = { member: "nordwind", name: "writer", roles: ["writer"] };
  const privateKey = keyOf("nordwind/writer");
  return {
    root: base64UrlOf(rootDer("nordwind")),
    certificate: base64UrlOf(personDer(person)),
    publicKey: hexOf(p256.getPublicKey(privateKey, false)),
    statement,
    message: hexOf(message),
    signature: base64UrlOf(signatureOver(message, privateKey)),
  };
}

function claims(): Json {
  const secret = secretOfBytes(sixteen("secret 1"));
  const buyerSeed = sha256(utf8Of("truelane vector: buyer"));
  const buyerKey = hexOf(ed25519.getPublicKey(buyerSeed));
  const module = subjects.moduleSubject(labelIdOf(codeOfBytes(sixteen("code 1"))));
  const checkpoint = { root: hashText("root"), size: 12 };
  const claim = { v: 1, network: NETWORK, module, buyerKey, checkpoint, nonce: salt("nonce") } as const;
  const claimant = { v: 1, network: NETWORK, module, buyerKey, nonce: salt("resolver") } as const;
  const message = claimantMessage(claimant);
  return {
    secret,
    activation: activationKeyOf(secret),
    buyerSeed: hexOf(buyerSeed),
    claim: { message: hexOf(claimMessage(claim)), signed: signClaim(claim, activationSeedOf(secret), buyerSeed) },
    claimant: {
      statement: claimant,
      message: hexOf(message),
      signature: base64UrlOf(ed25519.sign(message, buyerSeed)),
    },
  };
}

function payloads(): Json {
  const seed = sha256(utf8Of("truelane vector: label key"));
  const spkiP256 = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");
  const keys: LabelKey[] = [
    { algorithm: "ed25519", publicKey: hexOf(ed25519.getPublicKey(seed)) },
    { algorithm: "es256", publicKey: base64UrlOf(Buffer.concat([spkiP256, p256.getPublicKey(seed, false)])) },
  ];
  const sign = (algorithm: string, message: Uint8Array) =>
    algorithm === "ed25519" ? ed25519.sign(message, seed) : p256.sign(message, seed, { lowS: true, prehash: true });
  const model = modelOf("LM-100G-LR4");
  return keys.flatMap((key) => {
    const spki = spkiOf(key);
    const kid = labelKeyIdOf(key);
    if (!spki || kid === undefined) throw new Error("no label key");
    return [codeOfBytes(sixteen("code 1")), shortCodeOfBytes(sixteen("code 2"))].map((code, at) => {
      const issuedOn = ["2026-11-29", "2020-01-01"][at] ?? "";
      const signed = payloadBytes({ kid, model, code, issuedOn });
      const message = payloadMessage(signed);
      const text = payloadText({ signed, signature: sign(key.algorithm, message) });
      const means = { kid, model, code, issuedOn };
      return { key, spki: base64UrlOf(spki), partNumber: "LM-100G-LR4", means, message: hexOf(message), text };
    });
  });
}

/** Everything, by file name without `.json`. */
export function vectors(): Readonly<Record<string, Json>> {
  return {
    "canonical-json": canonical(),
    labels: labels(),
    subjects: names(),
    births: births(),
    log: log(),
    statements: statements(),
    story: story(),
    life: life(),
    claims: claims(),
    payloads: payloads(),
  };
}

export const textOf = (json: Json) => `${JSON.stringify(json, null, 2)}\n`;

if (import.meta.main)
  for (const [name, json] of Object.entries(vectors()))
    writeFileSync(new URL(`${name}.json`, import.meta.url), textOf(json));
