import type messages from "../messages/console/en.json";
import type { Language } from "./languages.ts";

/** A message key that does not exist fails the type check. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: typeof messages;
  }
}
