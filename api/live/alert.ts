// What is wrong with the stream and for whom, in one sentence; and since when.
import type { LiveNow } from '../contract.ts'
import { QUALITY_FIELDS, named, splitKey } from './fields.ts'
import type { QualityByKey } from './quality.ts'
import { ALERT_ATTEMPTS_MIN, ALERT_MINUTES, ALERT_PLAYED_MS_MIN } from './quality.ts'
import { FAILURE_ALERT_SHARE, REBUFFER_ALERT_SHARE } from './quality.ts'

interface Trouble {
  /** What the viewers of the group see. */
  readonly says: string
  readonly share: number
  /** How much viewing it touches, ms: an attempt counts as a minute. */
  readonly weight: number
}

/** The worst trouble of the last three minutes; null when no group passes a threshold. */
export function streamAlert(cells: QualityByKey, now_s: number): LiveNow['streamAlert'] {
  const minute = Math.floor(now_s / 60) * 60
  const groups = byGroup(cells)
  const troubled = [...groups].flatMap(([group, minutes]) => {
    const trouble = troubleOf(group, minutes, minute)
    return trouble ? [{ group, minutes, trouble }] : []
  })
  const worst = troubled.toSorted((a, b) => b.trouble.share * b.trouble.weight - a.trouble.share * a.trouble.weight)[0]
  if (!worst) return null
  let since = minute
  while (troubleOf(worst.group, worst.minutes, since - 60)) since -= 60
  // The window that first crossed the threshold ended there; the trouble began within it.
  const first = since - (ALERT_MINUTES - 1) * 60
  const known = [...worst.minutes.keys()].filter((key) => key >= first)
  const rest = troubled.length === groups.size ? '' : restOf(troubled.length)
  const [screen = '', connection = ''] = worst.group.split('/')
  return { text: `${worst.trouble.says}.${rest}`, since_ms: Math.min(...known, since) * 1000, screen, connection }
}

function restOf(troubled: number): string {
  return troubled === 1 ? ' The rest is fine.' : ` ${troubled} groups are affected, the rest is fine.`
}

function byGroup(cells: QualityByKey): Map<string, Map<number, readonly number[]>> {
  const groups = new Map<string, Map<number, readonly number[]>>()
  for (const [key, values] of cells) {
    const [minute = '', screen = '', connection = ''] = splitKey(key)
    const name = `${screen}/${connection}`
    let minutes = groups.get(name)
    if (!minutes) groups.set(name, (minutes = new Map()))
    minutes.set(Number(minute), values)
  }
  return groups
}

/** The trouble of a group in the ALERT_MINUTES up to and with `minute`. */
function troubleOf(group: string, minutes: ReadonlyMap<number, readonly number[]>, minute: number): Trouble | null {
  const sum = { played_ms: 0, rebuffer_ms: 0, attempts: 0, failures: 0 }
  for (let at = minute; at > minute - ALERT_MINUTES * 60; at -= 60) {
    const cell = named(QUALITY_FIELDS, minutes.get(at) ?? [])
    sum.played_ms += cell.played_ms
    sum.rebuffer_ms += cell.rebuffer_ms
    sum.attempts += cell.attempts
    sum.failures += cell.failures
  }
  const time = sum.played_ms + sum.rebuffer_ms
  const rebuffer = time >= ALERT_PLAYED_MS_MIN ? sum.rebuffer_ms / time : 0
  if (rebuffer >= REBUFFER_ALERT_SHARE) {
    return { says: `${whose(group)} rebuffer ${percent(rebuffer)} of ${LAST}`, share: rebuffer, weight: time }
  }
  const failing = sum.attempts >= ALERT_ATTEMPTS_MIN ? sum.failures / sum.attempts : 0
  if (failing >= FAILURE_ALERT_SHARE) {
    return {
      says: `${percent(failing)} of starts on ${lower(whose(group))} failed in ${LAST}`,
      share: failing,
      weight: sum.attempts * 60_000,
    }
  }
  return null
}

/** Beside it stand shares of other windows: it names its own. */
const LAST = `the last ${ALERT_MINUTES}\u202fmin`

const SCREEN_WORDS: Readonly<Record<string, string>> = {
  phone: 'Phones',
  tablet: 'Tablets',
  desktop: 'Desktops',
  tv: 'TVs',
}
const CONNECTION_WORDS: Readonly<Record<string, string>> = {
  wifi: 'Wi-Fi',
  ethernet: 'Ethernet',
  offline: 'a lost connection',
}

function whose(group: string): string {
  const [screen = '', connection = ''] = group.split('/')
  const who = SCREEN_WORDS[screen] ?? 'Viewers'
  if (connection === 'unknown' || connection === '') return who
  return `${who} on ${CONNECTION_WORDS[connection] ?? connection.toUpperCase()}`
}

const lower = (text: string): string => (text.startsWith('TV') ? text : text.charAt(0).toLowerCase() + text.slice(1))
/** With a narrow no-break space, as everywhere on the glass. */
const percent = (share: number): string => `${Math.round(share * 100)}\u202f%`
