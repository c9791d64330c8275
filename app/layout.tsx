import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster.tsx";
import { CLIENT_MESSAGES } from "./client-messages.ts";
import { isTheme, THEME_COOKIE } from "./theme.ts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("meta");
  return { title: { default: t("title"), template: "%s · TrueLane" }, description: t("description") };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1318" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  // The cookie reaches the first byte of HTML, so the page never flashes in the other theme.
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const t = await getTranslations("ui");
  const messages = await getMessages();
  const spoken = Object.fromEntries(CLIENT_MESSAGES.map((name) => [name, messages[name]]));
  return (
    <html lang={locale} data-theme={isTheme(theme) ? theme : undefined}>
      <body className="font-sans antialiased">
        <NextIntlClientProvider messages={spoken}>
          {children}
          <Toaster label={t("notifications")} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
