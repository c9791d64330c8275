import "server-only";

/** The settings of this installation: environment variables, parsed once. Nothing below reads the environment. */
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { PlaceHeaders } from "../adapters/place-header/place.ts";
import type { LedgerKind } from "../ports/ledger.ts";

export type Env = {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port of every label and link; no path, no slash at the end. */
  readonly publicUrl: string;
  readonly scanPort: number;
  /** Where the scan listener answers on this machine. */
  readonly scanUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** A server of one's own; undefined = the embedded one in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly ledger: LedgerKind;
  /** Where the Fabric network is; looked at with LEDGER=fabric only. */
  readonly fabric: FabricVariables;
  readonly demo: boolean;
  readonly rateLimits: boolean;
  /** Addresses whose X-Forwarded-For is believed; everybody else's header is only a claim. */
  readonly trustedProxies: readonly string[];
  /** Headers in which a trusted proxy says where a request comes from; empty: nobody says. */
  readonly placeHeaders: PlaceHeaders;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Where `/metrics` is; undefined = nowhere, and nothing is counted. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** `smtp://user:password@host:port`; undefined = mail is written to `dataDir/outbox`. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
};

/** `FABRIC_*` as they were set. Paths or PEM; lists have commas between their parts. */
export type FabricVariables = {
  /** A file that names several organisations, as `fabric:up` writes it. */
  readonly organisations: string;
  readonly peerEndpoint: string | undefined;
  readonly peerHostAlias: string | undefined;
  readonly tlsCa: string | undefined;
  readonly mspId: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly channel: string | undefined;
  readonly chaincode: string | undefined;
};

/** Every wrong setting with its sentence. */
export class BadSettings extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`these settings are wrong:\n${problems.map((each) => `  - ${each}`).join("\n")}`);
    this.problems = problems;
  }
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug"] as const;
const WILDCARDS = new Set(["0.0.0.0", "::"]);

const port = (name: string) =>
  z.coerce
    .number({ error: `${name} must be a number from 1 to 65535` })
    .int(`${name} must be a whole number`)
    .min(1, `${name} must be at least 1`)
    .max(65535, `${name} must be at most 65535`);
const yesOrNo = (name: string, fallback: boolean) =>
  z
    .enum(["0", "1", "false", "true"], { error: `${name} must be 1 or 0` })
    .default(fallback ? "1" : "0")
    .transform((text) => text === "1" || text === "true");

const host = (name: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, `${name} must be an address or a host name of this machine`)
    .default("127.0.0.1");

