"use client";
import { createContext, type RefObject, useContext } from "react";

export type FormState = {
  readonly busy: boolean;
  readonly errors: ReadonlyMap<string, string>;
  /** The form itself, for a button that stands outside it on the page. */
  readonly form?: RefObject<HTMLFormElement | null>;
};

export const FormStateContext = createContext<FormState>({ busy: false, errors: new Map() });

export function useFormState(): FormState {
  return useContext(FormStateContext);
}
