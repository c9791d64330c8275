/** Which colour and shape a verdict wears (ux.md section 1). No green below V4. */
import type { VerdictCode } from "../../lib/domain/verify/verdict-strings.ts";
import type { Tone } from "./shapes.ts";

export const TONES: Readonly<Record<VerdictCode, Tone>> = {
  V0: "doubt",
  V1: "stop",
  V2: "record",
  V3: "record",
  V4: "confirmed",
  V5: "doubt",
  V6: "record",
  V7: "stop",
  V8: "unknown",
  V9: "unknown",
};
