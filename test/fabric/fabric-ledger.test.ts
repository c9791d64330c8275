import { ledgerSuite } from "../ports/ledger-suite.ts";
import { openTestNetwork } from "./test-network.ts";

ledgerSuite("the Fabric ledger", openTestNetwork, "claimed");
