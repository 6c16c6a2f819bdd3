import type { Account } from '@shared/domain/account';
import type { ConnectionStatus, KeychainState } from '@shared/domain/connection';
import { INCIDENT_KINDS, type Diagnostics, type StreamConnection } from '@shared/domain/diagnostics';
import type { Settings } from '@shared/domain/settings';
import type { SystemFacts } from '@shared/domain/system-facts';
import { translate } from '@shared/i18n/translate';
import { originOf, redacted } from './redact';

export interface ReportSubject {
  readonly diagnostics: Diagnostics;
  readonly status: ConnectionStatus | undefined;
  readonly facts: Omit<SystemFacts, 'dataFolder'> | undefined;
  /** Of the active account only what many have in common. */
  readonly account: Pick<Account, 'kind' | 'state' | 'secretHome'> | undefined;
  readonly keychain: KeychainState['state'];
  readonly settings: Settings;
  /** What no line may hold, see private-words.ts. */
  readonly known: readonly string[];
}

/** A report that is too long to be saved loses its oldest incidents. */
const MOST_CHARACTERS = 15_900;

/**
 * All of the panel as plain text in English, for those who look for a cause. Times are UTC. Figures and words of ours are taken one by
 * one; sentences that came from elsewhere are redacted, so that nothing tells whose account it is.
 */
export function reportText(subject: ReportSubject, at: number): string {
  const { diagnostics, status, facts, account, settings } = subject;
  const free = (text: string): string => redacted(text, subject.known);
  const counts = INCIDENT_KINDS.filter((kind) => diagnostics.counts[kind] > 0).map(
    (kind) => `  ${kind}: ${diagnostics.counts[kind]} (${translate('en', `incident.${kind}`)})`,
  );
  const text = [
    `Perch report, ${utc(at)}`,
    ...(facts
      ? [
          `Perch ${facts.perch}, Electron ${facts.electron}, Chromium ${facts.chromium}, ${free(facts.system)}`,
        ]
      : []),
    `settings: ${settings.theme}, ${settings.language}, ${settings.colours}, ${settings.timeZone} time`,
    account ? `account: ${account.kind}, ${account.state}, secret in ${account.secretHome}` : 'account: none',
    `keychain: ${subject.keychain}`,
    ...(status ? statusLines(status, at, free) : []),
    `received: ${diagnostics.messages} messages, ${diagnostics.bytes} bytes`,
    `connections: ${diagnostics.connections.length}`,
    ...diagnostics.connections.map((connection) => connectionLine(connection, at)),
    'counts:',
    ...(counts.length === 0 ? ['  none'] : counts),
    'incidents, newest first:',
    ...(diagnostics.incidents.length === 0 ? ['  none'] : []),
    ...diagnostics.incidents.map(
      ({ at: when, kind, text: words }) => `  ${utc(when)} ${kind}: ${free(words)}`,
    ),
  ].join('\n');
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n…` : text;
}

function statusLines(status: ConnectionStatus, at: number, free: (text: string) => string): string[] {
  const { streams } = status;
  const failureOf = (failure: string): string => (failure === '' ? '' : `; last failure: ${free(failure)}`);
  return [
    `server: ${originOf(status.restUrl)} (${status.state})`,
    `streams: ${streams.state}, ${streams.live} of ${streams.wanted} live${failureOf(streams.failure)}`,
    `last answer or event: ${status.lastAnswerAt === null ? 'none' : `${at - status.lastAnswerAt} ms ago`}${failureOf(status.failure)}`,
    `round trip: ${figure(status.latencyMs)} ms; clock offset: ${figure(status.clockOffsetMs)} ± ${figure(status.clockUncertaintyMs)} ms`,
    `weight: ${status.usedWeight} of ${status.weightLimit}; orders: ${status.orderCount} of ${status.orderLimit}`,
    ...(status.blockedUntil === null ? [] : [`told to wait until ${utc(status.blockedUntil)}`]),
  ];
}

function connectionLine(connection: StreamConnection, at: number): string {
  const since = (moment: number | null): string => (moment === null ? 'never' : `${at - moment} ms ago`);
  const { id, state, streams, openedAt, lastMessageAt, failures, nextAttemptAt } = connection;
  return [
    // Names of markets are public; what has no such shape is looked at as any other words.
    `  #${id} ${state}: ${streams.map((name) => redacted(name, [])).join(', ')}`,
    `opened ${since(openedAt)}`,
    `last message ${since(lastMessageAt)}`,
    `failures ${failures}`,
    ...(nextAttemptAt === null ? [] : [`again in ${nextAttemptAt - at} ms`]),
  ].join('; ');
}

function figure(value: number | null): string {
  return value === null ? '?' : String(Math.round(value));
}

function utc(at: number): string {
  return new Date(at).toISOString();
}
