// What an event says about where it happened: the parts of Segment's context that Cartbeat reads.

export const VERSION = '0.1.0'

interface NetworkInformation {
  readonly type?: string
  readonly effectiveType?: string
}

export type Context = Record<string, unknown>

/** Segment's context of this page, now. */
export function contextOf(): Context {
  const network = (navigator as { connection?: NetworkInformation }).connection
  return {
    library: { name: 'cartbeat.js', version: VERSION },
    userAgent: navigator.userAgent,
    locale: navigator.language,
    page: pageOf(),
    screen: { width: screen.width, height: screen.height, touch: navigator.maxTouchPoints > 0 },
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
