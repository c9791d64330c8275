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
  | {
      readonly state: "not-yours" | "unknown" | "blocked" | "several";
      readonly sentence: string;
      /** Where what stands in the way can be put right, if this member can. */
      readonly way?: { readonly label: string; readonly href: string };
    };

/** A thing that was chosen on another page, with the text that named it. */
export type ChosenItem = { readonly text: string; readonly found: FoundItem };

export type LookUp = (text: string) => Promise<FoundItem>;
