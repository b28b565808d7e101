// A visitor's id as a number that leads to nobody: what is kept of an id once the visitor has been erased, so that what comes
// later under it is known. Not a secret: who has the id can make the number, who has the number cannot make the id.
import { murmur2 } from './partition.ts'

/** 53 bits: of a million ids kept, one in ten thousand millions of others would be taken for one of them. */
export function fingerprintOf(visitorId: string): number {
  return (murmur2(visitorId) >>> 0) * 2 ** 21 + (murmur2(`\u0000${visitorId}`) >>> 11)
}
