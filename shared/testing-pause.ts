const STEP_MS = 5;

/**
 * At least so many ms, in small steps: on a machine that stands still for longer a single timer would be over before anything that was
 * on its way is read, and a test would look too early.
 */
export async function pause(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
