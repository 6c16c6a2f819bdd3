/** A step that cannot be done, with what the user can do about it. Ends the script with exit code 1. */
export class StepFailed extends Error {
  /** @param {string} message what failed @param {string} [remedy] the command or action that helps */
  constructor(message, remedy) {
    super(message);
    this.name = 'StepFailed';
    this.remedy = remedy;
  }
}

/**
 * One line per step on stderr, so that stdout stays the app's own.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`perch: ${line}\n`);
}

/**
 * Prints a failed step with its remedy; anything else is a defect and is printed with its stack.
 * @param {unknown} error
 */
export function sayFailure(error) {
  if (error instanceof StepFailed) {
    say(error.message);
    if (error.remedy !== undefined) say(error.remedy);
    return;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
