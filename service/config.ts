// What the service reads from its environment and command line: validated once, at the start, with messages that name the variable.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { tmpdir } from 'node:os'
import type { ServerOptions } from '../store/server-options.ts'
import type { Retention } from '../store/retention.ts'
import { ConfigError } from './config-error.ts'
import { ROLES, placeOf, type Role } from './role.ts'
import { readKafkaConfig, type KafkaConfig } from '../log/kafka/config.ts'
import { misspelt, misspeltText } from '../log/misspelt.ts'
import { OTHERS_SETTINGS, SETTINGS } from './setting-names.ts'

export interface ServiceConfig {
  readonly role: Role
  readonly host: string
  readonly port: number
  /** Log, tables and checkpoints live here. */
  readonly dataDir: string
  /** As CARTBEAT_WRITE_KEYS says, comma separated `key` or `label:key`; null: one is made at the first start and kept. */
  readonly writeKeys: string | null
  /** As CARTBEAT_SERVER_KEYS says, in the same form: secret keys of the shop's own servers. */
  readonly serverKeys: string | null
  /** Lets pages, host calls and SQL answer beyond loopback; null: loopback alone. */
  readonly adminToken: string | null
  /** Proxies in front that add to X-Forwarded-For, so that rates are a client's and not a proxy's. */
  readonly proxies: number
  /** The record on a server; null: embedded, in the data folder. */
  readonly clickhouse: ClickHouseConfig | null
  readonly retention: Retention
  /** As CARTBEAT_KAFKA_* say; null: the log is in the data folder. The demo always has its own. */
  readonly kafka: KafkaConfig | null
  readonly demo: DemoConfig | null
}

export interface ClickHouseConfig extends ServerOptions {
  /** Makes a user that may only read, for the SQL console; null: the console asks as the service's user, made read-only. */
  readonly analystPassword: string | null
}

