import "server-only";

import { randomBytes } from "node:crypto";
import type { Random } from "../ports/random.ts";

/** The operating system's source. */
export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };
