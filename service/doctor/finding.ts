// What a check of `npm run doctor` says: one line that names what was found, and what to do where it is not right.

/** warn: it works, and will not always or not for everyone. fail: something does not work, or would not on a start. */
export type State = 'ok' | 'warn' | 'fail'

export interface Finding {
  /** What was looked at, e.g. "topic". */
  readonly check: string
  readonly state: State
  readonly found: string
  /** null where nothing is to do. */
  readonly todo: string | null
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found, todo: null })
export const warn = (check: string, found: string, todo: string): Finding => ({ check, state: 'warn', found, todo })
export const fail = (check: string, found: string, todo: string): Finding => ({ check, state: 'fail', found, todo })

/** The findings of one check; when it could not be made, that is one. */
export async function findingsOf(
  check: string,
  todo: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${LOOK_MAX_MS / 1000} s`)), LOOK_MAX_MS)
  try {
    return await Promise.race([look(), late])
  } catch (error) {
    return [fail(check, error instanceof Error ? error.message : String(error), todo)]
  } finally {
    clearTimeout(timer)
  }
}

const LOOK_MAX_MS = 30_000

/** What a server answered may be long, and may try to steer the terminal it is shown in. */
const FOUND_CHARS_MAX = 600

/** Takes out whatever must not be shown, wherever it came from, also as a header or an address would have it. */
export function withoutSecrets(findings: readonly Finding[], secrets: readonly string[]): readonly Finding[] {
  const hidden = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])
  const hide = (text: string) => plain(hidden.reduce((shown, secret) => shown.replaceAll(secret, '***'), text))
  return findings.map((each) => ({
    ...each,
    found: hide(each.found),
    todo: each.todo === null ? null : hide(each.todo),
  }))
}

/** Without credentials of a header and control characters, cut at FOUND_CHARS_MAX. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const shown = text.replace(/\b(basic|bearer)\s+[\w+/=.-]+/gi, '$1 ***').replace(/[\0-\x1f\x7f-\x9f]+/g, ' ')
  return shown.length > FOUND_CHARS_MAX ? `${shown.slice(0, FOUND_CHARS_MAX)} ...` : shown
}

/** A line a finding, and one that counts them. */
export function inLines(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map(({ check, state, found, todo }) => {
    const says = todo === null ? found : `${found}: ${todo}`
    return `${state.padEnd(4)}  ${check.padEnd(width)}  ${says.replaceAll('\n', ' ')}\n`
  })
  const { ok, warn, fail } = countsOf(findings)
  return `${lines.join('')}\n${ok} ok, ${warn} to look at, ${fail} to mend\n`
}

export function countsOf(findings: readonly Finding[]): Readonly<Record<State, number>> {
  const count = (wanted: State) => findings.filter(({ state }) => state === wanted).length
  return { ok: count('ok'), warn: count('warn'), fail: count('fail') }
}
