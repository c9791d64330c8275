"use client";
import type { ReactNode } from "react";
import { ConfirmContext } from "@/components/ui/confirm-context.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";

/** Forms inside ask who sits at the browser where an act needs that. */
export function ConfirmPlace({ children }: { children: ReactNode }) {
  return <ConfirmContext value={ConfirmDialog}>{children}</ConfirmContext>;
}
