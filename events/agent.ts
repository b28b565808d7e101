// What a user agent says about the device, and whether it is a robot. Answers are remembered by text: few browsers send
// most of the events.
import type { Screen } from './contract.ts'

export interface Agent {
  /** Class by the user agent alone; 'unknown' where it does not say. */
  readonly screen: Screen
  /** A phone or tablet: its short side decides between the two. */
  readonly touch: boolean
  /** A robot that says so. */
  readonly bot: boolean
}

/** User agents remembered; at the bound all are forgotten, which costs only the time to read them again. */
const REMEMBERED_MAX = 4_096
/** Longer ones are read but not remembered. */
const REMEMBERED_LENGTH_MAX = 512
/** Only the beginning is looked at: a megabyte of user agent costs no more than this. */
const READ_LENGTH_MAX = 2_048

// Words by which crawlers, previewers and monitors name themselves, after the two public lists: COUNTER's robots list
// (github.com/atmire/COUNTER-Robots, MIT) and monperrus/crawler-user-agents (MIT), cut to what fetches pages and runs
// scripts. A word must stand alone or at a name's end ("Googlebot/2.1", "CUBOT" phones excepted). HeadlessChrome is not
// among them: shops test with it, and their tests are to be seen.
const BOT =
  /bot\b(?<!\bcubot)|crawler|spider\b|crawling|slurp\b|mediapartners-google|google-inspectiontool|facebookexternalhit|facebookcatalog|whatsapp\/|skypeuripreview|bingpreview|lighthouse|pagespeed|ptst\/|gtmetrix|pingdom|uptimerobot|statuscake|site24x7|datadogsynthetics|newrelicsynthetics|embedly|phantomjs|\+https?:\/\/\S*(bot|crawl|spider)/i
const TV =
  /smart-?tv|smarttv|googletv|appletv|apple tv|hbbtv|tizen.*tv|web0s|webos.*tv|netcast|viera|bravia|roku|aftt|aftm|afts|aftb|crkey|android tv|\btv\b/i
const TABLET = /ipad|tablet|kindle|silk\/|playbook|android(?!.*mobile)/i
const PHONE = /mobi|iphone|ipod|android/i
const DESKTOP = /windows nt|macintosh|x11|cros |linux x86_64/i

const NOTHING: Agent = { screen: 'unknown', touch: false, bot: false }
const remembered = new Map<string, Agent>()
// Looking one up means hashing 150 characters, each time anew since each event brings its own copy. Most are found without:
// in the slot that a few characters say, where comparing them whole is cheap.
const SLOTS = 256
const recent = Array.from({ length: SLOTS }, () => ({ text: '', agent: NOTHING }))

function slotOf(text: string): number {
  const { length } = text
  const middle = text.charCodeAt(length >> 1) + 7 * text.charCodeAt((length * 3) >> 2)
  return (length + 3 * text.charCodeAt(length >> 2) + 5 * middle + 11 * text.charCodeAt(length - 1)) & (SLOTS - 1)
}

/** Reads a user agent. '' and anything but text say nothing. */
export function readAgent(userAgent: unknown): Agent {
  if (typeof userAgent !== 'string' || userAgent === '') return NOTHING
  const slot = recent[slotOf(userAgent)] as (typeof recent)[number]
  if (slot.text === userAgent) return slot.agent
  const agent = remembered.get(userAgent) ?? remember(userAgent)
  if (userAgent.length <= REMEMBERED_LENGTH_MAX) {
    slot.text = userAgent
    slot.agent = agent
  }
  return agent
}

function remember(userAgent: string): Agent {
  const agent = classify(userAgent.slice(0, READ_LENGTH_MAX))
  if (userAgent.length <= REMEMBERED_LENGTH_MAX) {
    if (remembered.size >= REMEMBERED_MAX) remembered.clear()
    remembered.set(userAgent, agent)
  }
  return agent
}

function classify(text: string): Agent {
  const bot = BOT.test(text)
  if (TV.test(text)) return { screen: 'tv', touch: false, bot }
  if (TABLET.test(text)) return { screen: 'tablet', touch: true, bot }
  if (PHONE.test(text)) return { screen: 'phone', touch: true, bot }
  return { screen: DESKTOP.test(text) ? 'desktop' : 'unknown', touch: false, bot }
}
