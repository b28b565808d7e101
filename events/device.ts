// Screen class and connection, from Segment's context and from what the SDK measured itself (context.cartbeat).
// These only sort events into groups, so nothing in here refuses one: what cannot be read is 'unknown'.
import { readAgent } from './agent.ts'
import { CONNECTIONS, SCREENS, type Connection, type Screen } from './contract.ts'
import { isObject, type Wire } from './reading.ts'

/** Css pixels of the short side: below it a phone, below the next a tablet. */
const PHONE_BELOW_PX = 600
const TABLET_BELOW_PX = 1024

export function readScreen(context: Wire | null, cartbeat: Wire | null): Screen {
  const measured = cartbeat === null ? undefined : wordOf(SCREENS, cartbeat['screen'])
  if (measured !== undefined) return measured
  if (context === null) return 'unknown'
  const agent = readAgent(context['userAgent'])
  if (!agent.touch) return agent.screen
  const screen = context['screen']
  if (!isObject(screen)) return agent.screen
  const short_px = Math.min(Number(screen['width']), Number(screen['height']))
  if (!(short_px > 0)) return agent.screen
  return short_px < PHONE_BELOW_PX ? 'phone' : short_px < TABLET_BELOW_PX ? 'tablet' : 'desktop'
}

export function readConnection(context: Wire | null, cartbeat: Wire | null): Connection {
  const measured = cartbeat === null ? undefined : wordOf(CONNECTIONS, cartbeat['connection'])
  if (measured !== undefined) return measured
  const network = context === null ? undefined : context['network']
  if (!isObject(network)) return 'unknown'
  // Segment's mobile libraries say {wifi: true} or {cellular: true}; browsers say type and effectiveType.
  const type = wordOf(CONNECTIONS, network['type'])
  if (network['wifi'] === true || type === 'wifi') return 'wifi'
  if (type === 'ethernet') return 'ethernet'
  const effective = network['effectiveType']
  return wordOf(CONNECTIONS, effective === 'slow-2g' ? '2g' : effective) ?? type ?? 'unknown'
}

function wordOf<W extends string>(words: readonly W[], value: unknown): W | undefined {
  return typeof value === 'string' && (words as readonly string[]).includes(value) ? (value as W) : undefined
}
