// How long tests wait for a condition. vi.waitFor and expect.poll give up after a second by themselves, which on a busy
// machine asserts a speed.

/** Give it to vi.waitFor; expect.poll has it from vitest.config.ts. */
export const PATIENCE_MS = 60_000
/** A test that waits for one condition in vain ends with what it waited for, not with its own time. */
export const TEST_MS = 2 * PATIENCE_MS
