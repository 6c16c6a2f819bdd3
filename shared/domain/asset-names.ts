/** What people call an asset. */
export interface AssetName {
  readonly en: string;
  readonly zh: string;
}

/** Symbol, English name, Chinese name. Well-known ones only: any other is found by its symbol. */
const ROWS = `
BTC|Bitcoin|比特币
ETH|Ethereum|以太坊
USDT|Tether|泰达币
USDC|USD Coin|美元币
BUSD|Binance USD|币安美元
TUSD|TrueUSD|真美元
DAI|Dai|戴币
BNB|BNB|币安币
SOL|Solana|索拉纳
XRP|XRP|瑞波币
ADA|Cardano|艾达币
DOGE|Dogecoin|狗狗币
SHIB|Shiba Inu|柴犬币
PEPE|Pepe|佩佩币
TRX|TRON|波场
TON|Toncoin|开放网络
DOT|Polkadot|波卡
AVAX|Avalanche|雪崩
LINK|Chainlink|链克
LTC|Litecoin|莱特币
BCH|Bitcoin Cash|比特币现金
BSV|Bitcoin SV|比特币中本聪愿景
BTG|Bitcoin Gold|比特币黄金
ETC|Ethereum Classic|以太经典
EOS|EOS|柚子
DASH|Dash|达世币
XMR|Monero|门罗币
ZEC|Zcash|大零币
XLM|Stellar|恒星币
NEO|NEO|小蚁币
GAS|Gas|小蚁气
QTUM|Qtum|量子链
ONT|Ontology|本体
VET|VeChain|唯链
IOTA|IOTA|埃欧塔
ATOM|Cosmos|宇宙币
ALGO|Algorand|阿尔戈兰德
FIL|Filecoin|文件币
ICP|Internet Computer|互联网计算机
NEAR|NEAR Protocol|近协议
APT|Aptos|阿普托斯
SUI|Sui|水币
ARB|Arbitrum|阿比特
OP|Optimism|乐观
MATIC|Polygon|马蹄
POL|Polygon|马蹄
UNI|Uniswap|优尼
AAVE|Aave|阿维
MKR|Maker|梅克
COMP|Compound|复利币
CRV|Curve|曲线
SUSHI|SushiSwap|寿司
YFI|yearn.finance|姨夫
SNX|Synthetix|合成币
LDO|Lido DAO|丽多
GRT|The Graph|图币
SAND|The Sandbox|沙盒
MANA|Decentraland|虚拟世界
AXS|Axie Infinity|阿蟹
CHZ|Chiliz|粉丝币
THETA|Theta|西塔
HBAR|Hedera|哈希图
FTM|Fantom|幻影
EGLD|MultiversX|多元宇宙
XTZ|Tezos|特所思
KSM|Kusama|草间弥生
WAVES|Waves|波浪币
BTT|BitTorrent|比特流
BAT|Basic Attention Token|注意力币
ZIL|Zilliqa|吉利卡
NANO|Nano|纳诺
DCR|Decred|德信币
HT|Huobi Token|火币积分
OKB|OKB|欧易币
JEX|JEX|杰克斯
`;

const NAMES: ReadonlyMap<string, AssetName> = new Map(
  ROWS.trim()
    .split('\n')
    .map((row) => {
      const [symbol = '', en = '', zh = ''] = row.split('|');
      return [symbol, { en, zh }];
    }),
);

/** Names of an asset as exchanges spell it, in any case; undefined when it is not well known. */
export function assetName(asset: string): AssetName | undefined {
  return NAMES.get(asset.toUpperCase());
}

/** Assets that a newcomer has heard of, best known first. */
export const WELL_KNOWN: readonly string[] = ['BTC', 'ETH', 'BNB', 'SOL', 'XRP', 'ADA', 'DOGE', 'LTC'];
