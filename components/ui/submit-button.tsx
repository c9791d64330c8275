"use client";
import type { ReactNode } from "react";
import { Button, type ButtonLook } from "./button.tsx";
import { useFormState } from "./form-state.tsx";

type Props = {
  look?: ButtonLook;
  disabled?: boolean;
  name?: string;
  value?: string;
  className?: string;
  children: ReactNode;
};

/** Sends the form it stands in; closed while an answer is on its way. */
export function SubmitButton({ disabled = false, ...rest }: Props) {
  const { busy } = useFormState();
  return <Button type="submit" disabled={busy || disabled} aria-busy={busy} {...rest} />;
}
