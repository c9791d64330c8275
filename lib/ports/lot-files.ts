/** The files of an import: the one that arrived, and the one that says what was wrong with it. */
/** From the start; may be opened again. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

export interface LotFiles {
  upload(path: string): FileBytes;
  /** Appends to the file of errors of a job; the first call begins it anew. */
  openErrors(job: string): Promise<ErrorsFile>;
  /** Begins the report of a job anew. */
  openReport(job: string): Promise<ErrorsFile>;
  discardUpload(path: string): Promise<void>;
}

export interface ErrorsFile {
  write(text: string): Promise<void>;
  end(): Promise<void>;
}
