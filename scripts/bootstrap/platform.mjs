/** Where TrueLane can run: the embedded Postgres and the pinned Node come as binaries for these platforms. */
import { Stop } from "./say.mjs";

const PLATFORMS = new Map([
  ["linux-x64", "linux-x64"],
  ["linux-arm64", "linux-arm64"],
  ["darwin-x64", "darwin-x64"],
  ["darwin-arm64", "darwin-arm64"],
]);

/** The name of this machine's embedded Postgres package, without its scope. */
export function postgresPackage() {
  const here = `${process.platform}-${process.arch}`;
  const found = PLATFORMS.get(here);
  if (found) return found;
  throw new Stop(
    `TrueLane does not run on ${here}. Use Linux or macOS on x64 or arm64; on Windows use WSL 2 or a Linux container.`,
  );
}

export function assertPlatform() {
  postgresPackage();
  if (process.platform === "linux" && isMusl()) {
    throw new Stop(
      "this system uses musl (Alpine); the database and Node binaries need glibc. Use a Debian, Ubuntu or Fedora based image.",
    );
  }
}

function isMusl() {
  // The report can wait seconds for reverse DNS of open sockets when the network is included.
  process.report.excludeNetwork = true;
  const { header } = process.report.getReport();
  return !header.glibcVersionRuntime;
}
