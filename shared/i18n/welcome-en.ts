/** English messages of the first start. */
export const welcomeEn = {
  'welcome.title': 'Welcome to Perch',
  'welcome.step': 'Step {step} of 3',
  'welcome.next': 'Next',
  'welcome.back': 'Back',
  'welcome.skip': 'Skip the welcome',

  'welcome.look': 'How should it look?',
  'welcome.look.text': 'You can change all of this later in the settings.',

  'welcome.paper': 'Practice money first',
  'welcome.paper.practice':
    'You begin on a practice account with play money. Its exchange runs inside Perch: its orders can never reach a real one.',
  'welcome.paper.badge': 'This badge and an amber line tell that you are practising.',
  'welcome.paper.live':
    'An account with a key of yours is marked like this, with a red line: its orders are real.',
  'welcome.paper.keys':
    'A key is typed into a window of its own and kept in your system’s keychain. The desk never receives it.',

  'welcome.trade': 'Make your first practice trade',
  'welcome.trade.waiting': 'Waiting for the first prices of the practice market.',
  'welcome.trade.other': 'The trade is practised on the practice account; another one is active now.',
  'welcome.trade.use': 'Use the practice account',
  'welcome.trade.text':
    'The ticket on the right is filled: buy {quantity} {asset} at {price}, about {total} {quote} of play money.',
  'welcome.trade.send':
    'Press Enter to send it. Perch asks once more in its own window; Enter there says yes.',
  'welcome.trade.ticket': 'Go to the ticket',
  'welcome.trade.moved': 'Another market is shown now: the ticket can be filled for it.',
  'welcome.trade.again': 'Fill the ticket again',

  'welcome.done': 'Your first practice order is placed',
  'welcome.done.text': 'It stands below under “Open orders” or, when it has traded, under “History”.',
  'welcome.done.end': 'Start',
} as const;
