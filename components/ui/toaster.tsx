"use client";
import "sonner/dist/styles.css";
import { Toaster as Sonner } from "sonner";

export function Toaster({ label }: { label: string }) {
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={label}
      toastOptions={{
        unstyled: true,
        className: "panel w-full px-4 py-3 text-sm font-semibold shadow-xl",
        duration: 2500,
      }}
    />
  );
}
