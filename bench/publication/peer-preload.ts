import { contextBridge, ipcRenderer } from 'electron';

// The bridge of Electron's own guide: a listener per channel, with what main sent.
contextBridge.exposeInMainWorld('peer', {
  onTicker: (listener: (ticker: unknown) => void) =>
    void ipcRenderer.on('ticker', (_event, ticker: unknown) => listener(ticker)),
});