const settings = z.object({
  HOST: host("HOST"),
  PORT: port("PORT").default(3000),
  SCAN_PORT: port("SCAN_PORT").optional(),
  PUBLIC_URL: z.string().optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "DATABASE_URL must begin with postgresql://")
    .optional(),
  LEDGER: z.enum(["embedded", "fabric"], { error: "LEDGER must be embedded or fabric" }).default("embedded"),
  FABRIC_DIR: z.string().optional(),
  FABRIC_ORGANISATIONS: z.string().optional(),
  FABRIC_PEER_ENDPOINT: z
    .string()
    .regex(
      /^[^\s:,]+:\d+(\s*,\s*[^\s:,]+:\d+)*$/,
      "FABRIC_PEER_ENDPOINT must be host:port, several with commas between them",
    )
    .optional(),
  FABRIC_PEER_HOST_ALIAS: z.string().optional(),
  FABRIC_TLS_CA: z.string().optional(),
  FABRIC_MSP_ID: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/, "FABRIC_MSP_ID must be an MSP id such as MakerMSP")
    .optional(),
  FABRIC_CERT: z.string().optional(),
  FABRIC_KEY: z.string().optional(),
  FABRIC_CHANNEL: z.string().optional(),
  FABRIC_CHAINCODE: z.string().optional(),
  DEMO: yesOrNo("DEMO", true),
  RATE_LIMITS: z.enum(["on", "off"], { error: "RATE_LIMITS must be on or off" }).default("on"),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(",").map((address) => address.trim()))
    .refine(
      (addresses) => addresses.every((address) => isIP(address) !== 0),
      "TRUSTED_PROXIES must be addresses with commas between them",
    )
    .default([]),
  PLACE_HEADERS: z
    .string()
    .regex(
      /^(country|region|latitude|longitude|accuracy)=[A-Za-z0-9-]+(,(country|region|latitude|longitude|accuracy)=[A-Za-z0-9-]+)*$/,
      "PLACE_HEADERS must be such as country=cf-ipcountry,region=cf-region; it knows country, region, latitude, longitude, accuracy",
    )
    .transform(
      (text) =>
        Object.fromEntries(
          text
            .toLowerCase()
            .split(",")
            .map((pair) => pair.split("=")),
        ) as PlaceHeaders,
    )
    .default({}),
  METRICS_PORT: port("METRICS_PORT").optional(),
  METRICS_HOST: host("METRICS_HOST"),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}` }).default("warn"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "SMTP_URL must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().min(3).default("TrueLane <truelane@localhost>"),
});

/** The settings of this process. Throws `BadSettings` with the whole list. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
let parsed: Env | undefined;

/** @param source as `process.env`; empty texts count as unset. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) throw new BadSettings(read.error.issues.map(sentenceOfIssue));
  const value = read.data;
  const problems: string[] = [];
  const scanPort = value.SCAN_PORT ?? value.PORT + 1;
  const dataDir = resolve(value.DATA_DIR);
  // A Unix socket's address holds 103 bytes on macOS, 107 on Linux (unix(7)).
  if (Buffer.byteLength(dataDir) > 90)
    problems.push("DATA_DIR is too long a path; choose one of at most 90 characters");
  if (scanPort > 65535) problems.push("SCAN_PORT (default PORT + 1) must be at most 65535");
  if (scanPort === value.PORT) problems.push("SCAN_PORT must differ from PORT");
  if (value.METRICS_PORT === value.PORT || value.METRICS_PORT === scanPort)
    problems.push(
      "METRICS_PORT must differ from PORT and SCAN_PORT: metrics are for whoever runs this, not for the public",
    );
  const publicUrl = publicUrlOf(value.PUBLIC_URL, value.HOST, value.PORT, problems);
  if (value.RATE_LIMITS === "off" && !isLoopback(value.HOST)) {
    problems.push("RATE_LIMITS=off is for a loopback HOST only; others could guess passwords and codes");
  }
  if (Object.keys(value.PLACE_HEADERS).length > 0 && value.TRUSTED_PROXIES.length === 0)
    problems.push("PLACE_HEADERS needs TRUSTED_PROXIES: from anybody else such a header is only a claim");
  if (problems.length > 0) throw new BadSettings(problems);
  return {
    host: value.HOST,
    port: value.PORT,
    publicUrl,
    scanPort,
    scanUrl: `http://${inUrl(reachable(value.HOST))}:${scanPort}`,
    dataDir,
    databaseUrl: value.DATABASE_URL,
    ledger: value.LEDGER,
    fabric: {
      organisations: resolve(
        value.FABRIC_ORGANISATIONS ?? join(value.FABRIC_DIR ?? join(dataDir, "fabric"), "organisations.json"),
      ),
      peerEndpoint: value.FABRIC_PEER_ENDPOINT,
      peerHostAlias: value.FABRIC_PEER_HOST_ALIAS,
      tlsCa: value.FABRIC_TLS_CA,
      mspId: value.FABRIC_MSP_ID,
      cert: value.FABRIC_CERT,
      key: value.FABRIC_KEY,
      channel: value.FABRIC_CHANNEL,
      chaincode: value.FABRIC_CHAINCODE,
    },
    demo: value.DEMO,
    rateLimits: value.RATE_LIMITS === "on",
    trustedProxies: value.TRUSTED_PROXIES,
    placeHeaders: value.PLACE_HEADERS,
    logLevel: value.LOG_LEVEL,
    metrics: value.METRICS_PORT === undefined ? undefined : { host: value.METRICS_HOST, port: value.METRICS_PORT },
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
  };
}

/** True when only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare.endsWith(".localhost") || bare === "::1" || /^127\.\d+\.\d+\.\d+$/.test(bare);
}

// Labels are printed with this address and passwords cross it: plain http is for this machine alone.
function publicUrlOf(text: string | undefined, host: string, webPort: number, problems: string[]): string {
  if (text === undefined) {
    if (isLoopback(host) || WILDCARDS.has(host)) return `http://${inUrl(reachable(host))}:${webPort}`;
    problems.push(`PUBLIC_URL is needed with HOST=${host}: set it to the https address that people will open`);
    return "";
  }
  if (!URL.canParse(text)) {
    problems.push("PUBLIC_URL must be an address such as https://truelane.example.com");
    return "";
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") problems.push("PUBLIC_URL must begin with https://");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    problems.push(`PUBLIC_URL must begin with https:// for ${url.hostname}; plain http is for localhost only`);
  }
  if (url.pathname !== "/" || url.search || url.hash || url.username) {
    problems.push("PUBLIC_URL must be scheme, host and port only, without a path");
  }
  return url.origin;
}

function reachable(host: string): string {
  return WILDCARDS.has(host) ? "127.0.0.1" : host;
}

function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function sentenceOfIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join(".");
  return issue.message.startsWith(name) ? issue.message : `${name}: ${issue.message}`;
}
