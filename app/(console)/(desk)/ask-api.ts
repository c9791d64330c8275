export type Answered<T> =
  | { readonly is: "taken"; readonly said: T }
  /** `sentence` is missing where nobody answered. */
  | { readonly is: "refused"; readonly sentence: string | undefined };

/** What the API may answer, in the language of the screen, by its code; what is not in it is said as the server says it. */
export type Sentences = Readonly<Record<string, string>>;

/** Posts to the API in the browser, for what no form action can carry: whole files, and fields that were decoded here. */
export async function askApi<T>(
  address: string,
  request: { readonly body: BodyInit; readonly headers?: Readonly<Record<string, string>> },
  sentences: Sentences,
): Promise<Answered<T>> {
  const response = await fetch(address, { method: "POST", ...request }).catch(() => undefined);
  const said = (await response?.json().catch(() => undefined)) as (T & { code?: string; detail?: string }) | undefined;
  if (response?.ok && said) return { is: "taken", said };
  return { is: "refused", sentence: sentences[said?.code ?? ""] ?? said?.detail };
}
