import Link from "next/link";
import type { ReactNode } from "react";
import { Appearance } from "@/app/appearance.tsx";
import { Logo } from "@/components/ui/light-path.tsx";

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col px-4">
      <header className="py-4">
        <Link href="/" className="inline-flex min-h-11 items-center rounded">
          <Logo />
        </Link>
      </header>
      <main id="content" className="flex-1 py-8 sm:py-16">
        {children}
      </main>
      <footer className="border-t border-line py-4">
        <Appearance />
      </footer>
    </div>
  );
}
