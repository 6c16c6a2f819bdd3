import * as v from 'valibot';
import { MOST_INDICATOR_TEXT, readIndicators } from '../domain/indicators';
import { SETTING_CHOICES, type Settings } from '../domain/settings';
import { assetName, marketTab, symbolNameOrNone } from './inputs';

const choices = SETTING_CHOICES;

/** Id of a watchlist, or empty. */
const watchlistText = v.pipe(v.string(), v.regex(/^\d{0,15}$/));

/** Every setting with what it may be: main checks a window's wish by it, and what the database holds. */
export const SETTING_FIELDS = {
  theme: v.picklist(choices.theme),
  language: v.picklist(choices.language),
  colours: v.picklist(choices.colours),
  timeZone: v.picklist(choices.timeZone),
  clock: v.picklist(choices.clock),
  grouping: v.picklist(choices.grouping),
  sounds: v.picklist(choices.sounds),
  largeTrades: v.picklist(choices.largeTrades),
  tapeShare: v.picklist(choices.tapeShare),
  lockAfter: v.picklist(choices.lockAfter),
  startAtLogin: v.picklist(choices.startAtLogin),
  closeToTray: v.picklist(choices.closeToTray),
  trayText: v.picklist(choices.trayText),
  strip: v.picklist(choices.strip),
  showKey: v.picklist(choices.showKey),
  bottomTab: v.picklist(choices.bottomTab),
  hideSmall: v.picklist(choices.hideSmall),
  welcomed: v.picklist(choices.welcomed),
  priceScale: v.picklist(choices.priceScale),
  interval: v.picklist(choices.interval),
  indicators: v.pipe(
    v.string(),
    v.maxLength(MOST_INDICATOR_TEXT),
    v.check((text) => readIndicators(text) !== undefined, 'must be a list of indicators'),
  ),
  zoom: v.picklist(choices.zoom),
  marketSort: v.picklist(choices.marketSort),
  marketOrder: v.picklist(choices.marketOrder),
  marketTab,
  watchlist: watchlistText,
  trayList: watchlistText,
  symbol: symbolNameOrNone,
  valueAsset: assetName,
} satisfies { readonly [F in keyof Settings]: v.GenericSchema<string, Settings[F]> };
