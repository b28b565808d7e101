// A clock that jumps: at each SIGUSR2 it goes an hour ahead, then an hour behind, then right again.
import { isMainThread } from 'node:worker_threads'

const HOUR_MS = 3_600_000
const STEPS_MS = [0, HOUR_MS, -HOUR_MS]

// The collector lives in the main thread; signals reach it alone.
if (isMainThread) {
  const right = Date.now
  let step = 0
  Date.now = () => right() + (STEPS_MS[step % STEPS_MS.length] ?? 0)
  process.on('SIGUSR2', () => step++)
}
