"use client";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { useFormState } from "./form-state.tsx";

export const CONTROL =
  "block w-full min-h-11 rounded-[6px] border border-line-strong bg-panel px-3 py-2 text-base text-ink placeholder:text-ink-muted md:min-h-9 md:py-1.5 aria-invalid:border-2 aria-invalid:border-fault disabled:opacity-60";

/** The button inside a file input belongs to the browser; this dresses it as a quiet one. */
export const FILE_CONTROL =
  "block w-full max-w-full text-sm file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-[6px] file:border file:border-solid file:border-line-strong file:bg-panel file:px-4 file:text-sm file:font-semibold file:text-ink md:file:min-h-9";

type Shared = {
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: string;
  className?: string;
  hideLabel?: boolean;
};

function useField({ name, hint }: Shared) {
  const error = useFormState().errors.get(name);
  const described = [hint ? `${name}-hint` : "", error ? `${name}-error` : ""].filter(Boolean).join(" ");
  return {
    error,
    control: {
      id: name,
      name,
      "aria-describedby": described || undefined,
      "aria-invalid": error ? (true as const) : undefined,
    },
  };
}

function Around({ field, error, children }: { field: Shared; error: string | undefined; children: ReactNode }) {
  return (
    <div className={classNames("my-4", field.className)}>
      <label htmlFor={field.name} className={field.hideLabel ? "sr-only" : "mb-1 block font-semibold"}>
        {field.label}
        {field.optional && <span className="font-normal text-ink-muted"> {field.optional}</span>}
      </label>
      {field.hint && (
        <p id={`${field.name}-hint`} className="mb-1 text-sm text-ink-muted">
          {field.hint}
        </p>
      )}
      {error && (
        <p id={`${field.name}-error`} className="mb-1 text-sm font-semibold text-fault">
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

type Own = keyof Shared;
type TextProps = Shared & Omit<ComponentProps<"input">, Own> & { mono?: boolean };

export function TextField({ name, label, hint, optional, className, hideLabel, mono, ...rest }: TextProps) {
  const field = { name, label, hint, optional, className, hideLabel };
  const { error, control } = useField(field);
  return (
    <Around field={field} error={error}>
      <input className={classNames(CONTROL, mono && "font-mono")} {...control} {...rest} />
    </Around>
  );
}

type AreaProps = Shared & Omit<ComponentProps<"textarea">, Own> & { mono?: boolean };

export function TextArea({ name, label, hint, optional, className, hideLabel, mono, ...rest }: AreaProps) {
  const field = { name, label, hint, optional, className, hideLabel };
  const { error, control } = useField(field);
  return (
    <Around field={field} error={error}>
      <textarea rows={3} className={classNames(CONTROL, mono && "font-mono")} {...control} {...rest} />
    </Around>
  );
}

export type Choice = { readonly value: string; readonly label: string };
type SelectProps = Shared & Omit<ComponentProps<"select">, Own> & { choices: readonly Choice[]; empty?: string };

export function SelectField({
  name,
  label,
  hint,
  optional,
  className,
  hideLabel,
  choices,
  empty,
  ...rest
}: SelectProps) {
  const field = { name, label, hint, optional, className, hideLabel };
  const { error, control } = useField(field);
  return (
    <Around field={field} error={error}>
      <select className={CONTROL} {...control} {...rest}>
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

type TickProps = { name: string; label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<"input">, "name" | "type">;

export function TickField({ name, label, hint, id = name, ...rest }: TickProps) {
  return (
    <div className="my-3 flex gap-3">
      <input
        type="checkbox"
        id={id}
        name={name}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-6 shrink-0 md:mt-1 md:size-4.5"
        {...rest}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-ink-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

type ChoicesProps = { name: string; legend: string; choices: readonly (Choice & { hint?: string })[]; chosen?: string };

export function ChoiceField({ name, legend, choices, chosen }: ChoicesProps) {
  return (
    <fieldset className="my-4">
      <legend className="mb-1 font-semibold">{legend}</legend>
      <div className="grid gap-2">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-[6px] border border-line-strong bg-panel px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === chosen}
              className="size-4.5 shrink-0"
            />
            <span>
              {choice.label}
              {choice.hint && <span className="block text-sm text-ink-muted">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
