// Users of the front. The embedded engine has one user and takes no other, so statements of access control are read by the
// engine's parser alone (what is wrong in them is refused) and kept here: a user's password is checked, and the settings of
// its profile hold for its queries, with their bounds. Grants are not enforced: that only a server does.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { EngineError } from './errors.ts'

interface Bound {
  readonly value: string
  readonly min: string | null
  readonly max: string | null
  readonly fixed: boolean
}

interface Kept {
  /** SHA-256 of the password in hex, and the name of the settings profile. */
  users: Record<string, { readonly sha256: string; readonly profile: string | null }>
  roles: string[]
  profiles: Record<string, Record<string, Bound>>
}

export interface Access {
  /** Throws EngineError when the name and password are nobody's. */
  check(user: string, password: string): void
  /** The settings a query of this user runs with: those asked for within the bounds of the profile, and the profile's. */
  settingsOf(user: string, asked: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  /** Whether the statement was one of access control, and is now in force. Gets it as the engine formats it, in one line. */
  take(statement: string): boolean
}

export function isAccessStatement(query: string): boolean {
  const bare = query.replace(/^(?:\s*--[^\n]*\n)+/, '')
  return /^\s*(CREATE|ALTER|DROP)\s+(USER|ROLE|SETTINGS\s+PROFILE|QUOTA|ROW\s+POLICY)\b|^\s*(GRANT|REVOKE)\b/i.test(
    bare,
  )
}

/** `file` keeps what was made by statements; the first user may do everything. */
export function openAccess(file: string, admin: { readonly user: string; readonly password: string }): Access {
  const kept: Kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Kept)
    : { users: {}, roles: [], profiles: {} }

  function profileOf(user: string): Record<string, Bound> {
    const profile = kept.users[user]?.profile
    return (profile && kept.profiles[profile]) || {}
  }

  return {
    check(user, password) {
      const isAdmin = user === admin.user && password === admin.password
      const sha256 = createHash('sha256').update(password).digest('hex')
      if (isAdmin || kept.users[user]?.sha256.toLowerCase() === sha256) return
      throw new EngineError(
        516,
        'AUTHENTICATION_FAILED',
        `${user}: Authentication failed: password is incorrect, or there is no user with such name.`,
      )
    },
    settingsOf(user, asked) {
      const bounds = profileOf(user)
      if (bounds['readonly'] && asked['readonly'] !== undefined && asked['readonly'] !== bounds['readonly'].value)
        throw new EngineError(164, 'READONLY', "Cannot modify 'readonly' setting in readonly mode")
      for (const [name, value] of Object.entries(asked)) {
        const bound = bounds[name]
        if (!bound || value === bound.value) continue
        if (bound.fixed) throw violation(`Setting ${name} should not be changed`)
        if (bound.min !== null && Number(value) < Number(bound.min))
          throw violation(`Setting ${name} shouldn't be less than ${bound.min}`)
        if (bound.max !== null && Number(value) > Number(bound.max))
          throw violation(`Setting ${name} shouldn't be greater than ${bound.max}`)
      }
      const own = Object.fromEntries(Object.entries(bounds).map(([name, { value }]) => [name, value]))
      return { ...own, ...asked }
    },
    take(statement) {
      if (!isAccessStatement(statement)) return false
      apply(kept, statement)
      writeFileSync(file, JSON.stringify(kept))
      return true
    },
  }
}

const NAME = '[`\'"]?([\\w.-]+)[`\'"]?'

function apply(kept: Kept, statement: string): void {
  const user = new RegExp(`^(CREATE|ALTER) USER (IF NOT EXISTS |OR REPLACE )?${NAME}`).exec(statement)
  const role = new RegExp(`^CREATE ROLE (?:IF NOT EXISTS |OR REPLACE )?${NAME}`).exec(statement)
  const profile = new RegExp(`^CREATE SETTINGS PROFILE (IF NOT EXISTS |OR REPLACE )?${NAME} SETTINGS (.*)$`).exec(
    statement,
  )
  const grant = new RegExp(`^GRANT ${NAME} TO ${NAME}$`).exec(statement)
  if (grant) {
    const [, granted = '', to = ''] = grant
    if (!kept.roles.includes(granted)) throw new EngineError(511, 'UNKNOWN_ROLE', `There is no role \`${granted}\``)
    if (!kept.users[to]) throw new EngineError(192, 'UNKNOWN_USER', `There is no user \`${to}\``)
  } else if (user) {
    const [, verb, how = '', name = ''] = user
    const before = kept.users[name]
    if (before && verb === 'CREATE' && how.startsWith('IF')) return
    if (!before && verb === 'ALTER') throw new EngineError(192, 'UNKNOWN_USER', `There is no user \`${name}\``)
    const sha256 = /sha256_hash BY '([0-9A-Fa-f]{64})'/.exec(statement)?.[1] ?? before?.sha256
    if (!sha256) throw new EngineError(48, 'NOT_IMPLEMENTED', 'Users here are IDENTIFIED WITH sha256_hash')
    const named = new RegExp(`SETTINGS PROFILE ${NAME}`).exec(statement)?.[1] ?? before?.profile ?? null
    if (named && !kept.profiles[named])
      throw new EngineError(180, 'THERE_IS_NO_PROFILE', `There is no profile ${named}`)
    const granted = new RegExp(`DEFAULT ROLE ${NAME}`).exec(statement)?.[1]
    if (granted && !kept.roles.includes(granted))
      throw new EngineError(511, 'UNKNOWN_ROLE', `There is no role \`${granted}\``)
    kept.users[name] = { sha256, profile: named }
  } else if (role?.[1]) {
    if (!kept.roles.includes(role[1])) kept.roles.push(role[1])
  } else if (profile) {
    const [, how = '', name = '', settings = ''] = profile
    if (how.startsWith('IF') && kept.profiles[name]) return
    kept.profiles[name] = readBounds(settings)
  }
}

function readBounds(settings: string): Record<string, Bound> {
  const bounds: Record<string, Bound> = {}
  for (const [, name = '', value = '', min, max, fixed] of settings.matchAll(
    /(\w+) = ('[^']*'|[\w.]+)(?: MIN ([\w.]+))?(?: MAX ([\w.]+))?( CONST| READONLY)?/g,
  ))
    bounds[name] = {
      value: value.replaceAll("'", ''),
      min: min ?? null,
      max: max ?? null,
      fixed: fixed !== undefined,
    }
  return bounds
}

function violation(message: string): EngineError {
  return new EngineError(452, 'SETTING_CONSTRAINT_VIOLATION', message)
}
