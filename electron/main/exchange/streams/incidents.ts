import { createStore, type StoreApi } from 'zustand/vanilla';
import { INCIDENT_KINDS, type Diagnostics, type IncidentKind } from '@shared/domain/diagnostics';
import { systemTime, type TimeSource } from '../time-source';

/** What went wrong, counted; survives every single connection and feed. */
type IncidentState = Pick<Diagnostics, 'counts' | 'incidents'>;

export interface Incidents {
  /** Counts one occurrence and keeps its words: one sentence, never a key or a listen key. */
  report(kind: IncidentKind, text: string): void;
  readonly state: StoreApi<IncidentState>;
}

/** Incidents kept with their words; a storm of bad frames costs no more memory than this. */
const MOST_KEPT = 50;

export function createIncidents(time: Pick<TimeSource, 'wall'> = systemTime): Incidents {
  const none = Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, 0])) as Record<IncidentKind, number>;
  const state = createStore<IncidentState>(() => ({ counts: none, incidents: [] }));
  return {
    state,
    report(kind, text) {
      const { counts, incidents } = state.getState();
      state.setState({
        counts: { ...counts, [kind]: counts[kind] + 1 },
        incidents: [{ at: time.wall(), kind, text }, ...incidents.slice(0, MOST_KEPT - 1)],
      });
    },
  };
}
