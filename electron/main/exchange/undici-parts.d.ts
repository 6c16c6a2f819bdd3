/*
 * A part of undici by its file: the index loads fetch, caches, mocks and WebSockets too, four times as much as a client alone, and main
 * loads it before the first window paints.
 */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
