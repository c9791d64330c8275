import "server-only";

/** The public doors, one table for both the scan listener and the web server: labels, cartons, GS1 links, the covered code, the log. */
import { lookupPath } from "../domain/label/lookup-path.ts";
import { parseTilePath, type Tile } from "../domain/log/tile.ts";
import type { Work } from "../domain/verify/proof-of-work.ts";
import type { Frame } from "../domain/verify/scan-view.ts";
import type { PublicLists } from "../ports/public-lists.ts";
import type { Caller } from "../ports/scan-book.ts";
import { type AnswerActivationDeps, answerActivation } from "../usecases/answer-activation.ts";
import { type AnswerDigitalLinkDeps, answerDigitalLink, describeResolver } from "../usecases/answer-digital-link.ts";
import { answerScan } from "../usecases/answer-scan.ts";
import { answerHeaders, languageFor, type PublicAnswer, type PublicQuestion } from "../usecases/public-answer.ts";
import type { Counts, LimitedDoor } from "./metrics/counts.ts";

export type PublicDeps = AnswerDigitalLinkDeps &
  AnswerActivationDeps & {
    /** A pseudonym of the network that asks, for counting. */
    readonly askerMark: (ip: string) => string;
    readonly pages: {
      coveredCode(frame: Frame): string;
      readonly coveredHeaders: Headers;
      howSure(frame: Frame): string;
      scanner(frame: Frame): string;
      readonly scannerHeaders: Headers;
      check(frame: Frame): string;
      readonly checkHeaders: Headers;
    };
    readonly log: PublicLog;
    readonly lists: Pick<PublicLists, "read">;
    readonly counts: Counts;
  };
type Headers = Readonly<Record<string, string>>;

/** The log's public bytes; `undefined` is 404. */
export type PublicLog = {
  checkpoint(): Promise<string | undefined>;
  tile(tile: Tile): Promise<Uint8Array | undefined>;
};

/** `path`: as it came, still encoded, without the query. */
export type PublicRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly accept: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly ip: string;
  readonly caller?: Caller;
  /** The body as text; nothing when it is longer than so many bytes. */
  readonly body?: (most: number) => Promise<string | undefined>;
};

type Door = (
  deps: PublicDeps,
  question: PublicQuestion,
  parts: readonly string[],
  request: PublicRequest,
) => Promise<PublicAnswer>;

/** Letter case of a route means nothing: labels print it in capitals. */
const DOORS: readonly (readonly [RegExp, Door, LimitedDoor?])[] = [
  [/^\/v\/([^/]+)\/?$/i, labelDoor, "label"],
  [/^\/v\/([^/]+)\/activations\/?$/i, activationDoor, "activation"],
  [/^\/v\/?$/i, typedDoor],
  [
    /^\/0[01](?:\/.*)?$/,
    (deps, question, _, { path, query }) => answerDigitalLink(deps, { ...question, path, query }),
    "gs1-link",
  ],
  [/^\/\.well-known\/gs1resolver$/, describeResolver],
  [/^\/a\/?$/i, (deps, question) => pageDoor(deps, question, deps.pages.coveredCode, deps.pages.coveredHeaders)],
  [/^\/a\/([0-9a-f]{64})\/?$/i, coveredDoor, "activation"],
  [/^\/how-sure\/?$/i, (deps, question) => pageDoor(deps, question, deps.pages.howSure, deps.pages.headers)],
  [/^\/scan\/?$/i, (deps, question) => pageDoor(deps, question, deps.pages.scanner, deps.pages.scannerHeaders)],
  [/^\/check\/?$/i, (deps, question) => pageDoor(deps, question, deps.pages.check, deps.pages.checkHeaders)],
  [/^\/\.well-known\/truelane\/(trust|label-keys)\.json$/, listDoor],
  [/^\/log\/checkpoint$/i, checkpointDoor],
  [/^\/log\/(tile\/.+)$/i, tileDoor],
];

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const WITH_CLAIMS: ReadonlySet<string> = new Set([...READING, "POST"]);
/** As the header `Allow` has them. */
const listOf = (methods: ReadonlySet<string>) => [...methods].join(", ");

/** `undefined` for a path that is no public door. A HEAD answer still carries its body: the transport leaves it out. */
export async function answerPublic(deps: PublicDeps, request: PublicRequest): Promise<PublicAnswer | undefined> {
  for (const [pattern, door, limited] of DOORS) {
    const match = pattern.exec(request.path);
    if (!match) continue;
    const methods = TAKES_CLAIMS.has(door) ? WITH_CLAIMS : READING;
    if (!methods.has(request.method)) return plain(405, "This address is read with GET.\n", { allow: listOf(methods) });
    if (request.method === "OPTIONS")
      return plain(204, "", { ...PREFLIGHT, allow: listOf(methods), "access-control-allow-methods": listOf(methods) });
    const query = request.query === "" ? undefined : new URLSearchParams(request.query);
    const [lang, work] = [query?.get("lang") ?? undefined, workIn(query?.get("work"))];
    const answer = await door(deps, { ...request, lang, work }, match.slice(1), request);
    if (limited && answer.status === 429) deps.counts.lookUpRefused(limited);
    return answer;
  }
  return undefined;
}

