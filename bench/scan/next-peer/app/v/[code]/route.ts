/** The peer that most teams write: a Next.js route handler that reads through Prisma. */
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../../../../../../prisma/generated/client.ts";

export const dynamic = "force-dynamic";

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 12 }) });

export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const { code } = await params;
  const labelId = createHash("sha256").update(`truelane-label/1\n${code}`).digest();
  const module = await prisma.moduleRecord.findFirst({ where: { labelId } });
  if (!module) return Response.json(null, { status: 404 });
  const lot = await prisma.lot.findUnique({ where: { number: module.lotNumber }, include: { product: true } });
  if (!lot) return Response.json(null, { status: 404 });
  return Response.json({
    serialNumber: module.serial,
    record: module.record,
    lotId: lot.lotId,
    madeOn: lot.madeOn,
    site: lot.site,
    status: lot.status,
    partNumber: lot.product.partNumber,
    vendorName: lot.product.vendorName,
    formFactor: lot.product.formFactor,
  });
}
