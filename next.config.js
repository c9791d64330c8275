import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./i18n/request.ts");

/** Paths that anyone with a phone opens; their handlers write their own headers. */
const PUBLIC = "v/|V/|01/|00/|A$|A/|a$|a/|log$|log/|scan$|scan/|report$|shared/|how-sure$|check$|check/|\\.well-known/";

/** On every other answer. The policy for scripts carries a nonce and is made in proxy.ts. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Not `no-referrer`: under it browsers send `Origin: null` with forms, which we refuse.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, over the whole tree and in seconds; a start needs none of it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pg-boss", "pino", "prom-client", "rate-limiter-flexible", "nodemailer", "pdfkit"],
  async headers() {
    const secure = (process.env.PUBLIC_URL ?? "").startsWith("https://");
    const strict = secure ? [{ key: "Strict-Transport-Security", value: "max-age=31536000" }] : [];
    // The token of a mail stands in this address: not even our own files are told it, whoever keeps a log of them.
    const reset = { source: "/reset-password", headers: [{ key: "Referrer-Policy", value: "strict-origin" }] };
    return [{ source: `/((?!${PUBLIC}).*)`, headers: [...HEADERS, ...strict] }, reset];
  },
  async rewrites() {
    // QR codes carry the address in capitals (alphanumeric mode); these patterns match any letter case.
    return { beforeFiles: [{ source: "/v/:rest*", destination: "/v/:rest*" }], afterFiles: [], fallback: [] };
  },
};

export default withNextIntl(config);
