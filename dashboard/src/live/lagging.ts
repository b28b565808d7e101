// Whose doing it is that the glass is old: the partition of the log that lags, by name.
import type { Lagging } from '../../../api/contract.ts'

/** "partition 3 lags", "partition 3 and 2 more lag", "partition 3 is missing". */
export function laggingWords({ partition, isMissing, others }: Lagging): string {
  const name = `partition ${partition}`
  if (others > 0) return `${name} and ${others} more ${isMissing ? 'are missing or lag' : 'lag'}`
  return `${name} ${isMissing ? 'is missing' : 'lags'}`
}
