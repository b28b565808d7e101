// Processes a scenario begins with.
import type { MemberShape } from '../world/world.ts'

/** Two that share the partitions, each collector, pipeline and API in one. */
export const TWO: readonly MemberShape[] = [{ name: 'one' }, { name: 'two' }]

/** The first reaches the brokers through what cuts and silences. */
export const ONE_BEHIND: readonly MemberShape[] = [{ name: 'one', proxied: true }, { name: 'two' }]
