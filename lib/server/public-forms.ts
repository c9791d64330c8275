import "server-only";

/** Public pages that only the web process has, since they write or open what was shared: reports, and alerts by link. */
import { join } from "node:path";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { messagesIn } from "../../components/public/messages.ts";
import { REPORT_ABOUT, type ReportView, reportPage } from "../../components/public/report-page.ts";
import { endedLinkPage, sharedAlertPage } from "../../components/public/shared-alert-page.ts";
import { MOST_BYTES, openPhotos } from "../adapters/photos-file/photos.ts";
import { coarseNetworkOf } from "../domain/copies/coarse-network.ts";
import { foldCode } from "../domain/label/code.ts";
import type { Photos } from "../ports/photos.ts";
import { tokenHashOf } from "../usecases/copies/forward-alert.ts";
import { type ReportDeps, reportProblem } from "../usecases/copies/report-problem.ts";
import { answerHeaders, languageFor } from "../usecases/public-answer.ts";
import { alertBook, alertWork } from "./alert-desk.ts";
import { queries } from "./composition.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { processWide } from "./process-wide.ts";
import { publicDeps } from "./public-deps.ts";
import { publicPages } from "./public-pages.ts";

/** Reports of one network: people report once, flooders often. */
const REPORTS = { points: 10, duration: 3600 };
/** The photo, and a page of words beside it. */
const MOST_REQUEST = MOST_BYTES + 256 * 1024;

const EMPTY = {
  code: "",
  label: "",
  about: "label",
  text: "",
  place: "",
  contact: "",
  fault: null,
  number: null,
} as const;

export function photos(): Photos {
  return openPhotos(join(env().dataDir, "photos"));
}

/** For whoever reports something: a stranger on the public form, or a person in the console. */
export function reportDeps(): ReportDeps {
  const { clock, random, alerts } = alertWork();
  return { alerts, records: publicDeps().records, photos: photos(), clock, random, operator };
}

/** GET `/report?code=` or `?label=`: the form; POST: keeps the report and answers its number. */
export async function reportDoor(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const language = languageFor(
    url.searchParams.get("lang") ?? undefined,
    request.headers.get("accept-language") ?? undefined,
  );
  const frame = { language, publicUrl: env().publicUrl };
  const code = codeText(url.searchParams.get("code"));
  const label = labelText(url.searchParams.get("label"));
  const page = (view: Partial<ReportView>, status = 200) =>
    new Response(request.method === "HEAD" ? null : reportPage({ ...EMPTY, ...frame, code, label, ...view }), {
      status,
      headers: { ...answerHeaders("html", language), ...publicPages.headers },
    });
  if (request.method !== "POST") {
    const differs = url.searchParams.has("differs");
    return page(differs ? { about: "module", text: messagesIn(language).reportForm.differs } : {});
  }
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  // Refused before it is read: a length that is missing or too long is no browser's form.
  if (!(length <= MOST_REQUEST)) return page({ fault: "photo-too-large" }, 413);
  const ip = request.headers.get("x-forwarded-for") ?? "";
  if (env().rateLimits && !(await isAllowed(ip))) return page({ fault: "too-many" }, 429);
  try {
    const form = await request.formData();
    const text = (name: string, most: number) =>
      String(form.get(name) ?? "")
        .trim()
        .slice(0, most);
    const said = {
      code: codeText(text("code", 400)),
      label: labelText(text("label", 64)),
      about: REPORT_ABOUT.find((about) => about === form.get("about")) ?? "other",
      text: text("text", 4_000),
      place: text("place", 200),
      contact: text("contact", 200),
    } as const;
    const file = form.get("photo");
    const photo = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
    const kept = await reportProblem(reportDeps(), { ...said, photo });
    if (kept.ok) return page({ code: said.code, label: said.label, number: kept.value }, 201);
    return kept.error === "nobody" ? page({ ...said, fault: "fault" }, 503) : page({ ...said, fault: kept.error }, 422);
  } catch (fault) {
    log().error({ err: fault }, "a report could not be kept");
    return page({ fault: "fault" }, 503);
  }
}

/** GET `/shared/{token}`: one alert by a link that was mailed. */
export async function sharedDoor(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const language = languageFor(
    url.searchParams.get("lang") ?? undefined,
    request.headers.get("accept-language") ?? undefined,
  );
  const token = url.pathname.split("/").at(-1) ?? "";
  const headers = { ...answerHeaders("html", language), ...publicPages.headers };
  const { clock } = alertWork();
  const found = /^[A-Za-z0-9_-]{32}$/.test(token)
    ? await alertBook().linked(tokenHashOf(token), clock.now())
    : undefined;
  const frame = { language, publicUrl: env().publicUrl };
  if (!found) return new Response(endedLinkPage(frame), { status: 404, headers });
  const { alert, messages } = found;
  const owner = await queries().memberOf(alert.owner.member);
  const body = sharedAlertPage({
    ...frame,
    number: alert.number,
    owner: owner?.name ?? alert.owner.member,
    contact: owner?.contact ?? owner?.name ?? alert.owner.member,
    serialNumber: alert.serialNumber,
    partNumber: alert.partNumber,
    openedAt: alert.openedAt,
    deadline: alert.deadline,
    state: alert.state,
    contradiction: alert.contradiction,
    messages: messages.filter(({ what }) => what === "said").map(({ at, author, text }) => ({ at, author, text })),
  });
  return new Response(body, { headers });
}

/** Shown and passed on as it came; never longer than a code with its signature. */
function codeText(text: string | null): string {
  return foldCode(text ?? "").slice(0, 160);
}

function labelText(text: string | null): string {
  return /^[0-9a-f]{64}$/.test(text ?? "") ? (text ?? "") : "";
}

async function operator(): Promise<string | undefined> {
  return (await queries().members())[0]?.member;
}

function isAllowed(ip: string): Promise<boolean> {
  const limiter = processWide("report limits", () => new RateLimiterMemory({ keyPrefix: "report", ...REPORTS }));
  return limiter.consume(coarseNetworkOf(ip)).then(
    () => true,
    () => false,
  );
}
