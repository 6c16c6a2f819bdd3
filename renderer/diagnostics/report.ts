import type { ConnectionStatus } from '@shared/domain/connection';
import { INCIDENT_KINDS, type Diagnostics, type StreamConnection } from '@shared/domain/diagnostics';
import { visibleText } from '@shared/domain/visible-text';
import { translate } from '@shared/i18n/translate';

/** All of the panel as plain text in English, for those who look for a cause. Times are UTC; nothing of the account is in it. */
export function diagnosticsText(
  diagnostics: Diagnostics,
  status: ConnectionStatus | undefined,
  at: number,
): string {
  const counts = INCIDENT_KINDS.filter((kind) => diagnostics.counts[kind] > 0).map(
    (kind) => `  ${kind}: ${diagnostics.counts[kind]} (${translate('en', `incident.${kind}`)})`,
  );
  return [
    `Perch diagnostics, ${utc(at)}`,
    ...(status ? statusLines(status, at) : []),
    `received: ${diagnostics.messages} messages, ${diagnostics.bytes} bytes`,
    `connections: ${diagnostics.connections.length}`,
    ...diagnostics.connections.map((connection) => connectionLine(connection, at)),
    'counts:',
    ...(counts.length === 0 ? ['  none'] : counts),
    'incidents, newest first:',
    ...(diagnostics.incidents.length === 0 ? ['  none'] : []),
    ...diagnostics.incidents.map(
      ({ at: when, kind, text }) => `  ${utc(when)} ${kind}: ${visibleText(text)}`,
    ),
  ].join('\n');
}

function statusLines(status: ConnectionStatus, at: number): string[] {
  const { streams } = status;
  return [
    `server: ${visibleText(status.restUrl)} (${status.state})`,
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
    `  #${id} ${state}: ${streams.map(visibleText).join(', ')}`,
    `opened ${since(openedAt)}`,
    `last message ${since(lastMessageAt)}`,
    `failures ${failures}`,
    ...(nextAttemptAt === null ? [] : [`again in ${nextAttemptAt - at} ms`]),
  ].join('; ');
}

function failureOf(failure: string): string {
  return failure === '' ? '' : `; last failure: ${visibleText(failure)}`;
}

function figure(value: number | null): string {
  return value === null ? '?' : String(Math.round(value));
}

function utc(at: number): string {
  return new Date(at).toISOString();
}
