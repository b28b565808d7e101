// How numbers, money and times are written. Pure; one set a locale. A narrow no-break space stands before units, digits
// are grouped by the locale, and money comes from integer minor units without ever being a float.

/** Narrow no-break space: between a number and its unit. */
export const NNBSP = '\u202f'
/** For what is not known. */
export const NONE = '–'

const COMPACT_FROM = 1_000_000

export interface Formats {
  /** 12,847; 1.24M from a million on. */
  count(value: number): string
  /** 0.028 -> "2.80 %": three significant digits at most. null -> "–". */
  percent(rate: number | null): string
  /** The same in as few digits as a strip of numbers bears: "12 %", "0.9 %". */
  percentShort(rate: number | null): string
  /** Difference of two rates, without its sign: 0.032 -> "3.2 pt". */
  points(difference: number): string
  /** At most three significant digits. */
  decimal(value: number): string
  /** With exactly so many decimals, 0 to 2: what stands in a column or a range. */
  fixed(value: number, digits: 0 | 1 | 2): string
  /** Minor units of a currency: 4821640 EUR -> "€48,216.40"; `whole` rounds to major units. Averages are rounded to minor units first. */
  money(minor: number, currency: string, whole?: boolean): string
  /** Unix ms -> "20:47". */
  clock(at_ms: number): string
  /** Unix ms -> "20:46:58". */
  clockSeconds(at_ms: number): string
  /** Unix ms -> "16 Oct, 20:00". */
  day(at_ms: number): string
  /** Unix ms -> "16 Oct 2025". */
  date(at_ms: number): string
  /** 38 -> "38 ms"; 400 with `seconds` or >= 1000 -> "0.4 s"; from a minute on "6 min". */
  span(ms: number, unit?: 'seconds'): string
  /** 2832000 -> "47:12"; with hours "1:02:33". */
  duration(ms: number): string
  /** 3400 -> "3.4 Mbit/s". */
  bitrate(kbps: number): string
  /** A tick of an axis: 12000 -> "12k". */
  tick(value: number): string
}

/** @param locale BCP 47; undefined takes the browser's. */
export function makeFormats(locale?: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone }
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  const fixed = [0, 1, 2].map(
    (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone })
  const clockSeconds = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...zone,
  })
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone })
  const monies = new Map<string, Intl.NumberFormat>()

  /** Three significant digits, two decimals at most. */
  const three = (value: number): string => {
    const size = Math.abs(value)
    const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
    return fixed[digits]!.format(value)
  }
  const moneyFormat = (currency: string, rounded: boolean): Intl.NumberFormat => {
    const key = `${currency}${rounded}`
    let format = monies.get(key)
    if (!format) {
      const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
      format = new Intl.NumberFormat(locale, rounded ? { ...style, maximumFractionDigits: 0 } : style)
      monies.set(key, format)
    }
    return format
  }

  return {
    count: (value) => (Math.abs(value) < COMPACT_FROM ? whole : compact).format(value),
    percent: (rate) => (rate === null ? NONE : three(rate * 100) + NNBSP + '%'),
    percentShort: (rate) => {
      if (rate === null) return NONE
      const value = rate * 100
      return fixed[value === 0 || value >= 9.95 ? 0 : 1]!.format(value) + NNBSP + '%'
    },
    points: (difference) => fixed[1]!.format(Math.abs(difference) * 100) + NNBSP + 'pt',
    decimal: (value) => (Number.isInteger(value) ? whole.format(value) : three(value)),
    fixed: (value, digits) => fixed[digits]!.format(value),
    money: (minor, currency, rounded = false) => {
      if (!isCurrency(currency)) return whole.format(minor)
      return moneyFormat(currency, rounded).format(decimalOf(Math.round(minor), exponentOf(currency)))
    },
    clock: (at_ms) => clock.format(at_ms),
    clockSeconds: (at_ms) => clockSeconds.format(at_ms),
    day: (at_ms) => day.format(at_ms),
    date: (at_ms) => date.format(at_ms),
    span: (ms, unit) => {
      if (ms < 1000 && unit !== 'seconds') return whole.format(ms) + NNBSP + 'ms'
      if (ms < 9950) return fixed[1]!.format(ms / 1000) + NNBSP + 's'
      if (ms < 90_000) return whole.format(ms / 1000) + NNBSP + 's'
      return whole.format(ms / 60_000) + NNBSP + 'min'
    },
    duration: (ms) => {
      const seconds = Math.max(0, Math.floor(ms / 1000))
      const two = (n: number): string => String(n).padStart(2, '0')
      const hours = Math.floor(seconds / 3600)
      const minutes = Math.floor(seconds / 60) % 60
      return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
    },
    bitrate: (kbps) =>
      kbps >= 1000 ? fixed[1]!.format(kbps / 1000) + NNBSP + 'Mbit/s' : whole.format(kbps) + NNBSP + 'kbit/s',
    tick: (value) =>
      value >= 1000 ? fixed[value % 1000 === 0 ? 0 : 1]!.format(value / 1000) + 'k' : whole.format(value),
  }
}

const exponents = new Map<string, number>()

/** ISO 4217 exponent of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  let exponent = exponents.get(currency)
  if (exponent === undefined) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    exponent = options.maximumFractionDigits ?? 2
    exponents.set(currency, exponent)
  }
  return exponent
}

/** What a person types ("39", "39.90", "39,90") in minor units; null when it is not an amount. */
export function minorOf(typed: string, currency: string): number | null {
  const exponent = exponentOf(currency)
  const match = /^\s*(\d{1,9})(?:[.,](\d+))?\s*$/.exec(typed)
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > exponent) return null
  return Number(match[1]! + fraction.padEnd(exponent, '0'))
}

/** Whole minor units as a plain decimal: what Intl formats without a float in between. */
export function decimalOf(minor: number, exponent: number): `${number}` {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const major = digits.slice(0, digits.length - exponent)
  const fraction = exponent > 0 ? '.' + digits.slice(-exponent) : ''
  return `${minor < 0 ? '-' : ''}${major}${fraction}` as `${number}`
}

function isCurrency(currency: string): boolean {
  return /^[A-Z]{3}$/.test(currency)
}
