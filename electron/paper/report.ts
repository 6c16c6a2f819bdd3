/** Tells the person running the exchange something; stdout belongs to the ready line. */
export function report(message: string): void {
  process.stderr.write(`paper exchange: ${message}\n`);
}
