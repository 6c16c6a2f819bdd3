/** What an account holds, what it is worth, and what it has won or lost. */
export const holdingsEn = {
  'balances.value': 'Value ({asset})',
  'balances.valueAsset': 'Value in',
  'balances.total': 'Spot, all together',
  'balances.totalValue': '{value} {asset}',
  'balances.noPrice': '{count} without a price in {asset}: not counted',
  'balances.pricesOld': 'The prices are {age} old.',
  'balances.hideSmall': 'Hide small',
  'balances.hideSmallTitle': 'Leave out what is worth less than 1 {asset}',
  'balances.hideSmallNote': 'below 1 {asset}',
  'balances.shown': 'What is shown',
  'balances.onlySmall': 'Nothing here is worth 1 {asset}.',
  'balances.showSmall': 'Show small',
  'balances.sortBy': 'Sort by {column}',
  'balances.locks': 'What locks {amount} {asset}',
  'balances.lockedBy': 'Locked by',
  'balances.lock': '{side} {quantity} {base} at {price}',
  'balances.lockTimeline': 'Timeline of order {id}, which locks {amount} {asset}',
  'balances.lockRest': '{amount} {asset} are locked by nothing that is known here.',
  'balances.lockOver':
    'Open orders lock {amount} {asset} more than the balance says: one of both is about to change.',
  'balances.lockUnknown': 'Open orders are not known yet.',

  'performance.title': 'Performance',
  'performance.loading': 'Reading the journal.',
  'performance.failed': 'It could not be read: {reason}',
  'performance.noAccount': 'Profit and value belong to an account; none is active.',
  'performance.value': 'Value',
  'performance.range': 'Span of time',
  'performance.range.1d': '1d',
  'performance.range.1w': '1w',
  'performance.range.1m': '1m',
  'performance.range.all': 'All',
  'performance.noValue':
    'Perch notes every five minutes what the account is worth in {asset}, while prices are on the screen. The line begins with the second note.',
  'performance.line':
    'Value in {asset} from {from} to {until}: first {first}, last {last}, lowest {low}, highest {high}.',
  'performance.change': '{change} {asset} ({percent} %) since {from}',
  'performance.profit': 'Profit by symbol',
  'performance.empty': 'The journal has no trades yet.',
  'performance.symbol': 'Symbol',
  'performance.position': 'Bought and held',
  'performance.average': 'Average cost',
  'performance.last': 'Last price',
  'performance.unrealised': 'Unrealised',
  'performance.realised': 'Realised',
  'performance.sum': 'Together',
  'performance.since': 'since {from} · trades: {count}',
  'performance.incomplete': 'incomplete',
  'performance.cut': 'The journal has more orders than were looked at: the oldest are left out.',
  'performance.noPrice': 'no price',
  'performance.older':
    'Trades older than the journal are not in it; the history can ask the exchange for them.',

  'profit.gap.sold-unknown':
    '{amount} {asset} were sold whose cost the journal does not know: they are left out.',
  'profit.gap.unpriced': 'Of some trades the exchange does not say the price: they count as nothing.',
  'profit.gap.fees-unknown': 'The fees of some trades are not known: they are not taken off.',
  'profit.gap.fees-elsewhere': 'Fees in other assets are not taken off: {fees}.',
  'profit.gap.balance-more':
    'The balance holds {amount} {asset} more than these trades explain: deposits, other markets, or trades older than the journal. Their cost is not known.',
  'profit.gap.balance-less':
    'The balance holds {amount} {asset} less than these trades explain: withdrawals, other markets, or trades older than the journal.',

  'profit.method': 'How it is worked out',
  'profit.methodText':
    'Moving weighted average: what you buy adds its price and fee to the cost of what you hold. What you sell takes with it the same share of that cost; what it brought, less its fee, minus that share is realised. Unrealised is what you hold at the last price, minus its cost, before the fee of selling it. Realised and unrealised together are exactly what you hold is worth, less what you paid, plus what you received. Each symbol is reckoned by itself in its quote asset, from the trades that the journal knows, to the last digit. Fees are worked out from the rates that the exchange tells. This is no tax report.',
} as const;