/** `challenge.answer`, as the page that asked for work writes it into its own address. */
function workIn(text: string | null | undefined): Work | undefined {
  const [, challenge = "", answer] = /^([0-9a-f]{32})\.(\d{1,15})$/.exec(text ?? "") ?? [];
  return answer === undefined ? undefined : { challenge, answer: Number(answer) };
}

const TAKES_CLAIMS: ReadonlySet<Door> = new Set([activationDoor, coveredDoor]);

async function labelDoor(
  deps: PublicDeps,
  question: PublicQuestion,
  [code = ""]: readonly string[],
): Promise<PublicAnswer> {
  const since = performance.now();
  const answer = await answerScan(deps, { ...question, code: decoded(code) });
  if (answer.verdict) deps.counts.scanAnswered(answer.verdict, answer.status, (performance.now() - since) / 1000);
  return answer;
}

/** Activation of the module whose open code is known: `GET` what to sign, `POST` the signed claim. */
function activationDoor(
  deps: PublicDeps,
  question: PublicQuestion,
  [code = ""]: readonly string[],
  request: PublicRequest,
): Promise<PublicAnswer> {
  return answerActivation(deps, { ...claimQuestion(deps, question, request), which: { code: decoded(code) } });
}

/** The same where only the covered code is at hand: the browser shows the public key under it. */
function coveredDoor(
  deps: PublicDeps,
  question: PublicQuestion,
  [key = ""]: readonly string[],
  request: PublicRequest,
): Promise<PublicAnswer> {
  return answerActivation(deps, { ...claimQuestion(deps, question, request), which: { key: key.toLowerCase() } });
}

function claimQuestion(deps: PublicDeps, question: PublicQuestion, { body }: PublicRequest) {
  return { ...question, asker: deps.askerMark(question.ip), ...(body && { body }) };
}

const PREFLIGHT = {
  "access-control-allow-headers": "*",
  "access-control-max-age": "86400",
};

/** The scanner's text box where scripts do not run. What is no code is looked up as it stands, and the page says so. */
async function typedDoor(
  _deps: PublicDeps,
  _question: PublicQuestion,
  _parts: readonly string[],
  { query }: PublicRequest,
): Promise<PublicAnswer> {
  const typed = new URLSearchParams(query).get("code")?.slice(0, 400) ?? "";
  const found = lookupPath(typed);
  if (found.ok) return plain(303, "", { location: found.value.path });
  if (found.error.code === "foreign") return plain(303, "", { location: `/v/${encodeURIComponent(typed.trim())}` });
  return plain(303, "", { location: "/scan" });
}

async function pageDoor(
  { publicUrl }: PublicDeps,
  question: PublicQuestion,
  page: (frame: Frame) => string,
  headers: Headers,
): Promise<PublicAnswer> {
  const language = languageFor(question.lang, question.acceptLanguage);
  return {
    status: 200,
    headers: { ...answerHeaders("html", language), ...headers },
    body: page({ language, publicUrl }),
  };
}

/** Signed for devices: whom to believe, and which label keys there are (bytes.md section 7). */
async function listDoor(
  { lists }: PublicDeps,
  _question: PublicQuestion,
  [name]: readonly string[],
): Promise<PublicAnswer> {
  const text = await lists.read(name === "trust" ? "trust" : "label-keys");
  if (text === undefined) return plain(404, "This installation has not signed a list yet.\n");
  // A short while: a device that asks again after a key was revoked must hear of it.
  return plain(200, text, { "content-type": "application/json", "cache-control": "public, max-age=60" });
}

/** C2SP tlog-tiles. A signed head is asked for again and again: nobody may keep it. */
async function checkpointDoor({ log }: PublicDeps): Promise<PublicAnswer> {
  const note = await log.checkpoint();
  return note === undefined ? plain(404, "The log has no signed head yet.\n") : plain(200, note);
}

/** What a tile of a given width holds never changes. */
async function tileDoor(
  { log }: PublicDeps,
  _question: PublicQuestion,
  [path = ""]: readonly string[],
): Promise<PublicAnswer> {
  const name = parseTilePath(path.toLowerCase());
  const bytes = name.ok ? await log.tile(name.value) : undefined;
  if (!bytes) return plain(404, "The log has no such tile.\n");
  return {
    status: 200,
    headers: {
      ...PLAIN,
      "content-type": "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    },
    body: bytes,
  };
}

const PLAIN = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  "access-control-allow-origin": "*",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

function plain(status: number, body: string, more: Headers = {}): PublicAnswer {
  return { status, headers: { ...PLAIN, ...more }, body };
}

/** A path that is not even UTF-8 is looked up as it stands, and is not found. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
