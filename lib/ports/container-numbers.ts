/** SSCCs that a member asks for before anything is packed. */
import type { Hash, MemberId } from "../domain/event/event.ts";

export type NumberRequest = {
  readonly id: string;
  readonly member: MemberId;
  readonly actor: Readonly<Record<string, unknown>>;
  /** The SSCC that the member chose; absent: the next one under `prefix`. */
  readonly sscc?: string;
  readonly prefix: string;
  readonly idempotencyKey?: string;
  readonly requestHash: Hash;
};

export interface ContainerNumbers {
  /** Gives a number once and for ever. The same member and key again: the first answer, whatever else was asked. */
  number(request: NumberRequest): Promise<{ readonly sscc: string; readonly requestHash: Hash }>;
}
