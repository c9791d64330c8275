import "server-only";

/** The public pages with the policy that their own style and scripts need, and no more (trust.md section 13). */
import { createHash } from "node:crypto";
import { CHECK_STYLE, checkPage } from "../../components/public/check-page.ts";
import { containerPage } from "../../components/public/container-page.ts";
import { coveredCodePage } from "../../components/public/covered-code-page.ts";
import { howSurePage } from "../../components/public/how-sure-page.ts";
import { linksPage } from "../../components/public/links-page.ts";
import { noticePage } from "../../components/public/notice-page.ts";
import { scanPage } from "../../components/public/scan-page.ts";
import { scannerPage } from "../../components/public/scanner-page.ts";
import { PUBLIC_STYLE } from "../../components/public/styles.ts";

const hashOf = (style: string) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
const STYLE = `style-src ${hashOf(PUBLIC_STYLE)}`;
const COMMON = `object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; ${STYLE}; img-src 'self' data:`;

/** Pages without a script: not even their own server may add one. */
const STILL = {
  "content-security-policy": `default-src 'self'; script-src 'none'; ${COMMON}`,
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** The scanner: camera, its own scripts, WebAssembly in a worker, a chosen photo as a blob. */
const SCANNER = {
  "content-security-policy": `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; media-src 'self' blob: mediastream:; ${COMMON} blob:`,
  "permissions-policy": "camera=(self), geolocation=(), microphone=()",
};

/** The module check: its own scripts decode in a worker; only the comparison goes to a server, and to ours alone. */
const CHECK = {
  "content-security-policy": `default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; ${COMMON.replace(STYLE, `${STYLE} ${hashOf(CHECK_STYLE)}`)}`,
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** Activation, and a look-up that works for its answer: their own script, and no other server than ours. */
const COVERED = {
  "content-security-policy": `default-src 'self'; script-src 'self'; connect-src 'self'; ${COMMON}`,
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

export const publicPages = {
  scan: scanPage,
  container: containerPage,
  howSure: howSurePage,
  links: linksPage,
  notice: noticePage,
  coveredCode: coveredCodePage,
  scanner: scannerPage,
  check: checkPage,
  checkHeaders: CHECK,
  headers: STILL,
  scannerHeaders: SCANNER,
  coveredHeaders: COVERED,
  workHeaders: COVERED,
} as const;
