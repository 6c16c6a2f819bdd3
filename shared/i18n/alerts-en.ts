/** English messages of alerts: their panel, their form and what they tell. */
export const alertsEn = {
  'alerts.title': 'Alerts',

  'error.alert.unknown': 'There is no such alert any more.',
  'error.alert.nowhere': 'No exchange is connected: choose an account first.',
  'error.alert.too-many': 'There are {most} alerts already: remove some first.',
} as const;
