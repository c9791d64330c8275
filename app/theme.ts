/** Light, dark, or as the device says (no cookie). */
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = "truelane-theme";

export function isTheme(text: string | undefined): text is Theme {
  return THEMES.some((theme) => theme === text);
}
