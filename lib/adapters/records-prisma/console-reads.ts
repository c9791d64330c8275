/** Plain lists of the console, through Prisma: a page of them is read by one person now and then, and typed reads beat fast ones. */
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import type { MemberProfile } from "../../domain/event/event.ts";
import { productSubject } from "../../domain/event/subject.ts";
import type { LotInput } from "../../usecases/commands.ts";
import type { Job, Operation, Problem } from "../../usecases/operation.ts";
import type { MemberRow, ProductRow, Queries } from "../../usecases/queries.ts";
import { lotOfJob } from "../lot-of-job.ts";
import { keyOf, limitOf, pageOf } from "./cursors.ts";
import { prismaForMember } from "./prisma-for-member.ts";

export type ConsoleReads = Pick<
  Queries,
  "members" | "memberOf" | "products" | "product" | "operation" | "jobs" | "job" | "lotOfImport"
>;

export function createConsoleReads(prisma: PrismaClient): ConsoleReads {
  return {
    async members() {
      const [rows, hosted] = await Promise.all([
        prisma.networkMember.findMany({ orderBy: { admittedIndex: "asc" } }),
        prisma.hostedMember.findMany(),
      ]);
      const here = new Set(hosted.map(({ member }) => member));
      return rows.map((row) => showMember(row, here.has(row.id)));
    },
    async memberOf(id) {
      const [row, hosted] = await Promise.all([
        prisma.networkMember.findUnique({ where: { id } }),
        prisma.hostedMember.findUnique({ where: { member: id } }),
      ]);
      return row ? showMember(row, hosted !== null) : undefined;
    },
    async products(member, request) {
      const limit = limitOf(request);
      const [before] = keyOf(request, 1) ?? [Number.MAX_SAFE_INTEGER];
      const rows = await prisma.product.findMany({
        where: { member, index: { lt: BigInt(before as number) } },
        orderBy: { index: "desc" },
        take: limit + 1,
        include: { _count: { select: { lots: true } } },
      });
      return pageOf(rows, limit, ({ index }) => [Number(index)], showProduct);
    },
    async product(member, partNumber, revision) {
      const subject = productSubject(member, partNumber, revision);
      const row = await prisma.product.findUnique({
        where: { subject },
        include: { _count: { select: { lots: true } } },
      });
      return row ? showProduct(row) : undefined;
    },
    async operation(member, id) {
      if (!isUuid(id)) return undefined;
      const row = await prismaForMember(prisma, member, (client) =>
        client.operationRow.findFirst({
          where: { id, member },
          include: { events: { orderBy: { sequence: "asc" } } },
        }),
      );
      return row ? showOperation(row) : undefined;
    },
    async jobs(member, request) {
      const limit = limitOf(request);
      const [time, id] = (keyOf(request, 2) as [number, string] | undefined) ?? [];
      const at = time === undefined ? undefined : new Date(time);
      const rows = await prismaForMember(prisma, member, (client) =>
        client.jobRow.findMany({
          where: { member, ...(at && { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] }) },
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          take: limit + 1,
        }),
      );
      return pageOf(rows, limit, (row) => [row.createdAt.getTime(), row.id], showJob);
    },
    async job(member, id) {
      if (!isUuid(id)) return undefined;
      const row = await prismaForMember(prisma, member, (client) => client.jobRow.findFirst({ where: { id, member } }));
      return row ? showJob(row) : undefined;
    },
    async lotOfImport(member, id) {
      if (!isUuid(id)) return undefined;
      const row = await prismaForMember(prisma, member, (client) =>
        client.jobRow.findFirst({ where: { id, member, kind: "register-lot" } }),
      );
      return row ? (row.input as { lot: LotInput }).lot : undefined;
    },
  };
}

type MemberSql = Awaited<ReturnType<PrismaClient["networkMember"]["findMany"]>>[number];
type ProductSql = Awaited<ReturnType<PrismaClient["product"]["findMany"]>>[number] & {
  readonly _count: { readonly lots: number };
};
type JobSql = Awaited<ReturnType<PrismaClient["jobRow"]["findMany"]>>[number];
type OperationSql = Awaited<ReturnType<PrismaClient["operationRow"]["findMany"]>>[number] & {
  readonly events: Awaited<ReturnType<PrismaClient["operationEvent"]["findMany"]>>;
};

function showMember(row: MemberSql, hostedHere: boolean): MemberRow {
  return { ...(row.profile as unknown as MemberProfile), active: row.active, hostedHere, admittedAt: row.admittedAt };
}

function showProduct({ index: _, _count, ...row }: ProductSql): ProductRow {
  return { ...row, lots: _count.lots };
}

function showJob(row: JobSql): Job {
  const lotId = lotOfJob(row.input);
  return {
    id: row.id,
    kind: row.kind as Job["kind"],
    state: row.state as Job["state"],
    ...(lotId !== undefined && { lotId }),
    done: row.done,
    total: row.total,
    result: row.result as Job["result"],
    createdAt: row.createdAt.toISOString(),
    ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
  };
}

function showOperation(row: OperationSql): Operation {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state as Operation["state"],
    events: row.events.flatMap(({ index, kind, eventHash, time }) =>
      index === null || eventHash === null || time === null ? [] : [{ index: Number(index), kind, eventHash, time }],
    ),
    ...(row.result !== null && { result: row.result as Operation["result"] }),
    ...(row.problem !== null && { problem: row.problem as unknown as Problem }),
    createdAt: row.createdAt.toISOString(),
  };
}

/** Postgres refuses another text for a uuid with an error; a wrong id is a thing that does not exist. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
