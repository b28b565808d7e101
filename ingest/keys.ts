// Write keys: who may send, and under which label their events stand.
import { HOST_SOURCE } from '../events/host.ts'
import type { WriteKeys } from './contract.ts'

/** "demo,shopA:abc" -> {demo: "demo", abc: "shopA"}. Throws with a message that tells the wrong part by its place: the keys of servers are secret. */
export function readWriteKeys(text: string): WriteKeys {
  const keys = new Map<string, string>()
  for (const [i, part] of text.split(',').entries()) {
    const place = `key ${i + 1} of ${text.split(',').length}`
    const [first = '', second] = part.trim().split(':')
    const label = first.trim()
    const key = (second ?? first).trim()
    if (part.trim().split(':').length > 2 || label === '' || key === '' || /\s/.test(key)) {
      throw new Error(`${place} cannot be read: write "key" or "label:key", separated by commas`)
    }
    if (label === HOST_SOURCE) throw new Error(`label "${HOST_SOURCE}" of ${place} is the host's own: choose another`)
    if (keys.has(key)) throw new Error(`${place} is given twice`)
    keys.set(key, label)
  }
  return keys
}

/** The key of a request: Basic user name, then query, as far as the headers say; null: only the body can. */
export function keyOfRequest(authorization: string | undefined, url: string): string | null {
  if (authorization !== undefined) {
    const basic = /^\s*basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization)?.[1]
    if (basic !== undefined) {
      const user = Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0]
      if (user) return user
    }
  }
  const at = url.indexOf('?')
  if (at < 0) return null
  return new URLSearchParams(url.slice(at + 1)).get('writeKey') || null
}
