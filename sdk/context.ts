// What an event says about where it happened: the parts of Segment's context that Cartbeat reads.

export const VERSION = '0.1.0'

interface NetworkInformation {
  readonly type?: string
  readonly effectiveType?: string
}

export type Context = Record<string, unknown>

const networkOf = () => (navigator as { connection?: NetworkInformation }).connection
const sizeOf = () => ({ width: screen.width, height: screen.height })

/** Segment's context of this page, now. */
export function contextOf(): Context {
  const network = networkOf()
  return {
    library: { name: 'cartbeat.js', version: VERSION },
    userAgent: navigator.userAgent,
    locale: navigator.language,
    page: pageOf(),
    screen: sizeOf(),
    network: {
      ...(network?.type && {
        type: network.type,
        wifi: network.type === 'wifi',
        cellular: network.type === 'cellular',
      }),
      ...(network?.effectiveType && { effectiveType: network.effectiveType }),
      online: navigator.onLine,
    },
  }
}

/**
 * The same for a heartbeat, most of what a viewer sends: the parts that sort it, and tell a robot. What does not change
 * while one watches stands in the visit's other events. The screen's size matters only where handheld() cannot tell.
 */
export function beatContextOf(): Context {
  const { type, effectiveType } = networkOf() ?? {}
  return {
    userAgent: navigator.userAgent,
    screen: handheld() ? undefined : sizeOf(),
    network: type || effectiveType ? { type, effectiveType } : undefined,
  }
}

/**
 * Phone or tablet, where a finger is the main pointer: tablets give themselves out as desktops, so their user agent
 * cannot tell. undefined otherwise; the collector then goes by the user agent. Bounds are css pixels of the short side.
 */
export function handheld(): 'phone' | 'tablet' | undefined {
  const short = Math.min(screen.width, screen.height)
  if (!matchMedia('(pointer: coarse)').matches || short >= 1024) return undefined
  return short < 600 ? 'phone' : 'tablet'
}

export function pageOf() {
  return {
    url: location.href,
    path: location.pathname,
    title: document.title,
    referrer: document.referrer,
  }
}

/** true when the browser asks not to be followed. */
export function asksForPrivacy(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
  const asked = doNotTrack ?? (window as { doNotTrack?: string | null }).doNotTrack
  return asked === '1' || asked === 'yes' || globalPrivacyControl === true
}
