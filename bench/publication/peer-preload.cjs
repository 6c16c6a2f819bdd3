const { contextBridge, ipcRenderer } = require('electron');

// The bridge of Electron's own guide: a listener per channel, with what main sent.
contextBridge.exposeInMainWorld('peer', {
  onTicker: (listener) => void ipcRenderer.on('ticker', (_event, ticker) => listener(ticker)),
});
