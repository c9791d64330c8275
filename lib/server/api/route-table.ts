import "server-only";
import type { Endpoint } from "./endpoint.ts";
import * as alerts from "./endpoints/alerts.ts";
import * as containers from "./endpoints/containers.ts";
import * as fleetChecks from "./endpoints/fleet-checks.ts";
import * as jobs from "./endpoints/jobs.ts";
import * as labelChanges from "./endpoints/label-changes.ts";
import * as keys from "./endpoints/label-keys.ts";
import * as labelOrders from "./endpoints/label-orders.ts";
import { containerLabel, lotLabels } from "./endpoints/labels.ts";
import * as life from "./endpoints/life.ts";
import * as lots from "./endpoints/lots.ts";
import { checkModulesNow } from "./endpoints/module-checks.ts";
import * as modules from "./endpoints/modules.ts";
import * as products from "./endpoints/products.ts";
import * as recalls from "./endpoints/recalls.ts";
import * as records from "./endpoints/records.ts";
import * as stockCounts from "./endpoints/stock-counts.ts";
import * as transfers from "./endpoints/transfers.ts";

/** Every endpoint of the API: the OpenAPI document and the tests go through this list. */
export const ENDPOINTS: readonly Endpoint[] = [
  products.listProducts,
  products.createProduct,
  lots.listLots,
  lots.registerLot,
  lots.lotTemplate,
  lots.getLot,
  lots.listLotModules,
  lots.releaseOneLot,
  lots.withdrawOneLot,
  lotLabels.pdf,
  lotLabels.svg,
  lotLabels.zpl,
  lotLabels.csv,
  keys.listLabelKeys,
  keys.createLabelKey,
  keys.revokeOneLabelKey,
  labelChanges.createLabelVoid,
  labelChanges.createReplacement,
  labelChanges.replacementFile,
  labelOrders.getLabelCounts,
  labelOrders.createLabelOrder,
  labelOrders.withdrawLabelOrder,
  labelOrders.checkLabels,
  labelOrders.countSpoiledLabels,
  labelOrders.declareLabelsApplied,
  modules.findModules,
  modules.getModule,
  modules.getModuleEvents,
  checkModulesNow,
  fleetChecks.startFleetCheck,
  fleetChecks.fleetReport,
  containers.listContainers,
  containers.createContainer,
  containers.getContainer,
  containers.packContainer,
  containers.unpackContainer,
  containerLabel,
  transfers.listTransfers,
  transfers.createTransfer,
  transfers.getTransfer,
  transfers.acceptTransfer,
  transfers.declineTransfer,
  transfers.withdrawOffer,
  transfers.requestConsignment,
  transfers.getConsignment,
  transfers.handInConsignment,
  transfers.createSale,
  life.createReturn,
  life.createInspection,
  life.createRepair,
  life.createRecode,
  life.createInstallation,
  life.createRemoval,
  life.createTheft,
  life.createRecovery,
  life.createScrapping,
  life.undoScrapping,
  life.createCorrection,
  recalls.createRecall,
  recalls.liftOneRecall,
  jobs.listJobs,
  jobs.getJob,
  jobs.getJobEvents,
  jobs.cancelJob,
  jobs.getJobErrors,
  records.listEvents,
  records.listMembers,
  records.getOperation,
  alerts.listAlerts,
  alerts.getAlert,
  alerts.changeOneAlert,
  alerts.addAlertMessage,
  alerts.listCases,
  alerts.openOneCase,
  alerts.getCase,
  alerts.addCaseMessage,
  alerts.decideOneCase,
  alerts.closeOneCase,
  stockCounts.listStockCounts,
  stockCounts.createStockCount,
];
