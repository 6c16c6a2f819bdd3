/** What people call an asset. */
export interface AssetName {
  readonly en: string;
  /** The English one where no Chinese one is in use. */
  readonly zh: string;
}

/** Symbol, English name, Chinese name where one is in use. Well-known ones only: any other is found by its symbol. */
const ROWS = `
BTC|Bitcoin|比特币
ETH|Ethereum|以太坊
USDT|Tether|泰达币
USDC|USD Coin|美元币
BUSD|Binance USD|币安美元
TUSD|TrueUSD|
DAI|Dai|
BNB|BNB|币安币
SOL|Solana|索拉纳
XRP|XRP|瑞波币
ADA|Cardano|艾达币
DOGE|Dogecoin|狗狗币
SHIB|Shiba Inu|柴犬币
PEPE|Pepe|佩佩
TRX|TRON|波场
TON|Toncoin|
DOT|Polkadot|波卡
AVAX|Avalanche|雪崩
LINK|Chainlink|
LTC|Litecoin|莱特币
BCH|Bitcoin Cash|比特币现金
BSV|Bitcoin SV|
BTG|Bitcoin Gold|比特币黄金
ETC|Ethereum Classic|以太经典
EOS|EOS|柚子
DASH|Dash|达世币
XMR|Monero|门罗币
ZEC|Zcash|大零币
XLM|Stellar|恒星币
NEO|NEO|小蚁
GAS|Gas|
QTUM|Qtum|量子链
ONT|Ontology|本体
VET|VeChain|唯链
IOTA|IOTA|埃欧塔
ATOM|Cosmos|阿童木
ALGO|Algorand|
FIL|Filecoin|文件币
ICP|Internet Computer|互联网计算机
NEAR|NEAR Protocol|
APT|Aptos|
SUI|Sui|
ARB|Arbitrum|
OP|Optimism|
MATIC|Polygon|马蹄
POL|Polygon|马蹄
UNI|Uniswap|
AAVE|Aave|
MKR|Maker|
COMP|Compound|
CRV|Curve|
SUSHI|SushiSwap|寿司
YFI|yearn.finance|大姨夫
SNX|Synthetix|
LDO|Lido DAO|
GRT|The Graph|
SAND|The Sandbox|沙盒
MANA|Decentraland|
AXS|Axie Infinity|
CHZ|Chiliz|
THETA|Theta|
HBAR|Hedera|
FTM|Fantom|
EGLD|MultiversX|
XTZ|Tezos|
KSM|Kusama|
WAVES|Waves|
BTT|BitTorrent|比特流
BAT|Basic Attention Token|注意力币
ZIL|Zilliqa|
NANO|Nano|
DCR|Decred|
HT|Huobi Token|火币积分
OKB|OKB|
JEX|JEX|
`;

const NAMES: ReadonlyMap<string, AssetName> = new Map(
  ROWS.trim()
    .split('\n')
    .map((row) => {
      const [symbol = '', en = '', zh = ''] = row.split('|');
      return [symbol, { en, zh: zh || en }];
    }),
);

/** Names of an asset as exchanges spell it, in any case; undefined when it is not well known. */
export function assetName(asset: string): AssetName | undefined {
  return NAMES.get(asset.toUpperCase());
}

/** Assets that a newcomer has heard of, best known first. */
export const WELL_KNOWN: readonly string[] = ['BTC', 'ETH', 'BNB', 'SOL', 'XRP', 'ADA', 'DOGE', 'LTC'];
