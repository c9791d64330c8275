"use client";
import { createContext, useContext } from "react";

export type FormState = { readonly busy: boolean; readonly errors: ReadonlyMap<string, string> };

export const FormStateContext = createContext<FormState>({ busy: false, errors: new Map() });

export function useFormState(): FormState {
  return useContext(FormStateContext);
}
