/** Letters to people: by SMTP, else as files that the operator can read and pass on. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

export interface Mail {
  /** Resolves once somebody else is responsible for the letter: a server took it, or its file is written. */
  send(letter: Letter): Promise<void>;
}
