/** Everything a member can ask for that ends on the ledger. One closed union: REST, console and worker parse with the same schemas. */
import { z } from "zod";
import { EXCEPTION_REASONS } from "../domain/event/event.ts";
import { item, items, lotIdSchema, memberIdSchema, reason } from "./command-fields.ts";
import { kidSchema, LABEL_COMMANDS } from "./label-commands.ts";
import { LIFE_COMMANDS } from "./life-commands.ts";

const transferId = z.string().regex(/^[0-9a-f]{32}$/);

export const declareProduct = z.strictObject({
  kind: z.literal("declare-product"),
  partNumber: z.string().trim().min(1).max(40),
  revision: z.string().trim().max(16).default(""),
  vendorName: z.string().trim().min(1).max(64),
  formFactor: z.enum([
    "SFP",
    "SFP+",
    "SFP28",
    "SFP56",
    "SFP-DD",
    "QSFP+",
    "QSFP28",
    "QSFP56",
    "QSFP112",
    "QSFP-DD",
    "OSFP",
  ]),
  media: z.string().trim().min(1).max(64),
  description: z.string().trim().max(200).optional(),
  gtin: z.string().trim().optional(),
});
export const releaseLot = z.strictObject({
  kind: z.literal("release-lot"),
  lotId: lotIdSchema,
  overrideReason: reason.optional(),
});
export const withdrawLot = z.strictObject({ kind: z.literal("withdraw-lot"), lotId: lotIdSchema, reason });
export const pack = z.strictObject({ kind: z.literal("pack"), sscc: z.string().trim().optional(), items });
export const unpack = z.strictObject({ kind: z.literal("unpack"), sscc: z.string().trim(), items });
export const offer = z.strictObject({
  kind: z.literal("offer"),
  to: memberIdSchema,
  items,
  /** Default: 14 days from now. */
  expiresAt: z.iso.datetime().optional(),
});
export const accept = z.strictObject({
  kind: z.literal("accept"),
  transferId,
  except: z
    .array(z.strictObject({ item, reason: z.enum(EXCEPTION_REASONS), note: z.string().trim().max(500).optional() }))
    .max(500)
    .optional(),
});
export const decline = z.strictObject({ kind: z.literal("decline"), transferId, reason: reason.optional() });
export const withdrawTransfer = z.strictObject({
  kind: z.literal("withdraw-transfer"),
  transferId,
  reason: reason.optional(),
});
export const sell = z.strictObject({
  kind: z.literal("sell"),
  items,
  reference: z.string().trim().max(200).optional(),
});
export const changeMember = z.strictObject({
  kind: z.literal("change-member"),
  name: z.string().trim().min(1).max(80).optional(),
  baseUrl: z.url().optional(),
  contact: z.string().trim().max(200).optional(),
  releaseApprovers: z.union([z.literal(1), z.literal(2)]).optional(),
});
export const memberProfileInput = z.strictObject({
  member: memberIdSchema,
  name: z.string().trim().min(1).max(80),
  roles: z.array(z.enum(["maker", "distributor", "operator", "auditor"])).min(1),
  vendorNames: z.array(z.string().trim().min(1).max(64)).max(50).optional(),
  gs1Prefixes: z
    .array(z.string().regex(/^\d{4,12}$/))
    .max(20)
    .optional(),
  contact: z.string().trim().max(200).optional(),
  releaseApprovers: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Where the ledger knows organisations by an MSP; default: the one through which this installation acts for it. */
  mspId: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/)
    .optional(),
  /** The address of the member's own installation. */
  baseUrl: z.url().optional(),
});
/** First start of an empty installation; the founding member's keys are made here. */
export const foundNetwork = z.strictObject({
  kind: z.literal("found-network"),
  name: z.string().trim().min(1).max(80),
  founder: memberProfileInput,
});
/** Admits a member whose keys this installation makes and hosts, or, with `root`, one that keeps its keys itself. */
export const admitMember = z.strictObject({
  kind: z.literal("admit-member"),
  admitted: memberProfileInput,
  /** The member's root certificate, DER in base64url. */
  root: z
    .string()
    .regex(/^[A-Za-z0-9_-]{100,4000}$/)
    .optional(),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id16 = z.string().regex(/^[0-9a-f]{32}$/);
const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
/** What label and buyer signed together (bytes.md section 6); the rule book checks it again. */
export const signedClaim = z.strictObject({
  claim: z.strictObject({
    v: z.literal(1),
    network: id16,
    module: z.string().max(80),
    buyerKey: hash,
    checkpoint: z.strictObject({ root: hash, size: z.int().min(0) }),
    nonce: id16,
  }),
  activationSignature: signature,
  buyerSignature: signature,
});
export const activate = z.strictObject({
  kind: z.literal("activate"),
  ...signedClaim.shape,
  /** The country that the buyer's request came from, where a trusted proxy says so. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});

export const commandSchema = z.discriminatedUnion("kind", [
  declareProduct,
  releaseLot,
  withdrawLot,
  pack,
  unpack,
  offer,
  accept,
  decline,
  withdrawTransfer,
  sell,
  changeMember,
  foundNetwork,
  admitMember,
  activate,
  ...LIFE_COMMANDS,
  ...LABEL_COMMANDS,
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandKind = Command["kind"];

/** The columns of `POST /api/v1/lots` beside the file. */
export const lotInput = z.strictObject({
  lotId: lotIdSchema,
  partNumber: z.string().trim().min(1).max(40),
  revision: z.string().trim().max(16).default(""),
  madeOn: z.iso.date(),
  site: z.string().trim().max(80).optional(),
  /** Give each module a covered second code (bag labels). */
  secrets: z.boolean().default(false),
  /** Id of the label key that signs the lot's bag labels; such a lot has covered codes too. */
  labelKey: kidSchema.optional(),
});
export type LotInput = z.infer<typeof lotInput>;
