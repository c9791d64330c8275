"use client";
import { createContext } from "react";

/** Tells what stands around a form that its write is recorded. */
export const DoneContext = createContext<() => void>(() => undefined);
