import "server-only";
import type { MemberId } from "../../domain/event/event.ts";
import type { Result } from "../../domain/result.ts";
import type { AlertBook } from "../../ports/alert-book.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ContainerNumbers } from "../../ports/container-numbers.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LabelBook } from "../../ports/label-book.ts";
import type { Random } from "../../ports/random.ts";
import type { StockCounts } from "../../ports/stock-counts.ts";
import type { Actor } from "../../usecases/actor.ts";
import type { CheckModulesDeps } from "../../usecases/check-modules.ts";
import type { Command } from "../../usecases/commands.ts";
import type { CountStockDeps } from "../../usecases/copies/count-stock.ts";
import type { AlertDeps } from "../../usecases/copies/handle-alert.ts";
import type { Operation, Problem } from "../../usecases/operation.ts";
import type { Queries } from "../../usecases/queries.ts";
import type { CheckLimits } from "../check-limits.ts";
import type { ConsignmentDesk } from "../consignment-desk.ts";
import type { LabelFiles } from "../label-request.ts";

export type Allowance = {
  readonly allowed: boolean;
  readonly limit: number;
  readonly left: number;
  readonly resetSeconds: number;
};

/** What the API's handlers are given; joined for the web process in `live-doors.ts`. */
export type Doors = {
  readonly actorOf: (request: Request) => Promise<Result<Actor, Problem>>;
  readonly queries: () => Queries;
  readonly submit: (actor: Actor, command: Command, options: { idempotencyKey?: string }) => Promise<Operation>;
  readonly jobs: () => Promise<Jobs>;
  readonly journal: () => Pick<Journal, "hasRoom">;
  readonly containerNumbers: () => ContainerNumbers;
  readonly labelFiles: LabelFiles;
  readonly labelBook: (member: MemberId) => LabelBook;
  /** Takes one request from the allowance of a key or person. */
  readonly allow: (who: string) => Promise<Allowance>;
  /** Records and sightings for the comparison of modules. */
  readonly moduleChecks: () => CheckModulesDeps;
  readonly checkLimits: CheckLimits;
  /** Consignments for other members' installations, and files that people hand in. */
  readonly consignments: () => ConsignmentDesk;
  readonly random: Random;
  readonly clock: Clock;
  /** Folder for files that arrive. */
  readonly uploads: () => string;
  /** What a job kept of its bad rows, for people to correct and send again. */
  readonly errorsFile: (jobId: string) => Promise<ReadableStream<Uint8Array> | undefined>;
  readonly alerts: () => AlertBook;
  readonly alertWork: () => AlertDeps & { readonly random: Random };
  readonly stockCounts: () => StockCounts;
  readonly stockWork: () => CountStockDeps;
  /** What a job kept as its report. */
  readonly reportFile: (jobId: string) => Promise<ReadableStream<Uint8Array> | undefined>;
  readonly publicUrl: () => string;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
};
