import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLanguage, LANGUAGE_COOKIE } from "./languages.ts";

const messages = {
  en: () => import("../messages/console/en.json"),
  "zh-CN": () => import("../messages/console/zh-CN.json"),
};

/** No language in the path: one URL is one thing, whoever reads it. */
export default getRequestConfig(async () => {
  const cookie = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  const locale = chooseLanguage(cookie, (await headers()).get("accept-language"));
  return { locale, timeZone: "UTC", messages: (await messages[locale]()).default };
});
