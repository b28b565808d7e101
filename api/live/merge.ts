// Several frames into one, for a client that missed some: everything in a frame is absolute or merged by key.
import type { LiveFrame } from '../contract.ts'

/** Frames oldest first, at least one. The curve's points stand once a second with their newest value. */
export function mergeFrames(frames: readonly LiveFrame[]): LiveFrame {
  const newest = frames.at(-1)
  if (!newest) throw new RangeError('no frames to merge')
  const points = new Map<number, number>()
  for (const frame of frames) for (const { t, viewers } of frame.curve) points.set(t, viewers)
  return {
    now: newest.now,
    curve: [...points].toSorted((a, b) => a[0] - b[0]).map(([t, viewers]) => ({ t, viewers })),
    comments: frames.flatMap((frame) => frame.comments),
    show: lastOf(frames, 'show'),
    products: lastOf(frames, 'products'),
    moments: lastOf(frames, 'moments'),
    questions: lastOf(frames, 'questions'),
  }
}

function lastOf<K extends keyof LiveFrame>(frames: readonly LiveFrame[], key: K): LiveFrame[K] | null {
  return frames.findLast((frame) => frame[key] !== null)?.[key] ?? null
}
