// Write keys, server keys, the admin token: there, apart from each other, and hard to guess where they are secret. None is shown.
import { readWriteKeys } from '../../ingest/keys.ts'
import type { ServiceConfig } from '../config.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** As bits of a random choice among the kinds of characters there are; a phrase of words has fewer than this counts. */
const SECRET_BITS_MIN = 96
const MAKE_ONE = 'make one with "openssl rand -hex 24"'

type Keys = Pick<ServiceConfig, 'host' | 'writeKeys' | 'serverKeys' | 'adminToken'>

/** `kept`: the write key of the data folder, null where there is none. */
export function judgeKeys({ host, writeKeys, serverKeys, adminToken }: Keys, kept: string | null): readonly Finding[] {
  const open = keysIn('write keys', 'CARTBEAT_WRITE_KEYS', writeKeys ?? kept ?? '')
  const secret = keysIn('server keys', 'CARTBEAT_SERVER_KEYS', serverKeys ?? '')
  const findings: Finding[] = []

  if ('wrong' in open) findings.push(open.wrong)
  else if (open.keys.length > 0)
    findings.push(
      ok('write keys', `${open.keys.length}, ${writeKeys ? 'by CARTBEAT_WRITE_KEYS' : 'kept in the data folder'}`),
    )
  else findings.push(ok('write keys', 'none yet: one is made at the first start and kept in the data folder'))

  if ('wrong' in secret) findings.push(secret.wrong)
  else findings.push(judgeServerKeys(secret.keys, 'wrong' in open ? [] : open.keys))

  findings.push(
    judgeToken(
      adminToken,
      host,
      [open, secret].flatMap((each) => ('wrong' in each ? [] : each.keys)),
    ),
  )
  return findings
}

function keysIn(check: string, setting: string, text: string): { keys: readonly string[] } | { wrong: Finding } {
  if (text === '') return { keys: [] }
  try {
    return { keys: [...readWriteKeys(text).keys()] }
  } catch {
    // Which of them is wrong is said at the start; here all that counts is how to write it.
    return {
      wrong: fail(check, `${setting} cannot be read`, 'write "key" or "label:key", separated by commas, none twice'),
    }
  }
}

function judgeServerKeys(secret: readonly string[], open: readonly string[]): Finding {
  const check = 'server keys'
  if (secret.length === 0) return ok(check, 'none: nobody but the host calls speaks for the host')
  if (secret.some((key) => open.includes(key)))
    return fail(
      check,
      'one of them is a write key too, which every page shows',
      `take another in CARTBEAT_SERVER_KEYS; ${MAKE_ONE}`,
    )
  const weak = secret.filter((key) => secretBits(key) < SECRET_BITS_MIN).length
  if (weak > 0) return warn(check, `${weak} of ${secret.length} can be guessed`, MAKE_ONE)
  return ok(check, `${secret.length}, apart from the write keys`)
}

function judgeToken(token: string | null, host: string, keys: readonly string[]): Finding {
  const check = 'admin token'
  if (token === null)
    return isLoopback(host)
      ? ok(check, 'none: pages, host calls and SQL answer on this machine alone')
      : warn(
          check,
          `none, and the service listens on ${host}: pages, host calls and SQL are refused to everyone else`,
          `set CARTBEAT_ADMIN_TOKEN; ${MAKE_ONE}`,
        )
  if (keys.includes(token))
    return fail(check, 'it is one of the keys too', `take another in CARTBEAT_ADMIN_TOKEN; ${MAKE_ONE}`)
  if (secretBits(token) < SECRET_BITS_MIN) return warn(check, 'it can be guessed', MAKE_ONE)
  return ok(check, 'set, and too long to guess')
}

const isLoopback = (host: string): boolean => /^(localhost|::1|127(\.\d+){3})$/.test(host)

/** Bits of a random text of these characters; of a text that repeats few of them, those of the few. */
export function secretBits(text: string): number {
  const kinds = [/[a-f\d]/, /[g-z]/, /[A-F]/, /[G-Z]/, /[^a-zA-Z\d]/]
  const sizes = [16, 20, 6, 20, 32]
  const alphabet = kinds.reduce((sum, kind, i) => sum + (kind.test(text) ? (sizes[i] ?? 0) : 0), 0)
  const different = new Set(text).size
  return text.length * Math.log2(Math.max(1, Math.min(alphabet, different * 2)))
}
