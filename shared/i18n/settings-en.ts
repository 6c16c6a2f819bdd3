/** English messages of the settings, the report and moments of the day. */
export const settingsEn = {
  'duration.unit.s': 's',
  'time.morning': '{time} AM',
  'time.afternoon': '{time} PM',

  'settings.title': 'Settings',
  'settings.open': 'Settings',
  'settings.sections': 'Sections of the settings',
  'settings.refused': 'Not changed: {reason}',

  'settings.appearance': 'Appearance',
  'settings.theme': 'Theme',
  'settings.theme.system': 'System',
  'settings.theme.dark': 'Dark',
  'settings.theme.light': 'Light',
  'settings.colours': 'Colours of rising and falling',
  'settings.colours.help': 'Buying has the colour of rising. Signs and shapes tell the same without colour.',
  'settings.colours.green-up': 'Green rises',
  'settings.colours.red-up': 'Red rises',
  'settings.colours.colour-blind': 'Blue rises, orange falls',
  'settings.sample': 'So it looks',

  'settings.language': 'Language',
  'settings.language.help':
    'Everything changes at once. Names that an exchange or you gave stay as they are.',

  'settings.numbers': 'Numbers and time',
  'settings.largeTrades': 'Large trades',
  'settings.largeTrades.help': 'Marked in the list of trades, by how many times the typical trade they are.',
  'settings.largeTrades.auto': 'Largest',
  'settings.largeTrades.times': '{times} ×',
  'settings.largeTrades.off': 'Off',
  'settings.grouping': 'Groups of digits',
  'settings.grouping.help':
    'The decimal mark is always a point. Amounts may be typed with these separators or without.',
  'settings.grouping.comma': 'Comma',
  'settings.grouping.space': 'Space',
  'settings.grouping.none': 'None',
  'settings.clock': 'Clock',
  'settings.clock.24h': '24 hours',
  'settings.clock.12h': '12 hours',
  'settings.timeZone': 'Time zone',
  'settings.timeZone.help':
    'Of the chart, orders and trades. Candles of a day or more begin at midnight UTC on the exchange.',
  'settings.timeZone.local': 'This machine’s',
  'settings.timeZone.utc': 'UTC',
  'settings.now': 'Now it is {time}',
  'settings.amount': 'An amount: {amount}',

  'settings.sounds': 'Sounds',
  'settings.sounds.name': 'Play sounds',
  'settings.sounds.help': 'When an alert fires. What happens is always written and shown too.',

  'settings.trading': 'Trading',
  'settings.confirm': 'Ask before an order of “{account}” is sent',
  'settings.confirm.always': 'Every order',
  'settings.confirm.unusual': 'Unusual ones',
  'settings.confirm.help':
    'Perch asks in a window of its own. Unusual is what is far from the price, large, or the same again within seconds; it is always asked about.',
  'settings.confirm.none': 'No account is active. Each account has its own confirmation and limits.',
  'settings.limits': 'Limits',
  'settings.limits.help': 'Largest order, largest day, allowed symbols, and a lock on all trading.',
  'settings.limits.open': 'Limits…',
  'settings.lockAfter': 'Lock accounts after',
  'settings.lockAfter.off': 'never',
  'settings.lockAfter.minutes': '{minutes} min',
  'settings.lockAfter.help':
    'Without keyboard or mouse. Locking the screen and sleep lock them always. Keys leave memory, so fills are told only after you unlock; prices and price alerts go on.',
  'settings.accounts': 'Accounts and keys',
  'settings.accounts.help': 'Which account trades, its state and its key.',
  'settings.accounts.open': 'Accounts…',

  'settings.system': 'System',
  'settings.startAtLogin': 'Start at login',
  'settings.startAtLogin.help': 'Perch begins out of the way and watches your orders.',
  'settings.closeToTray': 'Close to the tray',
  'settings.closeToTray.help': 'Closing the desk leaves Perch watching, where the desktop has a tray.',
  'settings.folder': 'Data folder',
  'settings.folder.help': 'Orders, settings and the log. No key is in it: keys live in the system keychain.',
  'settings.folder.open': 'Open folder',
  'settings.folder.loading': 'Asking for the folder.',
  'settings.version': 'Version',
  'settings.version.text': 'Perch {perch} · Electron {electron} · Chromium {chromium} · {system}',

  'settings.diagnostics': 'Diagnostics',
  'settings.diagnostics.help':
    'Connections, weights used, the exchange’s clock, latency and what went wrong.',
  'settings.diagnostics.open': 'Diagnostics…',
  'settings.welcome': 'Welcome',
  'settings.welcome.help': 'The three steps of the first start, to the practice trade.',
  'settings.welcome.again': 'Show it again',

  'settings.do.colours': 'Colours: {colours}',
  'settings.do.timeZone': 'Time zone: {zone}',

  'report.save': 'Save report…',
  'report.saving': 'Saving…',
  'report.saved': 'Saved as {path}',

  'error.settings.login': 'The system did not take it: {reason}',
  'error.system.folder': 'The folder could not be opened: {reason}',
  'error.report.not-written': 'The report could not be written: {reason}',
} as const;
