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

/**
 * Tries the ways out that are no request of the page itself: workers, frames, pictures of styles, modules, and names that are looked up
 * without a request, all below `name`.
 * @returns the names of those that got an answer
 */
export async function reachAround([base, name]: readonly [base: string, name: string]): Promise<string[]> {
  const reached: string[] = [];
  const inWorker = `fetch('${base}/worker-fetch').then(() => postMessage('reached'), () => postMessage('no'))`;
  const attempts: Record<string, () => Promise<unknown>> = {
    'a worker of a blob': () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([inWorker])));
        worker.onmessage = resolve;
        worker.onerror = reject;
      }),
    'a shared worker': async () => new SharedWorker(`${base}/shared`),
    'a service worker': () => navigator.serviceWorker.register(`${base}/service.js`),
    'a service worker of ours': () => navigator.serviceWorker.register('/assets/none.js'),
    'a module': () => import(/* @vite-ignore */ `${base}/module.js`),
    WebTransport: () => {
      const transport = Reflect.construct(Reflect.get(globalThis, 'WebTransport') as new () => object, [
        `${base.replace('http:', 'https:')}/`,
      ]) as { readonly ready: Promise<unknown> };
      return transport.ready;
    },
  };
  const element = (tag: string, attributes: Record<string, string>): HTMLElement => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    document.body.append(made);
    return made;
  };
  const left = [
    element('iframe', { src: `${base}/frame` }),
    element('link', { rel: 'dns-prefetch', href: `https://prefetch.${name}` }),
    element('link', { rel: 'preconnect', href: `https://preconnect.${name}` }),
    element('a', { href: `https://anchor.${name}/` }),
  ];
  try {
    element('iframe', { srcdoc: `<img src="${base}/srcdoc">` });
  } catch {
    // Markup is not taken from text at all.
  }
  left[0]!.style.backgroundImage = `url(${base}/style-image)`;
  document.body.style.setProperty('--x', `url(${base}/variable)`);
  const peer = new RTCPeerConnection({
    iceServers: [{ urls: `turn:turn.${name}:3478?transport=tcp`, username: 'x', credential: 'x' }],
  });
  const other = new RTCPeerConnection();
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
  await other.setRemoteDescription(peer.localDescription!);
  const candidate = `candidate:1 1 udp 2122260223 candidate.${name} 54321 typ host`;
  await other.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 }).catch(() => undefined);
  await other.setLocalDescription(await other.createAnswer());
  await Promise.all(
    Object.entries(attempts).map(([way, attempt]) =>
      Promise.race([
        (async () => attempt())().then(
          () => reached.push(way),
          () => undefined,
        ),
        new Promise((resolve) => setTimeout(resolve, 1_500)),
      ]),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const each of left) each.remove();
  peer.close();
  other.close();
  return reached;
}
