/** What a tool printed of one module's EEPROM, as the digests that an event carries (optics.md section 6). */
import { LONGEST_CAPTURE } from "../domain/optics/capture-limit.ts";
import { decodeCaptureWithModules } from "../domain/optics/decode-capture.ts";
import { eepromDigests } from "../domain/optics/eeprom-digest.ts";
import { ok, type Result } from "../domain/result.ts";
import type { Problem } from "./operation.ts";
import { problem } from "./verb.ts";

export type CaptureDigests = { readonly map: string; readonly core: string; readonly full?: string };

export const CAPTURE_TOO_LONG =
  "A capture has at most 65,536 characters here, and this one is longer. Give what was printed of this one module.";

/** Of exactly one module, its bytes and not only words about them; never of a part of what was given. */
export function digestsOfCapture(capture: string, pointer: string): Result<CaptureDigests, Problem> {
  if (capture.length > LONGEST_CAPTURE) return problem("capture-too-long", CAPTURE_TOO_LONG, pointer);
  const { modules } = decodeCaptureWithModules(capture);
  if (modules.length > 1)
    return problem("capture-invalid", `This capture holds ${modules.length} modules. Give that of one.`, pointer);
  const [module] = modules;
  const digests = module && eepromDigests(module.eeprom);
  if (!digests)
    return problem(
      "capture-invalid",
      "This capture does not hold the bytes of a module's identity page. Paste a hex dump, as of `ethtool -m … hex on`.",
      pointer,
    );
  return ok({ map: digests.map, core: digests.core, ...(digests.full !== null && { full: digests.full }) });
}
