import "server-only";

import type { Clock } from "../ports/clock.ts";

/** This machine's clock, UTC. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
