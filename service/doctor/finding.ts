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

/** Takes out whatever must not be shown, wherever it came from. */
export function withoutSecrets(findings: readonly Finding[], secrets: readonly string[]): readonly Finding[] {
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  return findings.map((each) => ({
    ...each,
    found: hide(each.found),
    todo: each.todo === null ? null : hide(each.todo),
  }))
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
