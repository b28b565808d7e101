// The ClickHouse server: whether it answers, is new enough, lets the service do its work, has the migrations, keeps up.
import { readServerFacts, type ServerFacts, type TableFacts } from '../../store/server-facts.ts'
import type { ServerOptions } from '../../store/server-options.ts'
import { StoreError } from '../../store/server-errors.ts'
import { ageText } from './amounts.ts'
import { judgeClock } from './clocks.ts'
import { judgeRoom } from './disk.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** The year of the releases the tests' engine is of. */
const VERSION_TESTED = 26
/** Twice as long as a checkpoint takes where nothing comes. */
const CHECKPOINT_AGE_MAX_MS = 20 * 60_000

export async function checkClickHouse(
  server: ServerOptions,
  isRunning: () => Promise<boolean>,
): Promise<readonly Finding[]> {
  const { host, protocol } = new URL(server.url)
  try {
    const facts = await readServerFacts(server)
    const how = protocol === 'https:' ? 'over TLS' : 'not encrypted'
    return [
      ok('clickhouse', `${host} answers ${server.username}, ${how}`),
      ...judgeServer(server, facts, await isRunning()),
    ]
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const todo =
      error.code === null
        ? 'is it running, is CARTBEAT_CLICKHOUSE_URL right, does a firewall stand between'
        : 'check CARTBEAT_CLICKHOUSE_USER and its password, and what the user may do'
    return [fail('clickhouse', error.message, todo)]
  }
}

export function judgeServer(server: ServerOptions, facts: ServerFacts, isRunning: boolean): readonly Finding[] {
  const { version, missingRights, tables, disks, clock } = facts
  return [
    Number.parseInt(version, 10) >= VERSION_TESTED
      ? ok('version', `ClickHouse ${version}`)
      : warn('version', `ClickHouse ${version}`, `Cartbeat is tested with ${VERSION_TESTED}: bring it up to date`),
    judgeRights(server, missingRights),
    ...(tables === null
      ? [
          warn(
            'migrations',
            `database ${server.database} is not there`,
            'the first start makes it; nothing to do if there was none',
          ),
        ]
      : judgeTables(tables, isRunning)),
    ...disks.map(({ name, ...room }) => judgeRoom('clickhouse disk', `disk ${name}`, room)),
    judgeClock('clickhouse clock', 'ClickHouse', clock),
  ]
}

function judgeRights({ username, database }: ServerOptions, missing: ServerFacts['missingRights']): Finding {
  if (missing === null)
    return warn(
      'rights',
      'the server is too old to be asked for them',
      `GRANT ALL ON ${database}.* TO ${username} WITH GRANT OPTION`,
    )
  if (missing.length === 0) return ok('rights', `${username} may do what the service does`)
  return fail(
    'rights',
    `${username} lacks ${missing.join(', ')}`,
    `as an administrator: ${missing.map((right) => `GRANT ${right} TO ${username} WITH GRANT OPTION`).join('; ')}`,
  )
}

function judgeTables(tables: TableFacts, isRunning: boolean): readonly Finding[] {
  const { layout, parts, readonlyReplicas } = tables
  const findings = [judgeMigrations(tables.migrations), judgeParts(parts)]
  if (layout !== null)
    findings.push(fail('layout', layout, 'set CARTBEAT_CLICKHOUSE_CLUSTER or _DATABASE as they were'))
  if (readonlyReplicas.length > 0)
    findings.push(
      fail(
        'replicas',
        `${readonlyReplicas.join(', ')} take no rows`,
        'see to ClickHouse Keeper, then SYSTEM RESTORE REPLICA',
      ),
    )
  findings.push(judgeCheckpointAge(tables.checkpointAge_ms, isRunning))
  return findings
}

function judgeMigrations({ pending, changed, unknown }: TableFacts['migrations']): Finding {
  const check = 'migrations'
  if (unknown.length > 0)
    return fail(
      check,
      `the database has had ${unknown.join(', ')}, which this version does not know`,
      'run the version it was last run with, or a newer one',
    )
  if (changed.length > 0)
    return fail(
      check,
      `${changed.join(', ')} changed after it ran`,
      'put the file back as it was released: the service does not start',
    )
  if (pending.length > 0) return warn(check, `${pending.join(', ')} to run`, 'the next start runs them')
  return ok(check, 'all have run, none was changed')
}

function judgeParts(parts: TableFacts['parts']): Finding {
  const check = 'merges'
  if (parts === null) return ok(check, 'no parts yet')
  const found = `at most ${parts.parts} parts in a partition (${parts.table}); inserts are slowed at ${parts.delayAt}`
  const todo =
    'merges do not keep up: give the server processor time and a faster disk, and see SELECT * FROM system.merges'
  if (parts.parts >= parts.delayAt) return fail(check, found, todo)
  return parts.parts * 2 >= parts.delayAt ? warn(check, found, todo) : ok(check, found)
}

/** Of those on a server or in the data folder. */
export function judgeCheckpointAge(age_ms: number | null, isRunning: boolean): Finding {
  const check = 'checkpoints'
  if (age_ms === null) return ok(check, 'none yet: a start steps the log from its beginning')
  const found = `the oldest partition's newest is ${ageText(age_ms)} old`
  if (isRunning && age_ms > CHECKPOINT_AGE_MAX_MS)
    return warn(check, found, 'they fail, or nobody drives the partition: see CartbeatCheckpointsFail in OPERATIONS.md')
  return ok(check, found)
}
