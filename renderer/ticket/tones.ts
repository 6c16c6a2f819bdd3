import { settings } from '../state/settings';

/** Two short notes (Hz): up for an order that filled, down for one that was refused. */
const NOTES = { filled: [659.25, 880], refused: [311.13, 233.08] } as const;
const NOTE_S = 0.09;
const LOUDNESS = 0.06;

/** An order that takes several levels fills many times, and what is placed and filled at once is told twice: one tone (ms) is enough. */
const APART_MS = 1_500;

let context: AudioContext | undefined;
let last: { readonly kind: keyof typeof NOTES; readonly at: number } | undefined;

/** A tone made on the spot, only where sounds are wanted. A machine without a loudspeaker stays silent. */
export function playTone(kind: keyof typeof NOTES): void {
  if (settings.current.sounds !== 'on') return;
  const at = performance.now();
  if (last?.kind === kind && at - last.at < APART_MS) return;
  last = { kind, at };
  context ??= new AudioContext();
  const { destination } = context;
  void context.resume().catch(() => undefined);
  const gain = context.createGain();
  gain.connect(destination);
  const start = context.currentTime + 0.01;
  const end = start + NOTE_S * NOTES[kind].length;
  gain.gain.setValueAtTime(LOUDNESS, start);
  gain.gain.setValueAtTime(LOUDNESS, end - NOTE_S / 2);
  // Without a fade the end is a click.
  gain.gain.linearRampToValueAtTime(0, end);
  NOTES[kind].forEach((frequency, index) => {
    const voice = new OscillatorNode(gain.context, { type: 'triangle', frequency });
    voice.connect(gain);
    voice.start(start + index * NOTE_S);
    voice.stop(start + (index + 1) * NOTE_S);
  });
}