/** `npm run demo -- --viewers 2000 --speed 1 --seed 7` */
export interface DemoConfig {
  /** Most concurrent viewers the bigger show aims at. */
  readonly viewers: number
  /** Show seconds a second. */
  readonly speed: number
  readonly seed: number
  /** Open a browser on the page when there is a desktop. */
  readonly open: boolean
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads PORT, HOST, CARTBEAT_* and the flags. Throws ConfigError or LogUnusableError naming the setting. */
export function readConfig(args: readonly string[], env: Env = process.env): ServiceConfig {
  refuseUnknown(args)
  const demo = args.includes('--demo') ? readDemo(args) : null
  const config: ServiceConfig = {
    role: readRole(env['CARTBEAT_ROLE']),
    host: env['HOST'] || '127.0.0.1',
    port: wholeNumber('PORT', env['PORT'] || '8080', 0, 65_535),
    // The demo starts anew each time; the service keeps what it has.
    dataDir: env['CARTBEAT_DATA_DIR']
      ? resolve(env['CARTBEAT_DATA_DIR'])
      : demo
        ? join(tmpdir(), `cartbeat-demo-${process.pid}`)
        : resolve('.cartbeat'),
    writeKeys: env['CARTBEAT_WRITE_KEYS'] || (demo ? 'demo' : null),
    serverKeys: env['CARTBEAT_SERVER_KEYS'] || null,
    adminToken: readToken(env['CARTBEAT_ADMIN_TOKEN']),
    // A demo's made-up shows stay out of anybody's tables.
    proxies: wholeNumber('CARTBEAT_PROXIES', env['CARTBEAT_PROXIES'] || '0', 0, PROXIES_MAX),
    clickhouse: demo ? null : readClickHouse(env),
    retention: {
      events_days: days('CARTBEAT_KEEP_EVENTS_DAYS', env),
      sessions_days: days('CARTBEAT_KEEP_SESSIONS_DAYS', env),
    },
    kafka: demo ? null : readKafkaConfig(env),
    demo,
  }
  checkRole(config)
  if (demo) mustBeEmpty(config.dataDir)
  return config
}

/** Names in the environment that look like a setting and are none, a line each. */
export function misspeltSettings(env: Env = process.env): readonly string[] {
  return misspelt(Object.keys(env), SETTINGS, OTHERS_SETTINGS).map(misspeltText)
}

/** The demo plays made-up shows into its folder and removes it at the end: never one that somebody has something in. */
function mustBeEmpty(dataDir: string): void {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new ConfigError(
      `CARTBEAT_DATA_DIR names ${dataDir}, which is not empty: the demo wants a folder of its own, which it removes when it ends`,
    )
}

function readRole(text: string | undefined): Role {
  if (!text) return 'all'
  const role = ROLES.find((each) => each === text)
  if (!role) throw new ConfigError(`CARTBEAT_ROLE is "${text}"; needed is one of: ${ROLES.join(', ')}`)
  return role
}

/** Whether the other settings let a process be what its role says. */
function checkRole(config: ServiceConfig): void {
  const { role, demo, writeKeys } = config
  if (demo && role !== 'all') throw new ConfigError(`CARTBEAT_ROLE is "${role}", and the demo is all in one process`)
  placeOf(config)
  if (role === 'collector' && writeKeys === null)
    throw new ConfigError(
      'CARTBEAT_ROLE=collector needs CARTBEAT_WRITE_KEYS: every collector must know the same keys, so none is made at the start',
    )
}

/** A CDN, a load balancer and a web server are three. */
const PROXIES_MAX = 10

/** Shorter than what the processor may still write to, a row would go and come back. */
const KEEP_DAYS_MIN = 3
const KEEP_DAYS_MAX = 36_500

function days(name: string, env: Env): number | null {
  const text = env[name]
  return text ? wholeNumber(name, text, KEEP_DAYS_MIN, KEEP_DAYS_MAX) : null
}

/** No message says more of the address than its host: whatever stands before it may be a password. */
function readClickHouse(env: Env): ClickHouseConfig | null {
  const text = env['CARTBEAT_CLICKHOUSE_URL']
  if (!text) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new ConfigError(
      'CARTBEAT_CLICKHOUSE_URL is no http:// or https:// address, for example https://clickhouse:8443',
    )
  if (url.username || url.password)
    throw new ConfigError(
      'CARTBEAT_CLICKHOUSE_URL has a user in it: put it in CARTBEAT_CLICKHOUSE_USER and CARTBEAT_CLICKHOUSE_PASSWORD',
    )
  if (url.pathname !== '/' || url.search)
    throw new ConfigError(
      `CARTBEAT_CLICKHOUSE_URL has more than a host and a port (${url.host}): the database is CARTBEAT_CLICKHOUSE_DATABASE`,
    )
  const database = env['CARTBEAT_CLICKHOUSE_DATABASE'] || 'cartbeat'
  if (!/^[A-Za-z_]\w*$/.test(database))
    throw new ConfigError(`CARTBEAT_CLICKHOUSE_DATABASE is "${database}", letters, digits and _ are taken`)
  const [cert, key] = [pem('CARTBEAT_CLICKHOUSE_CERT_FILE', env), pem('CARTBEAT_CLICKHOUSE_KEY_FILE', env)]
  const ca = pem('CARTBEAT_CLICKHOUSE_CA_FILE', env)
  if ((cert === null) !== (key === null) || (cert !== null && ca === null))
    throw new ConfigError(
      'CARTBEAT_CLICKHOUSE_CERT_FILE, CARTBEAT_CLICKHOUSE_KEY_FILE and CARTBEAT_CLICKHOUSE_CA_FILE go together',
    )
  return {
    url: url.origin,
    username: env['CARTBEAT_CLICKHOUSE_USER'] || 'default',
    password: env['CARTBEAT_CLICKHOUSE_PASSWORD'] ?? '',
    database,
    ca,
    certificate: cert !== null && key !== null ? { cert, key } : null,
    cluster: env['CARTBEAT_CLICKHOUSE_CLUSTER'] || null,
    analystPassword: env['CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD'] || null,
  }
}

/** The file the setting names. */
function pem(name: string, env: Env): string | null {
  const path = env[name]
  if (!path) return null
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${name} names ${path}, which cannot be read: ${(error as Error).message}`)
  }
}

/** Shorter tokens can be guessed over a network. */
const ADMIN_TOKEN_CHARS_MIN = 16

function readToken(token: string | undefined): string | null {
  if (!token) return null
  if (token.length < ADMIN_TOKEN_CHARS_MIN) {
    throw new ConfigError(
      `CARTBEAT_ADMIN_TOKEN has ${token.length} characters, at least ${ADMIN_TOKEN_CHARS_MIN} are needed`,
    )
  }
  return token
}

const OPTIONS = ['--demo', '--viewers', '--speed', '--seed', '--no-open']

/** A misspelt option would be a default in silence. */
function refuseUnknown(args: readonly string[]): void {
  for (const arg of args) {
    const [name = ''] = arg.split('=')
    if (name.startsWith('--') && !OPTIONS.includes(name))
      throw new ConfigError(`${name} is no option; there are: ${OPTIONS.join(', ')}`)
  }
}

function readDemo(args: readonly string[]): DemoConfig {
  return {
    viewers: wholeNumber('--viewers', flag(args, 'viewers') ?? '1500', 1, 100_000),
    speed: decimal('--speed', flag(args, 'speed') ?? '1', 0.1, 100),
    seed: wholeNumber('--seed', flag(args, 'seed') ?? '7', 0, 2 ** 31 - 1),
    open: !args.includes('--no-open'),
  }
}

/** The value of `--name value` or `--name=value`; undefined when not given. */
function flag(args: readonly string[], name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`--${name}=`))
  if (joined) return joined.slice(name.length + 3)
  const at = args.indexOf(`--${name}`)
  return at < 0 ? undefined : (args[at + 1] ?? '')
}

function decimal(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value >= least && value <= most)) {
    throw new ConfigError(`${name} is "${text}", a number from ${least} to ${most} is needed`)
  }
  return value
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = decimal(name, text, least, most)
  if (!Number.isInteger(value)) throw new ConfigError(`${name} is "${text}", a whole number is needed`)
  return value
}
