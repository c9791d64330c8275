import "server-only";
import { z } from "zod";
import { day, hash, memberId, subject, time } from "./common.ts";

export const product = z
  .object({
    subject,
    member: memberId,
    partNumber: z.string(),
    revision: z.string(),
    vendorName: z.string(),
    formFactor: z.string(),
    media: z.string(),
    description: z.string().nullable(),
    gtin: z.string().nullable(),
    declaredAt: time,
    lots: z.int(),
  })
  .meta({ id: "Product" });

const lotStatus = z.enum(["registered", "released", "withdrawn"]);
export const lot = z
  .object({
    subject,
    member: memberId,
    lotId: z.string(),
    product,
    count: z.int(),
    root: hash,
    manifest: hash,
    madeOn: day,
    site: z.string().nullable(),
    status: lotStatus,
    registeredAt: time,
    releasedAt: time.nullable(),
    untouched: z.int().meta({ description: "Modules without an event of their own." }),
    packed: z.int(),
    sold: z.int(),
    labelsPrintable: z.boolean(),
    labelKey: subject.nullable().meta({ description: "The key that signs its bag labels." }),
    approvals: z.array(z.object({ userId: z.string(), email: z.string(), at: time })).readonly(),
  })
  .meta({ id: "Lot" });

const inside = z.array(z.object({ subject, sscc: z.string() })).readonly();
const whereabouts = z.discriminatedUnion("at", [
  z.object({ at: z.literal("holder"), holder: memberId, inside }),
  z.object({ at: z.literal("sold"), seller: memberId, inside }),
]);
export const moduleRecord = z
  .object({
    subject,
    labelId: hash,
    serialNumber: z.string(),
    partNumber: z.string(),
    vendorName: z.string(),
    lot: subject,
    lotId: z.string(),
    maker: memberId,
    index: z.int().meta({ description: "Position in the lot." }),
    whereabouts,
    offer: z.string().nullable().meta({ description: "The open transfer that freezes it." }),
    disputed: z.boolean(),
    lotStatus,
  })
  .meta({ id: "Module" });

export const moduleDetail = moduleRecord
  .extend({
    marks: z
      .object({
        recalls: z.array(z.string()).readonly(),
        stolen: time.nullable(),
        scrapped: z.object({ at: time, destroyed: z.boolean() }).nullable(),
        installed: time.nullable(),
        recode: z.object({ hostCoding: z.string(), by: memberId, at: time }).nullable(),
        activated: time.nullable(),
      })
      .meta({ description: "What stands against it, or was done to it; null where nothing was." }),
  })
  .meta({ id: "ModuleDetail" });

export const container = z
  .object({
    subject,
    sscc: z.string(),
    number: z
      .int()
      .meta({ description: "1 for the first packing under this SSCC, 2 after it was emptied and packed anew." }),
    maker: memberId,
    count: z.int().meta({ description: "Things directly inside." }),
    modules: z.int(),
    whereabouts,
    offer: z.string().nullable(),
    disputed: z.boolean(),
    emptied: z.boolean(),
    packedAt: time,
  })
  .meta({ id: "Container" });

const thing = z.discriminatedUnion("is", [
  moduleRecord.extend({ is: z.literal("module") }),
  container.extend({ is: z.literal("container") }),
]);

export const ledgerEvent = z
  .object({
    index: z.int().meta({ description: "Position in the log." }),
    kind: z.string(),
    actor: memberId,
    actorName: z.string(),
    at: time.meta({ description: "The writer's claim." }),
    time: time.meta({ description: "The ledger's own time." }),
    eventId: z.string(),
    eventHash: hash,
    subjects: z.array(subject).readonly(),
    summary: z.string(),
  })
  .meta({ id: "Event" });

export const containerDetail = container
  .extend({ items: z.array(thing).readonly(), events: z.array(ledgerEvent).readonly() })
  .meta({ id: "ContainerDetail" });

export const transfer = z
  .object({
    id: z.string(),
    from: memberId,
    to: memberId,
    status: z.enum(["offered", "accepted", "declined", "withdrawn"]),
    expired: z.boolean(),
    things: z.int(),
    modules: z.int(),
    offeredAt: time,
    expiresAt: time,
    closedAt: time.nullable(),
    reason: z.string().nullable(),
    exceptions: z.int(),
    waiting: z.int().meta({
      description:
        "Exceptions that nobody has dealt with since, nor reported stolen. Only its giver is told; others read 0.",
    }),
  })
  .meta({ id: "Transfer" });

type Item = {
  readonly subject: string;
  readonly is: "module" | "container";
  readonly name: string;
  readonly partNumber: string | null;
  readonly items: readonly Item[];
};
const transferItem: z.ZodType<Item, Item> = z
  .object({
    subject,
    is: z.enum(["module", "container"]),
    name: z.string().meta({ description: "Serial number or SSCC." }),
    partNumber: z.string().nullable(),
    get items() {
      return z.array(transferItem).readonly();
    },
  })
  .meta({ id: "TransferItem" });

export const transferDetail = transfer
  .extend({
    items: z.array(transferItem).readonly(),
    except: z
      .array(
        z.object({
          item: subject,
          name: z.string(),
          reason: z.string(),
          note: z.string().nullable(),
          waits: z.boolean().meta({ description: "Counted in `waiting`." }),
        }),
      )
      .readonly(),
    consignmentChecked: z.boolean().nullable(),
  })
  .meta({ id: "TransferDetail" });

export const member = z
  .object({
    member: memberId,
    name: z.string(),
    roles: z.array(z.enum(["maker", "distributor", "operator", "auditor"])).readonly(),
    roots: z.array(z.string()).readonly().meta({ description: "Root certificates, DER in base64url." }),
    vendorNames: z.array(z.string()).readonly().optional(),
    gs1Prefixes: z.array(z.string()).readonly().optional(),
    mspId: z.string().optional(),
    baseUrl: z.string().optional(),
    contact: z.string().optional(),
    releaseApprovers: z.union([z.literal(1), z.literal(2)]),
    active: z.boolean(),
    hostedHere: z.boolean(),
    admittedAt: time,
  })
  .meta({ id: "Member" });
