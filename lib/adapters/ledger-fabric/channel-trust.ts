/** Who may order and endorse on a channel, as one of its configuration blocks says: the only roots against which later blocks are checked. */
import { X509Certificate } from "node:crypto";
import { common, msp } from "@hyperledger/fabric-protos";
import { BlockRefused, readable } from "./block-refused.ts";
import { openEnvelope } from "./read-block.ts";

export type ChannelTrust = {
  /** The number of the configuration block. */
  readonly block: number;
  /** MSP ids of the organisations that endorse. */
  readonly endorsers: readonly string[];
  /** MSP ids of the organisations that order. */
  readonly orderers: readonly string[];
  /** Each organisation's certificate authorities, roots and intermediates. */
  readonly authorities: ReadonlyMap<string, readonly X509Certificate[]>;
  /** SmartBFT: the certificate of each consenter by its number. Empty where blocks name their signer themselves (Raft). */
  readonly consenters: ReadonlyMap<number, X509Certificate>;
  /** How many orderers must have signed a block. */
  readonly quorum: number;
};

/**
 * What the block configures; `undefined` for a block of transactions.
 * @throws BlockRefused for a configuration that nobody can read
 */
export function trustOf(block: common.Block): ChannelTrust | undefined {
  const [envelope] = block.getData()?.getDataList_asU8() ?? [];
  const opened = envelope && openEnvelope(envelope);
  if (opened?.channelHeader.getType() !== common.HeaderType.CONFIG) return undefined;
  const number = block.getHeader()?.getNumber() ?? 0;
  const trust = readable(() => configuredBy(opened.payload, number));
  if (!trust) throw new BlockRefused(`Block ${number} configures the channel in a way that cannot be read.`);
  return trust;
}

function configuredBy(payload: common.Payload, block: number): ChannelTrust {
  const group = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()?.getChannelGroup();
  const application = group?.getGroupsMap().get("Application");
  const orderer = group?.getGroupsMap().get("Orderer");
  if (!application || !orderer) throw new Error("a configuration block has no organisations");
  const authorities = new Map<string, X509Certificate[]>();
  const endorsers = organisationsIn(application, authorities);
  const orderers = organisationsIn(orderer, authorities);
  const consenters = consentersIn(orderer);
  return {
    block,
    endorsers,
    orderers,
    authorities,
    consenters,
    quorum: quorumOf(consenters.size),
  };
}

/** So many of n consenters that two such sets always share an honest one: ceil((n + f + 1) / 2) with f = floor((n - 1) / 3). */
function quorumOf(consenters: number): number {
  if (consenters === 0) return 1;
  return Math.ceil((consenters + Math.floor((consenters - 1) / 3) + 1) / 2);
}

function organisationsIn(group: common.ConfigGroup, authorities: Map<string, X509Certificate[]>): string[] {
  const ids: string[] = [];
  group.getGroupsMap().forEach((organisation: common.ConfigGroup) => {
    const value = organisation.getValuesMap().get("MSP")?.getValue_asU8();
    if (!value) return;
    const config = msp.FabricMSPConfig.deserializeBinary(msp.MSPConfig.deserializeBinary(value).getConfig_asU8());
    const pems = [...config.getRootCertsList_asU8(), ...config.getIntermediateCertsList_asU8()];
    ids.push(config.getName());
    authorities.set(
      config.getName(),
      pems.map((pem) => new X509Certificate(pem)),
    );
  });
  return ids;
}

function consentersIn(orderer: common.ConfigGroup): Map<number, X509Certificate> {
  const value = orderer.getValuesMap().get("Orderers")?.getValue_asU8();
  const mapping = value ? common.Orderers.deserializeBinary(value).getConsenterMappingList() : [];
  return new Map(mapping.map((one) => [one.getId(), new X509Certificate(one.getIdentity_asU8())]));
}
