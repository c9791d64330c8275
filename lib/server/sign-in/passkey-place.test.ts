import { describe, expect, it } from "vitest";
import { passkeyPlace } from "./passkey-place.ts";

describe("where passkeys hold", () => {
  it.each([
    ["https://console.truelane.example", "console.truelane.example", "https://console.truelane.example"],
    ["https://truelane.example:8443", "truelane.example", "https://truelane.example:8443"],
    ["http://127.0.0.1:3000", "localhost", "http://localhost:3000"],
    ["http://[::1]:3000", "localhost", "http://localhost:3000"],
    ["https://localhost", "localhost", "https://localhost"],
    ["http://plant.localhost:3000", "plant.localhost", "http://plant.localhost:3000"],
  ])("is the domain of %s", (publicUrl, rpId, origin) => {
    expect(passkeyPlace(publicUrl)).toEqual({ rpId, origin });
  });

  it.each(["https://192.168.1.20:3443", "https://[fd00::1]"])("is nowhere at the bare address %s", (publicUrl) => {
    expect(passkeyPlace(publicUrl)).toBeUndefined();
  });
});
