/** Time as an argument: the core has none of its own. */
import type { Time } from "../domain/event/event.ts";

export interface Clock {
  /** Now, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  now(): Time;
}
