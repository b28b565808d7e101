// The shape of the video loops: what make.ts cuts them to and live.ts counts with.

/** Every segment is exactly this long. */
export const SEGMENT_MS = 2_000
/** Segments of a loop. */
export const LOOP_SEGMENTS = 10
/** Ticks a second of the video track; a whole number of them to a frame. */
export const TIMESCALE = 12_800
export const FRAMES_PER_S = 25
export const LOOPS = ['kitchen', 'street'] as const
export type LoopName = (typeof LOOPS)[number]
