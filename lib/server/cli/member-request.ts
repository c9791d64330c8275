import "server-only";

/** `truelane member-request`: prepares this installation for a member of somebody else's network, and writes what its founder needs. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openFileSigner } from "../../adapters/signer-file/index.ts";
import { SCOPES } from "../../usecases/actor.ts";
import { admitMember } from "../../usecases/commands.ts";
import { createApiKey } from "../api-keys.ts";
import { systemClock } from "../clock.ts";
import { env } from "../env.ts";
import { mspIdsOf, readFabricSettings } from "../fabric-settings.ts";
import { ensureOrganization, ensurePerson, ensureSeat } from "../organizations.ts";
import { type Command, failed, WrongUse } from "./command.ts";

const TEXT = { type: "string" } as const;
const ROLES = ["admin", "registrar", "release-approver", "label-officer", "shipper"] as const;

const USAGE = "FILE --member ID --name NAME --roles maker,distributor --email ADDRESS [--contact TEXT]";

export const memberRequest: Command = {
  usage: USAGE,
  purpose:
    "makes the keys and the first account of a member here, and writes the request that the network's founder admits",
  options: { member: TEXT, name: TEXT, roles: TEXT, email: TEXT, contact: TEXT },
  async run({ words: [file], options }) {
    const { dataDir, publicUrl, ledger, fabric } = env();
    if (ledger !== "fabric")
      return failed(
        "ledger-of-one",
        "An embedded ledger has one installation only. Set LEDGER=fabric to join a network.",
      );
    const { member, name, roles, email, contact } = options as Record<string, string | undefined>;
    if (!file || !member || !name || !roles || !email) throw new WrongUse(`Use: truelane member-request ${USAGE}`);
    const mspId = mspIdsOf(readFabricSettings(fabric))(member);
    const profile = { member, name, roles: roles.split(","), baseUrl: publicUrl, mspId, ...(contact && { contact }) };
    // Looked at before any key is made.
    const checked = admitMember.safeParse({ kind: "admit-member", admitted: profile, root: "A".repeat(200) });
    if (!checked.success) {
      const [issue] = checked.error.issues;
      throw new WrongUse(`${String(issue?.path.at(-1))}: ${issue?.message}. Use: truelane member-request ${USAGE}`);
    }
    const signer = await openFileSigner({ folder: join(dataDir, "keys"), clock: systemClock });
    const root = await signer.createMember(member);
    writeFileSync(file, `${JSON.stringify({ admitted: checked.data.admitted, root }, null, 2)}\n`);
    const password = randomBytes(15).toString("base64url");
    const organization = await ensureOrganization(member, name);
    const { id } = await ensurePerson({ email, name, password });
    await ensureSeat(organization.id, id, ROLES);
    // Whoever sits at the terminal of the installation needs no password of it.
    const admin = { by: "person", member, userId: id, email, roles: ROLES, confirmedAt: systemClock.now() } as const;
    const key = await createApiKey(admin, { name: `first key ${id.slice(0, 8)}`, scopes: SCOPES });
    if (!key.ok) return failed(key.error.code, key.error.sentence);
    return {
      exit: "good",
      json: { ok: true, file, member, mspId, email, password, apiKey: key.value.key },
      lines: [
        `${file} is the request of ${member} (${mspId}). Give it to the network's founder, who runs: truelane admit ${file}`,
        `First account: ${email}   ${password}`,
        `API key: ${key.value.key}`,
        "Password and key are shown this once.",
      ],
    };
  },
};
