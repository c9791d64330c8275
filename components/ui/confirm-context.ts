"use client";
import { type ComponentType, createContext } from "react";

export type AskWho = ComponentType<{
  readonly onConfirmed: () => void;
  readonly onLeft: () => void;
  /** Nobody answered what to ask for. */
  readonly onFailed: () => void;
}>;

/** What asks who sits at the browser, where an act is refused until that is known anew. */
export const ConfirmContext = createContext<AskWho | undefined>(undefined);
