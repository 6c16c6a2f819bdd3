import { contextBridge, ipcRenderer } from 'electron';
import { payloadError } from '@shared/contract/payload-limit';
import {
  CHANNELS,
  commandsOf,
  TOPIC_WINDOWS,
  WINDOW_KINDS,
  type TopicName,
  type WindowKind,
} from '@shared/contract/surface';
import type { PublishedUpdate } from '@shared/contract/topics';

/** Main names the kind of this window; the router does not trust it, it only decides what is offered here. */
const KIND_ARGUMENT = '--perch-window=';

function windowKind(): WindowKind {
  const named = process.argv
    .find((argument) => argument.startsWith(KIND_ARGUMENT))
    ?.slice(KIND_ARGUMENT.length);
  const kind = WINDOW_KINDS.find((known) => known === named);
  if (!kind) throw new Error('This window has no known kind');
  return kind;
}

const kind = windowKind();

function callMain(name: string, input: unknown): Promise<unknown> {
  const refusal = payloadError(input);
  if (refusal) return Promise.resolve(refusal);
  return ipcRenderer.invoke(CHANNELS.command, name, input);
}

const commands = Object.freeze(
  Object.fromEntries(commandsOf(kind).map((name) => [name, (input?: unknown) => callMain(name, input)])),
);

const listeners = new Map<string, Set<(update: PublishedUpdate) => void>>();

ipcRenderer.on(CHANNELS.publish, (_event, updates: readonly PublishedUpdate[]) => {
  for (const update of updates) {
    for (const listener of listeners.get(update.topic) ?? []) listener(update);
  }
  // In the frame that shows it: main sends no more before that, so that a window that is slow does not fall behind.
  requestAnimationFrame(() => ipcRenderer.send(CHANNELS.drawn));
});

function subscribe(topic: TopicName, onUpdate: (update: PublishedUpdate) => void): () => void {
  const offered: readonly WindowKind[] = Object.hasOwn(TOPIC_WINDOWS, topic) ? TOPIC_WINDOWS[topic] : [];
  if (!offered.includes(kind)) throw new Error('This window has no such topic');
  const known = listeners.get(topic) ?? new Set();
  listeners.set(topic, known);
  known.add(onUpdate);
  // A second listener asks again too: main answers each subscription with a snapshot.
  ipcRenderer.send(CHANNELS.subscribe, topic);
  return () => {
    known.delete(onUpdate);
    if (known.size === 0) ipcRenderer.send(CHANNELS.unsubscribe, topic);
  };
}

contextBridge.exposeInMainWorld('perch', Object.freeze({ kind, commands, subscribe }));
