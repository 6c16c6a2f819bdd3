import type { TopicName } from '@shared/contract/surface';
import type { CandleInterval } from '@shared/domain/market';
import type { Pane } from '@shared/domain/pane';
import { fail, type Result } from '@shared/domain/result';
import type { Settings } from '@shared/domain/settings';
import { createDemand, type Demand } from './demand';
import type { Desk } from './desk';
import { MARKET_TOPICS, type ShownMarket } from './market-view';
import { createMarketStores, createTopicStore, type Readable } from './stores';
import type { TopicSources } from './publication';

/** A chart or book in a window of its own: the desk's symbol or one it is pinned to, with book, tape and candles of its own. */
export interface PaneView {
  /** What its window sees in place of the desk's own topics. */
  readonly sources: TopicSources;
  readonly demand: Pick<Demand, 'add'>;
  /** The symbol that it shows now. */
  symbol(): string;
  pin(pinned: boolean): void;
  chooseInterval(interval: CandleInterval): void;
  /** Older candles of this chart: an error when the window shows another one meanwhile. */
  olderCandles(of: ShownMarket): Promise<Result<{ hasOlder: boolean }>>;
  /** Gives its streams back. */
  close(): void;
}

interface PaneViewOptions {
  readonly pane: Pane;
  readonly desk: Pick<Desk, 'openView'>;
  /** `symbol` is the one that the desk shows. */
  readonly settings: Readable<Settings>;
  /** Of the desk, for what is not about one market. */
  readonly demand: Pick<Demand, 'add'>;
  readonly onChange: (pane: Pane) => void;
}

export function openPaneView({ pane: first, desk, settings, demand, onChange }: PaneViewOptions): PaneView {
  const stores = createMarketStores();
  const own = createDemand();
  const pane = createTopicStore<Pane>(following(first, settings.getState()));
  const shownSettings = createTopicStore<Settings>(withInterval(settings.getState(), first.interval));
  const view = desk.openView({ stores, demand: own, shown: pane.getState() });

  function become(next: Pane): void {
    const now = pane.getState();
    if (next.symbol === now.symbol && next.pinned === now.pinned && next.interval === now.interval) return;
    pane.set(next);
    view.show(next);
    onChange(next);
  }

  const stopSettings = settings.subscribe((state) => {
    become(following(pane.getState(), state));
    shownSettings.set(withInterval(state, pane.getState().interval));
  });

  return {
    sources: { ...stores, pane, settings: shownSettings },
    demand: { add: (topic) => (isOfMarket(topic) ? own : demand).add(topic) },
    symbol: () => pane.getState().symbol,
    pin: (pinned) => become(following({ ...pane.getState(), pinned }, settings.getState())),
    chooseInterval(interval) {
      become({ ...pane.getState(), interval });
      shownSettings.set(withInterval(settings.getState(), interval));
    },
    async olderCandles(of) {
      const { symbol, interval } = pane.getState();
      if (of.symbol === symbol && of.interval === interval) return view.olderCandles();
      return fail('chart.not-shown', 'The window shows another chart meanwhile.');
    },
    close() {
      stopSettings();
      view.stop();
    },
  };
}

/** A pane that is not pinned has the desk's symbol. */
function following(pane: Pane, { symbol }: Settings): Pane {
  return pane.pinned || symbol === '' ? pane : { ...pane, symbol };
}

function withInterval(settings: Settings, interval: CandleInterval): Settings {
  return { ...settings, interval };
}

function isOfMarket(topic: TopicName): boolean {
  return (MARKET_TOPICS as readonly TopicName[]).includes(topic);
}
