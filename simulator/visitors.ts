// Who comes: devices, networks, clocks and languages, in proportions that look like a shop's.
import type { Connection, Screen } from '../events/contract.ts'
import { authorName } from './corpus/names.ts'
import type { Visitor } from './happening.ts'
import { between, chance, identifier, pick, weighted, type Random } from './random.ts'

const SCREENS: readonly (readonly [Screen, number])[] = [
  ['phone', 64],
  ['desktop', 26],
  ['tablet', 7],
  ['tv', 3],
]
const CONNECTIONS: Readonly<Record<Screen, readonly (readonly [Connection, number])[]>> = {
  phone: [
    ['wifi', 44],
    ['4g', 34],
    ['5g', 14],
    ['3g', 6],
    ['unknown', 2],
  ],
  tablet: [
    ['wifi', 88],
    ['4g', 12],
  ],
  desktop: [
    ['wifi', 52],
    ['ethernet', 30],
    ['unknown', 18],
  ],
  tv: [
    ['wifi', 70],
    ['ethernet', 30],
  ],
  unknown: [['unknown', 1]],
}
const AGENTS: Readonly<Record<Screen, readonly string[]>> = {
  phone: [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 14; SM-A556B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  ],
  tablet: [
    'Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1',
  ],
  desktop: [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  ],
  tv: ['Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/8.0 TV Safari/537.36'],
  unknown: ['Mozilla/5.0'],
}
const BOT_AGENTS = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
]

export interface VisitorOptions {
  readonly langs: readonly (readonly [string, number])[]
  /** Shares between 0 and 1. */
  readonly bots: number
  readonly skewed: number
  /** Of ordinary Segment clients. */
  readonly plain: number
  readonly signedIn: number
}

/** `random` is the visitor's own stream: who it is does not depend on who came before. */
export function drawVisitor(random: Random, options: VisitorOptions): Visitor {
  const bot = chance(random, options.bots)
  const screen = bot ? 'desktop' : weighted(random, SCREENS)
  const lang = weighted(random, options.langs)
  const visitorId = `v-${identifier(random, 20)}`
  return {
    visitorId,
    userId: chance(random, options.signedIn) ? `u-${identifier(random, 12)}` : null,
    name: authorName(random, lang),
    lang,
    screen,
    connection: weighted(random, CONNECTIONS[screen]),
    userAgent: pick(random, bot ? BOT_AGENTS : AGENTS[screen]),
    bot,
    skew_ms: drawSkew(random, options.skewed),
    ...client(!chance(random, options.plain)),
  }
}

/** Most clocks stand within seconds; some minutes, some a wrong time zone, a few lost their battery. */
function drawSkew(random: Random, skewed: number): number {
  if (!chance(random, skewed)) return between(random, -2_000, 2_000)
  const most_ms = weighted(random, [
    [600_000, 70],
    [10 * 3_600_000, 25],
    [400 * 86_400_000, 5],
  ])
  return between(random, -most_ms, most_ms)
}

/** The shop's own server, which reports orders by itself. */
export function shopServer(visitorId: string, userId: string | null): Visitor {
  return {
    visitorId,
    userId,
    name: 'shop',
    lang: 'en',
    screen: 'unknown',
    connection: 'unknown',
    userAgent: 'analytics-node/3.1.0',
    bot: false,
    skew_ms: 0,
    counts: false,
    library: '@segment/analytics-node',
  }
}

function client(counts: boolean): Pick<Visitor, 'counts' | 'library'> {
  return { counts, library: counts ? 'cartbeat.js' : 'analytics.js' }
}
