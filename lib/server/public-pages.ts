import "server-only";

/** The public pages with the policy that their own style and scripts need, and no more (trust.md section 13). */
import { createHash } from "node:crypto";
import { containerPage } from "../../components/public/container-page.ts";
import { coveredCodePage } from "../../components/public/covered-code-page.ts";
import { howSurePage } from "../../components/public/how-sure-page.ts";
import { linksPage } from "../../components/public/links-page.ts";
import { noticePage } from "../../components/public/notice-page.ts";
import { scanPage } from "../../components/public/scan-page.ts";
import { scannerPage } from "../../components/public/scanner-page.ts";
import { PUBLIC_STYLE } from "../../components/public/styles.ts";

const STYLE = `style-src 'sha256-${createHash("sha256").update(PUBLIC_STYLE).digest("base64")}'`;
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

export const publicPages = {
  scan: scanPage,
  container: containerPage,
  howSure: howSurePage,
  links: linksPage,
  notice: noticePage,
  coveredCode: coveredCodePage,
  scanner: scannerPage,
  headers: STILL,
  scannerHeaders: SCANNER,
} as const;
