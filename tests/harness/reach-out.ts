/* Run inside a page by Playwright: each function must stand on its own. */

/**
 * Tries every way in which a page can ask a server for something, and answers when each has failed, ended or had its time.
 * @returns the names of those that got an answer
 */
export async function reachByRequest(base: string): Promise<string[]> {
  const patience = 2_000;
  const within = (attempt: Promise<unknown>): Promise<boolean> =>
    Promise.race([
      attempt.then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
    ]);
  const element = (tag: string, attributes: Record<string, string>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const made = document.createElement(tag);
      made.addEventListener('load', resolve);
      made.addEventListener('loadeddata', resolve);
      made.addEventListener('error', reject);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      document.documentElement.append(made);
    });
  const opens = (target: EventTarget): Promise<unknown> =>
    new Promise((resolve, reject) => {
      target.addEventListener('open', resolve);
      target.addEventListener('error', reject);
    });
  const attempts: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(`${base}/fetch`),
    'fetch without cors': () => fetch(`${base}/no-cors`, { mode: 'no-cors' }),
    XMLHttpRequest: () =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.onload = resolve;
        request.onerror = reject;
        request.open('GET', `${base}/xhr`);
        request.send();
      }),
    WebSocket: async () => opens(new WebSocket(`${base.replace('http', 'ws')}/ws`)),
    EventSource: async () => opens(new EventSource(`${base}/events`)),
    image: () => element('img', { src: `${base}/image` }),
    script: () => element('script', { src: `${base}/script` }),
    stylesheet: () => element('link', { rel: 'stylesheet', href: `${base}/style` }),
    video: () => element('video', { src: `${base}/video` }),
    object: () => element('object', { data: `${base}/object` }),
    prefetch: () => element('link', { rel: 'prefetch', href: `${base}/prefetch` }),
    preload: () => element('link', { rel: 'preload', as: 'image', href: `${base}/preload` }),
    preconnect: () => element('link', { rel: 'preconnect', href: base }),
    font: () => new FontFace('outside', `url(${base}/font)`).load(),
    worker: async () => opens(new Worker(`${base}/worker`)),
  };
  // A beacon has no answer: whether it was sent is for the server to say.
  navigator.sendBeacon(`${base}/beacon`, 'x');
  const names = Object.keys(attempts);
  const reached = await Promise.all(names.map(async (name) => within((async () => attempts[name]?.())())));
  return names.filter((_, index) => reached[index]);
}

/** Looks for a way out through WebRTC: a STUN server over UDP and a TURN server over TCP. Ends when gathering has ended. */
export async function reachByPeerConnection(ports: { udpPort: number; tcpPort: number }): Promise<void> {
  const peer = new RTCPeerConnection({
    iceServers: [
      { urls: `stun:127.0.0.1:${ports.udpPort}` },
      { urls: `turn:127.0.0.1:${ports.tcpPort}?transport=tcp`, username: 'x', credential: 'x' },
    ],
  });
  const gathered = new Promise<void>((resolve) => {
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState === 'complete') resolve();
    });
    // A server that does not answer is asked for about ten seconds; that it was asked is known long before.
    setTimeout(resolve, 3_000);
  });
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
  await gathered;
  peer.close();
}
