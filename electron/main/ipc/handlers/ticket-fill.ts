import { fail, ok } from '@shared/domain/result';
import type { ShownTicketFill } from '@shared/domain/ticket-fill';
import type { PaneView } from '../../state/pane-view';
import type { KnownWindow } from '../known-windows';
import type { Handlers } from '../router';

interface TicketFillOptions {
  readonly viewOf: (window: KnownWindow) => Pick<PaneView, 'symbol'> | undefined;
  /** Whether a person is being asked about something. */
  readonly isAsking: () => boolean;
  readonly hasDesk: () => boolean;
  /** The symbol that the desk shows. */
  readonly deskSymbol: () => string;
  readonly selectSymbol: (symbol: string, caller: KnownWindow) => Promise<unknown>;
  readonly publish: (fill: ShownTicketFill) => void;
  readonly now: () => number;
}

/**
 * A pane puts a price into the desk's ticket. SECURITY: a window that looks can bring the desk to the market that it shows itself and fill
 * fields there; it can not send, not bring another market, and not change what a person is being asked about.
 */
export function ticketFillHandlers(options: TicketFillOptions): Pick<Handlers, 'ticket.fill'> {
  const { viewOf, isAsking, hasDesk, deskSymbol, selectSymbol, publish, now } = options;
  return {
    async 'ticket.fill'(fill, caller) {
      if (viewOf(caller)?.symbol() !== fill.symbol)
        return fail('ticket.not-shown', 'This window shows another market.');
      if (!hasDesk()) return fail('ticket.no-desk', 'The desk is not open.');
      // Choosing a market takes back what was asked about another one: a pane must not do that.
      if (isAsking()) return fail('ticket.asking', 'A confirmation is open.');
      if (deskSymbol() !== fill.symbol) await selectSymbol(fill.symbol, caller);
      publish({ ...fill, at: now() });
      return ok(null);
    },
  };
}
