"use client";
import { ErrorState } from "@/components/ui/error-state.tsx";

export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorState error={error} retry={retry} />;
}
