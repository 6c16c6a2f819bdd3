import type { holdingsEn } from './holdings-en';

/** Simplified Chinese; every key of the English messages. */
export const holdingsZhCn: Readonly<Record<keyof typeof holdingsEn, string>> = {
  'balances.value': '估值（{asset}）',
  'balances.valueAsset': '估值币种',
  'balances.total': '现货合计',
  'balances.totalValue': '{value} {asset}',
  'balances.noPrice': '{count} 种资产没有 {asset} 价格，未计入',
  'balances.pricesOld': '价格已有 {age}未更新。',
  'balances.hideSmall': '隐藏小额',
  'balances.hideSmallTitle': '不显示价值低于 1 {asset} 的资产',
  'balances.hideSmallNote': '低于 1 {asset}',
  'balances.shown': '显示内容',
  'balances.onlySmall': '这里没有价值达到 1 {asset} 的资产。',
  'balances.showSmall': '显示小额',
  'balances.sortBy': '按{column}排序',
  'balances.locks': '{amount} {asset} 被什么冻结',
  'balances.lockedBy': '冻结来源',
  'balances.lock': '以 {price} {side} {quantity} {base}',
  'balances.lockTimeline': '订单 {id} 的时间线，它冻结了 {amount} {asset}',
  'balances.lockRest': '另有 {amount} {asset} 的冻结来源未知。',
  'balances.lockOver': '当前委托冻结的数量比余额所示多 {amount} {asset}：两者之一即将更新。',
  'balances.lockUnknown': '当前委托尚未取得。',

  'performance.title': '盈亏',
  'performance.loading': '正在读取日志。',
  'performance.failed': '无法读取：{reason}',
  'performance.noAccount': '盈亏与估值属于账户；当前没有启用的账户。',
  'performance.value': '资产估值',
  'performance.range': '时间范围',
  'performance.range.1d': '1天',
  'performance.range.1w': '1周',
  'performance.range.1m': '1月',
  'performance.range.all': '全部',
  'performance.noValue':
    '屏幕上有行情时，Perch 每五分钟记录一次账户以 {asset} 计的价值。有两次记录之后开始画线。',
  'performance.line':
    '{from} 至 {until} 以 {asset} 计的价值：最初 {first}，最新 {last}，最低 {low}，最高 {high}。',
  'performance.change': '自 {from} 以来 {change} {asset}（{percent} %）',
  'performance.profit': '各交易对盈亏',
  'performance.empty': '日志中还没有成交。',
  'performance.symbol': '交易对',
  'performance.position': '买入持有',
  'performance.average': '平均成本',
  'performance.last': '最新价',
  'performance.unrealised': '未实现盈亏',
  'performance.realised': '已实现盈亏',
  'performance.sum': '合计',
  'performance.since': '自 {from} · {count} 笔成交',
  'performance.incomplete': '不完整',
  'performance.cut': '日志中的委托多于已读取的数量：最早的未计入。',
  'performance.noPrice': '无价格',
  'performance.older': '早于日志的成交未计入；可在历史委托中向交易所查询。',

  'profit.gap.sold-unknown': '卖出了 {amount} {asset}，日志不知道其成本，未计入。',
  'profit.gap.unpriced': '部分成交的价格交易所没有说明，按零计。',
  'profit.gap.fees-unknown': '部分成交的手续费未知，未扣除。',
  'profit.gap.fees-elsewhere': '以其他资产支付的手续费未扣除：{fees}。',
  'profit.gap.balance-more':
    '余额比这些成交所能说明的多 {amount} {asset}：可能来自充值、其他市场或早于日志的成交，其成本未知。',
  'profit.gap.balance-less':
    '余额比这些成交所能说明的少 {amount} {asset}：可能因提现、其他市场或早于日志的成交。',

  'profit.method': '计算方法',
  'profit.methodText':
    '移动加权平均法：买入的价款和手续费计入持有部分的成本；卖出时按比例带走这部分成本，卖出所得扣除手续费再减去该成本即为已实现盈亏。未实现盈亏是持有部分按最新价计算的价值减去其成本，未扣卖出时的手续费。已实现与未实现之和恰好等于持有部分的价值减去付出、加上收回。每个交易对以其计价资产单独计算，依据日志所知的成交，精确到最后一位。手续费按交易所告知的费率推算。本表不是税务报告。',
};
