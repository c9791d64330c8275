/** A refusal in one breath. */
import { type Refused, refuse } from "../result.ts";
import type { Subject } from "./event.ts";
import type { Refusal, RefusalCode } from "./refusal.ts";

export function no(code: RefusalCode, subject?: Subject, detail?: string): Refused<Refusal> {
  return refuse({ code, ...(subject !== undefined && { subject }), ...(detail !== undefined && { detail }) });
}
