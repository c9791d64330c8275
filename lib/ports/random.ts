/** Bytes nobody can guess: codes, secrets, salts, event ids. */
export interface Random {
  /** `length` bytes from a cryptographic source. */
  bytes(length: number): Uint8Array;
}
