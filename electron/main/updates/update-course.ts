/** A newer version that this Perch may become. */
export interface Offer {
  readonly version: string;
}

export interface UpdateCourseOptions {
  /** The newest release that is newer and signed, if there is one. */
  readonly check: () => Promise<Offer | undefined>;
  /** Ends when the offer is on this disk; rejects when `signal` cuts it off. */
  readonly download: (offer: Offer, signal: AbortSignal) => Promise<void>;
  /** Asks the person: get it, and install it when Perch quits? */
  readonly ask: (offer: Offer) => Promise<boolean>;
  /** Whether of some order nobody can say yet what became of it, whatever the account. */
  readonly isUnsettled: () => boolean;
  readonly log: { info(message: string): void; warn(message: string): void };
}

export interface UpdateCourse {
  /** Looks at once, and then every six hours. */
  begin(): void;
  /** For the end of Perch: whether a version is on this disk that may be installed now. */
  mayInstall(): boolean;
  /** Looks no more, and cuts a download off. */
  end(): void;
}

const BETWEEN_CHECKS_MS = 6 * 60 * 60_000;
/** How often orders are looked at while an update waits for them, or they for it. */
const LOOK_MS = 1_000;

/**
 * When an update is looked for, asked about, fetched and installed. An order in doubt comes first: nothing is asked, fetched or installed
 * while there is one, and a download that is under way is given up and begun again.
 */
export function createUpdateCourse(options: UpdateCourseOptions): UpdateCourse {
  const { check, download, ask, isUnsettled, log } = options;
  const ending = new AbortController();
  const declined = new Set<string>();
  let busy = false;
  let ready = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    if (busy || ready || ending.signal.aborted) return;
    busy = true;
    try {
      await go();
    } catch (error) {
      if (!ending.signal.aborted) log.warn(`update: ${error instanceof Error ? error.message : 'failed'}`);
    } finally {
      busy = false;
    }
  }

  async function go(): Promise<void> {
    const offer = await check();
    // Who said no is not asked again before the next start.
    if (!offer || declined.has(offer.version)) return;
    await settled();
    if (!(await ask(offer))) return void declined.add(offer.version);
    await fetchBetweenOrders(offer);
    ready = true;
    log.info(`update: ${offer.version} is there, to be installed when Perch quits`);
  }

  async function fetchBetweenOrders(offer: Offer): Promise<void> {
    for (;;) {
      await settled();
      const cut = new AbortController();
      const watch = setInterval(() => isUnsettled() && cut.abort(), LOOK_MS);
      try {
        return await download(offer, AbortSignal.any([cut.signal, ending.signal]));
      } catch (error) {
        if (!cut.signal.aborted || ending.signal.aborted) throw error;
        log.info('update: given up for an order in doubt, to be begun again');
      } finally {
        clearInterval(watch);
      }
    }
  }

  async function settled(): Promise<void> {
    while (isUnsettled()) await pause();
    ending.signal.throwIfAborted();
  }

  function pause(): Promise<void> {
    ending.signal.throwIfAborted();
    return new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }

  return {
    begin() {
      void look();
      timer = setInterval(() => void look(), BETWEEN_CHECKS_MS);
    },
    mayInstall: () => ready && !isUnsettled(),
    end() {
      clearInterval(timer);
      ending.abort();
    },
  };
}
