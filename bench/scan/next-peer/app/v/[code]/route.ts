/** The peer that most teams write: a Next.js route handler that reads through Prisma and gives the same content. */
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { HistoryStep } from "../../../../../../lib/domain/verify/scan-facts.ts";
import { PrismaClient } from "../../../../../../prisma/generated/client.ts";
import { peerAnswer } from "../../../../peer-answer.ts";

export const dynamic = "force-dynamic";

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 12 }) });

export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const { code } = await params;
  const labelId = createHash("sha256").update(`truelane-label/1\n${code}`).digest();
  const module = await prisma.moduleRecord.findFirst({ where: { labelId } });
  if (!module) return Response.json(null, { status: 404 });
  const lot = await prisma.lot.findUnique({ where: { number: module.lotNumber }, include: { product: true } });
  if (!lot) return Response.json(null, { status: 404 });
  const [maker, thing, events] = await Promise.all([
    prisma.networkMember.findUnique({ where: { id: lot.member } }),
    prisma.thing.findUnique({ where: { subject: `module/${labelId.toString("hex")}` } }),
    eventsOf(lot.subject),
  ]);
  const name = maker?.name ?? lot.member;
  const steps = events.map(
    ({ kind, index, time }) => ({ kind, position: Number(index), at: time, by: name, lot: lot.lotId }) as HistoryStep,
  );
  const way = thing?.inside ? await wayOf(thing.subject, thing.inside) : { steps: [], holder: null };
  return Response.json(
    peerAnswer(code, {
      record: module.record,
      lotId: lot.lotId,
      madeOn: lot.madeOn,
      site: lot.site,
      maker: name,
      partNumber: lot.product.partNumber,
      vendorName: lot.product.vendorName,
      formFactor: lot.product.formFactor,
      holder: way.holder ?? name,
      seller: way.holder,
      steps: [...steps, ...way.steps],
    }),
  );
}

async function eventsOf(subject: string) {
  const named = await prisma.subjectEvent.findMany({ where: { subject } });
  const index = { in: named.map((event) => event.index) };
  return prisma.ledgerEventRow.findMany({ where: { index }, orderBy: { index: "asc" } });
}

/** One container deep, which is all that the bench has. */
async function wayOf(subject: string, container: string) {
  const [carton, packings, items] = await Promise.all([
    prisma.thing.findUnique({ where: { subject: container } }),
    prisma.packing.findMany({ where: { item: subject } }),
    prisma.transferThing.findMany({ where: { subject: container }, include: { transfer: true } }),
  ]);
  const packed = await prisma.ledgerEventRow.findMany({
    where: { index: { in: packings.map((packing) => packing.fromIndex) } },
  });
  const steps: HistoryStep[] = [
    ...packed.map(
      ({ index, time, actor }): HistoryStep => ({
        kind: "packed",
        position: Number(index),
        at: time,
        by: actor,
        nested: false,
      }),
    ),
    ...items.flatMap(({ transfer }): HistoryStep[] => [
      {
        kind: "transfer-offered",
        position: Number(transfer.index),
        at: transfer.offeredAt,
        by: transfer.from,
        to: transfer.to,
        now: "closed",
        expiresAt: transfer.expiresAt,
      },
      {
        kind: "transfer-accepted",
        position: Number(transfer.closedIndex ?? 0),
        at: transfer.closedAt ?? "",
        by: transfer.to,
        from: transfer.from,
        except: null,
      },
    ]),
  ];
  return { steps, holder: carton?.holder ?? null };
}
