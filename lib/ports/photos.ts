/** Pictures that reporters send: kept as files beside the database. */
import type { Result } from "../domain/result.ts";

/** Why a picture was not taken. */
export type PhotoProblem = "photo-too-large" | "photo-heic" | "photo-animated" | "photo-unknown";

export interface Photos {
  /** Keeps a still picture whose own bytes say that it is one; answers its name. */
  keep(bytes: Uint8Array): Promise<Result<string, PhotoProblem>>;
  read(name: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined>;
}
