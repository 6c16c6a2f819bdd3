import type { CommandAnswer, CommandInput } from './commands';
import type { CommandName, TopicName, WindowKind } from './surface';
import type { PublishedUpdate } from './topics';

type Invoke<C extends CommandName> =
  undefined extends CommandInput<C>
    ? (input?: CommandInput<C>) => CommandAnswer<C>
    : (input: CommandInput<C>) => CommandAnswer<C>;

/** What a window finds at `window.perch`; frozen, made by preload from the surface table. */
export interface PerchBridge {
  readonly kind: WindowKind;
  /** Only the commands that this kind of window may call are present. */
  readonly commands: { readonly [C in CommandName]: Invoke<C> };
  /** Starts a topic: a snapshot comes first, then changes. The returned function ends it. */
  subscribe<T extends TopicName>(topic: T, onUpdate: (update: PublishedUpdate<T>) => void): () => void;
}
