// Text that is kept gets bytes of its own. Ids come out of a record as slices of its text, as V8 makes them: a slice keeps
// all of it alive, and a state of slices is the whole log once more in memory, scattered.

/** Long enough for every id; longer text goes another way. Bytes. */
const SCRATCH_BYTES = 1024
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)

/** The same well-formed text, holding nothing but itself. */
export function ownText(text: string): string {
  // UTF-8 takes at most 3 bytes a UTF-16 unit.
  if (text.length * 3 > SCRATCH_BYTES) return Buffer.from(text).toString()
  return scratch.toString('utf8', 0, scratch.write(text, 0))
}
