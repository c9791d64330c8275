import "server-only";
import { z } from "zod";
import { INPUT_FORMATS } from "../../../domain/optics/answer.ts";
import { LONGEST_CAPTURE } from "../../../domain/optics/capture-limit.ts";
import { STATED_FIELDS } from "../../../domain/optics/statement.ts";

/** What a sender may say of one module; all of it is only a claim. */
const word = z.string().max(100);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const lanes = z.array(z.number().nullable()).max(16);
export const statement = z
  .strictObject({
    port: word.optional(),
    evidence: z.enum(["bytes", "text"]),
    fields: z.strictObject(Object.fromEntries(STATED_FIELDS.map((name) => [name, word.optional()]))),
    dateDay: z.int().optional().meta({ description: "Days since 1970-01-01 of the date code." }),
    isCable: z.boolean().default(false),
    eeprom: z
      .strictObject({
        map: z.enum(["sff8472", "sff8636", "cmis"]),
        core: digest.optional(),
        full: z.array(z.strictObject({ pages: z.array(z.string().max(8)).max(8), digest })).max(16),
      })
      .optional()
      .meta({ description: "Digests `truelane-eeprom/1` over the static bytes, never the bytes." }),
    live: z
      .strictObject({
        tempC: z.number().nullable().optional(),
        vccV: z.number().nullable().optional(),
        biasMa: lanes.optional(),
        txMw: lanes.optional(),
        txIsMeasured: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: "ModuleStatement" });

const MOST_MODULES = 500;
const LONGEST_DUMP = 8_192;

/** One of the three says what the modules say; `capture` and `dump` are decoded here, `modules` were decoded by the sender. */
export const moduleCheckInput = z
  .strictObject({
    modules: z.array(statement).min(1).max(MOST_MODULES).optional(),
    capture: z
      .string()
      .min(1)
      .max(LONGEST_CAPTURE, "A capture has at most 64 KB here; `truelane check FILE` takes more, and sends no bytes.")
      .optional()
      .meta({ description: "What the switch printed, or a hex dump." }),
    dump: z
      .base64()
      .max(LONGEST_DUMP, "A memory image has 128, 256, 512 or 640 bytes.")
      .optional()
      .meta({ description: "A memory image, base64." }),
    format: z.enum(INPUT_FORMATS).optional(),
    code: z.string().max(400).optional().meta({ description: "The code on the module's label." }),
    lang: z.enum(["en", "zh-CN"]).optional().meta({
      description: "Of the sentences in the answer; else the `Accept-Language` of the request, else English.",
    }),
  })
  .refine(({ modules, capture, dump }) => [modules, capture, dump].filter((one) => one !== undefined).length === 1, {
    error: "Give exactly one of `modules`, `capture` and `dump`.",
  });

const finding = z.object({
  id: z.string(),
  severity: z.enum(["conflict", "suspicious", "unusual", "info"]),
  port: z.string().optional(),
  where: z.string().optional(),
  because: z.string(),
  innocent: z.string().meta({ description: "The explanation that accuses nobody." }),
});
const check = z
  .object({
    port: z.string().nullable(),
    evidence: z.enum(["bytes", "text"]),
    identity: z.object({
      vendorName: z.string().nullable(),
      partNumber: z.string().nullable(),
      serialNumber: z.string().nullable(),
    }),
    record: z.enum(["found", "not-registered", "maker-not-here", "no-maker", "no-identity", "ambiguous"]),
    registered: z
      .object({
        maker: z.string(),
        partNumber: z.string(),
        formFactor: z.string().nullable(),
        lotStatus: z.string(),
      })
      .nullable(),
    v6: z
      .object({
        code: z.literal("V6"),
        name: z.literal("MODULE_MATCHES"),
        matched: z.int(),
        compared: z.int(),
        text: z.string(),
      })
      .nullable(),
    fields: z
      .array(
        z.object({
          name: z.string(),
          group: z.enum(["must", "should"]),
          outcome: z.enum(["equal", "different", "changed", "not-run"]),
          record: z.string().nullable(),
          module: z.string().nullable(),
          withheld: z.literal(true).optional(),
        }),
      )
      .readonly(),
    mismatches: z.array(z.string()).readonly(),
    likelihood: z
      .array(
        z.object({
          name: z.enum(["txPower", "bias"]),
          likelihood: z.enum(["likely", "possible", "unlikely", "not-run"]),
          because: z.string(),
          bands: z.number().nullable().meta({ description: "Off by so many bands of ageing and monitors." }),
        }),
      )
      .readonly(),
    recoded: z
      .object({
        codedFor: z.string(),
        by: z.string(),
        at: z.string(),
        matches: z.boolean().nullable(),
        text: z.string(),
      })
      .nullable(),
    recalled: z.object({ at: z.string(), reason: z.string() }).nullable(),
    seenElsewhere: z.object({ at: z.string(), otherBytes: z.boolean() }).nullable(),
    findings: z.array(finding).readonly(),
  })
  .meta({ id: "ModuleCheck" });

const rules = z.array(z.string()).readonly().optional();
/** The decoder's own answer stands beside the comparison where something was decoded here. */
export const moduleCheckAnswer = z.object({
  input_format: z.enum(INPUT_FORMATS).optional(),
  expect: z
    .unknown()
    .optional()
    .meta({ description: "What the modules say of themselves, as `truelane decode` answers." }),
  must_warn: rules,
  may_warn: rules,
  facts: rules,
  unread: z
    .array(z.object({ line: z.int(), text: z.string() }))
    .readonly()
    .optional(),
  findings: z.array(finding).readonly().meta({ description: "Of the bytes, and of the comparison." }),
  checks: z.array(check).readonly(),
  duplicates: z
    .array(
      z.object({
        vendorName: z.string().nullable(),
        partNumber: z.string().nullable(),
        serialNumber: z.string(),
        ports: z.array(z.string()).readonly(),
        isCable: z.boolean(),
      }),
    )
    .readonly(),
  label: z.object({
    outcome: z.enum(["agrees", "conflict", "void", "no-record", "not-run"]),
    serialNumber: z.string().nullable(),
    because: z.string(),
  }),
  counts: z.object({
    modules: z.int(),
    matched: z.int(),
    mismatched: z.int(),
    notRegistered: z.int(),
    unknown: z.int(),
    duplicated: z.int(),
    recalled: z.int(),
  }),
});
