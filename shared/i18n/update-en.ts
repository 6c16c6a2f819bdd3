/** English of the question about a newer Perch. */
export const updateEn = {
  'update.question': 'Perch {version} is there. Install it?',
  'update.detail':
    'It is fetched now and installed when you quit. While nobody can say what became of an order, it waits.',
  'update.accept': 'Install when I quit',
  'update.decline': 'Not now',
} as const;
