// CSV as people may open it: a spreadsheet takes a cell that begins like a formula for one, whoever wrote it, and viewers write
// what they like. Such a text gets an apostrophe before it, as OWASP advises (CSV Injection; ASVS 5.0, 1.2.10).

const QUOTE = '"'.charCodeAt(0)
const APOSTROPHE = "'".charCodeAt(0)
const NEWLINE = '\n'.charCodeAt(0)
/** = + - @, tab, newlines, nothing; and the wide forms of the first four that East Asian spreadsheets take alike. */
const FORMULA = new Set([...'=+-@\t\r\n\0'].map((sign) => sign.charCodeAt(0)))
const WIDE = ['＝', '＋', '－', '＠'].map((sign) => Buffer.from(sign))
const WIDE_FIRST = WIDE[0]?.[0] ?? 0

export interface SafeCsv {
  readonly bytes: Buffer
  /** Newlines outside of quotes. */
  readonly lines: number
}

/** `csv` as the engine writes it: texts in quotes, and numbers without any, which stay as they are. */
export function safeCsv(csv: Buffer): SafeCsv {
  const parts: Buffer[] = []
  let done = 0
  let lines = 0
  let quoted = false
  for (let at = 0; at < csv.length; at++) {
    const byte = csv[at]
    if (byte === QUOTE) {
      // A quote within a text is two: the second opens nothing.
      const opens = !quoted && csv[at - 1] !== QUOTE
      quoted = !quoted
      if (!opens || !isFormula(csv, at + 1)) continue
      parts.push(csv.subarray(done, at + 1), Buffer.of(APOSTROPHE))
      done = at + 1
    } else if (byte === NEWLINE && !quoted) lines++
  }
  if (done > 0) parts.push(csv.subarray(done))
  return { bytes: done > 0 ? Buffer.concat(parts) : csv, lines }
}

function isFormula(csv: Buffer, at: number): boolean {
  const first = csv[at] ?? QUOTE
  if (first === WIDE_FIRST) return WIDE.some((sign) => csv.subarray(at, at + sign.length).equals(sign))
  return FORMULA.has(first)
}
