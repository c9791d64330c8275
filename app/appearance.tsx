import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button.tsx";
import { LANGUAGES } from "@/i18n/languages.ts";
import { setAppearance } from "./actions.ts";
import { isTheme, THEME_COOKIE, THEMES } from "./theme.ts";

/** Language and colours of this browser, as plain buttons: one press each, also without JavaScript. */
export async function Appearance() {
  const t = await getTranslations();
  const locale = await getLocale();
  const cookie = (await cookies()).get(THEME_COOKIE)?.value;
  const theme = isTheme(cookie) ? cookie : "system";
  const groups = [
    {
      name: "language",
      label: t("language.label"),
      choices: LANGUAGES.map((value) => ({ value, label: t(`language.${value}`), chosen: value === locale })),
    },
    {
      name: "theme",
      label: t("theme.label"),
      choices: (["system", ...THEMES] as const).map((value) => ({
        value,
        label: t(`theme.${value}`),
        chosen: value === theme,
      })),
    },
  ];
  return (
    <form action={setAppearance} className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {groups.map((group) => (
        <fieldset key={group.name} className="flex flex-wrap items-center">
          <legend className="sr-only">{group.label}</legend>
          {group.choices.map(({ value, label, chosen }) => (
            <Button
              key={value}
              type="submit"
              name={group.name}
              value={value}
              look="plain"
              lang={group.name === "language" ? value : undefined}
              aria-pressed={chosen}
              className="text-ink-muted aria-pressed:font-semibold aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-accent aria-pressed:decoration-2 aria-pressed:underline-offset-4"
            >
              {label}
            </Button>
          ))}
        </fieldset>
      ))}
    </form>
  );
}
