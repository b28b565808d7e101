// Processes a scenario begins with.
import type { MemberShape } from '../world/world.ts'

/** Two that share the partitions, each collector, pipeline and API in one. */
export const TWO: readonly MemberShape[] = [{ name: 'one' }, { name: 'two' }]

/** The first reaches the brokers through what cuts and silences. */
export const ONE_BEHIND: readonly MemberShape[] = [{ name: 'one', proxied: true }, { name: 'two' }]

/** One that does everything. */
export const ALONE: readonly MemberShape[] = [{ name: 'one' }]

/** Each part in processes of its own: two of those that may be many, one API. */
export const APART: readonly MemberShape[] = [
  { name: 'collector-1', role: 'collector' },
  { name: 'collector-2', role: 'collector' },
  { name: 'pipeline-1', role: 'pipeline' },
  { name: 'pipeline-2', role: 'pipeline' },
  { name: 'api', role: 'api' },
]
