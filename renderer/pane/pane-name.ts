import { visibleText } from '@shared/domain/visible-text';
import type { Rune } from '../state/rune';
import { selectedMarket } from '../state/selected-market';
import { selectedSymbol } from '../state/view';

/** The pair as people write it; the bare symbol while its rules are not known. */
export const paneName: Rune<string> = {
  get current() {
    const rules = selectedMarket.current?.rules;
    return visibleText(rules ? `${rules.baseAsset}/${rules.quoteAsset}` : selectedSymbol.current);
  },
};
