/** Search parameters as single texts: a repeated or missing one is absent. */
export async function textParams<K extends string>(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
  ...names: K[]
): Promise<Partial<Record<K, string>>> {
  const given = await searchParams;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  ) as Partial<Record<K, string>>;
}

/** A path segment as it was written by a person: Next hands it over percent-encoded. */
export function segmentOf(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
