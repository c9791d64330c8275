import "server-only";

/** Lines for operators, JSON on standard error. Secrets are cut by name, wherever a caller put them. */
import pino, { type Logger } from "pino";
import { env } from "./env.ts";

export type Log = Logger;

const SECRET_FIELDS = [
  "password",
  "secret",
  "codes",
  "labelCode",
  "token",
  "apiKey",
  "authorization",
  "cookie",
  "seed",
];
const CENSORED = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

let opened: Log | undefined;

/** The log of this process; `part` names it in every line. */
export function log(part?: string): Log {
  opened ??= pino(
    {
      level: env().logLevel,
      base: { part: part ?? "web" },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: CENSORED, censor: "(kept secret)" },
    },
    pino.destination({ fd: 2, sync: true }),
  );
  return opened;
}
