/** Room for what is larger than memory and needed once more in this process: rows of a file, lines of a manifest. */
export interface Scratch {
  write(text: string): Promise<void>;
  /** From the start, in pieces; may be called again. */
  read(): AsyncIterable<string>;
  discard(): Promise<void>;
}

export type OpenScratch = () => Scratch;
