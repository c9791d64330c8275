import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connectGateways, type Gateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import { latestCheckpoint } from "../../lib/adapters/log-store.ts";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import type { LedgerEvent } from "../../lib/domain/event/event.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import { productSubject } from "../../lib/domain/event/subject.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import { type Projection, startProjection } from "../../lib/usecases/project-ledger.ts";
import { DISTRIBUTOR, MAKER, openSmallWorld } from "../ports/small-world.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { bend } from "./bent-chaincode.ts";
import { CODE, endorsed, submitted } from "./submitted.ts";
import { channel, openTestLedger, openTestNetwork, type TestNetwork } from "./test-network.ts";

type Follower = { database: TestDatabase; ledger: Ledger & LedgerStates; projection: Projection };

describe("organisations that run other chaincode than they approved", () => {
  let network: TestNetwork;
  let world: ReturnType<typeof openSmallWorld>;
  let maker: Gateways;
  let distributor: Gateways;
  const followers: Follower[] = [];

  beforeAll(async () => {
    network = await openTestNetwork();
    world = openSmallWorld(network);
    await world.found();
    const of = (member: string) =>
      connectGateways(network.organisations.find((one) => one.member === member)!, channel);
    maker = of(MAKER);
    distributor = of(DISTRIBUTOR);
    const database = await openTestDatabase({ migrate: true });
    const auditor = network.organisations.filter(({ mspId }) => mspId === "AuditorMSP");
    const second = await openTestLedger({ folder: temporaryFolder("auditor"), database, organisations: auditor });
    followers.push(follower(network.database, network.ledger), follower(database, second));
    await submitted(maker, await world.productEvent("PN-WARM"), ["MakerMSP", "DistributorMSP"]);
    // Its receipt says that the ledger here has followed every block until now, so that its size tells of what comes.
    expect(await world.declareProduct("PN-FOLLOWED")).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    for (const { projection } of followers) await projection.stop();
    maker.close();
    distributor.close();
    await followers[1]?.ledger.close();
    await followers[1]?.database.close();
    await network.close();
  });

  it("get nothing in alone: the block marks it, and no honest peer endorses it", async () => {
    await bend(network.installation, "lumen-optics");
    const before = await network.states.size();
    expect(await submitted(maker, await strangersProduct("PN-ALONE"), ["MakerMSP"])).toBe(CODE.endorsementPolicy);
    const both = endorsed(maker, await strangersProduct("PN-ALONE"), ["MakerMSP", "DistributorMSP"]);
    await expect(both).rejects.toThrow();
    expect(await network.ledger.append(await strangersProduct("PN-ALONE"))).toMatchObject({ ok: false });
    expect(await network.states.size()).toBe(before);
  }, 120_000);

  it("get it in together, and every honest follower finds the broken rule", async () => {
    await bend(network.installation, "harbor-supply");
    const event = await strangersProduct("PN-TOGETHER");
    expect(await submitted(maker, event, ["MakerMSP", "DistributorMSP"])).toBe(CODE.valid);
    await everybodySees(event, "vendor");
  }, 120_000);

  it("cannot forge another member's signature: that too is found by every honest follower", async () => {
    const event = await world.productEvent("PN-FORGED");
    const foreign = await network.signer.sign(DISTRIBUTOR, { as: "service" }, eventMessage(event.body));
    const forged = { ...event, signatures: [foreign] };
    await bend(network.installation, "northgrid");
    expect(await submitted(distributor, forged, ["DistributorMSP", "AuditorMSP"])).toBe(CODE.valid);
    await everybodySees(forged, "certificate");
  }, 120_000);

  it("do not stop honest records after theirs, and all followers sign the same root", async () => {
    expect(await world.declareProduct("PN-AFTER")).toMatchObject({ ok: true });
    const roots = await vi.waitFor(async () => {
      const heads = await Promise.all(followers.map(({ database }) => latestCheckpoint(database.pool)));
      expect(heads[0]?.size).toBe(heads[1]?.size);
      return heads.map((head) => Buffer.from(head!.root).toString("hex"));
    }, 60_000);
    expect(roots[0]).toBe(roots[1]);
  });

  /** Signed by the maker, under a vendor name that is not its own. */
  function strangersProduct(partNumber: string): Promise<LedgerEvent> {
    const product = { partNumber, revision: "", vendorName: "SOMEBODY", formFactor: "SFP+", media: "10GBASE-SR" };
    return world.sign({ fact: { kind: "product-declared", ...product } as const });
  }

  /** The entry keeps its place in each follower's log, changes no state, and is marked with the rule that it breaks. */
  async function everybodySees(event: LedgerEvent, rule: string): Promise<void> {
    const partNumber = "partNumber" in event.body ? event.body.partNumber : "";
    const subject = productSubject(MAKER, partNumber, "");
    for (const { database, ledger } of followers) {
      const { rows } = await vi.waitFor(async () => {
        const found = await database.pool.query(
          `SELECT e.rule_broken, b.subject FROM rm_event e JOIN rm_broken_subject b ON b.log_index = e.log_index WHERE e.event_id = $1`,
          [event.body.eventId],
        );
        expect(found.rows.length).toBeGreaterThan(0);
        return found;
      }, 60_000);
      expect(rows.map((row) => row.subject)).toContain(subject);
      expect(rows[0].rule_broken).toContain(rule);
      expect((await ledger.states([subject])).size).toBe(0);
    }
  }
});

function follower(database: TestDatabase, ledger: Ledger & LedgerStates): Follower {
  const rows = openProjectionRows(database.pool, openManifestFiles(temporaryFolder("no-manifests")));
  const projection = startProjection({ rows, ledger, log: { error: (fault) => console.warn(fault) } });
  return { database, ledger, projection };
}
