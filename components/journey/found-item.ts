/** What a scanned text turned out to be, from the view of the member who scanned it. */
export type FoundItem =
  | {
      readonly state: "ok";
      /** What is sent: a label id or an SSCC. */
      readonly item: string;
      readonly is: "module" | "container";
      readonly name: string;
      readonly detail: string;
    }
  | { readonly state: "not-yours" | "unknown" | "blocked" | "several"; readonly sentence: string };

export type LookUp = (text: string) => Promise<FoundItem>;
