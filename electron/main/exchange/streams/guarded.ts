/** Calls a follower. One that throws is a defect, which must not keep others from hearing: it is thrown where nothing depends on it. */
export function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
