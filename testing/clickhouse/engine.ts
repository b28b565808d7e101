// The embedded engine behind the front: each request gets a session of its own, so that settings and parameters of one
// do not stay for the next.
import { mkdirSync, writeFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Session } from 'chdb'
import { splitStatements } from '../../store/statements.ts'
import { isAccessStatement, openAccess } from './access.ts'
import { EngineError, engineErrorOf } from './errors.ts'
import type { Asked } from './request.ts'

export interface Answer {
  readonly bytes: Uint8Array
  readonly readRows: number
  readonly readBytes: number
}

export interface FrontEngine {
  readonly version: string
  /** Rejects with EngineError. */
  run(asked: Asked): Promise<Answer>
  close(): void
}

const NOTHING: Answer = { bytes: new Uint8Array(), readRows: 0, readBytes: 0 }
/** Set after all others: it forbids every SET behind it. */
const LAST = 'readonly'

const ACCESS_CHECK = /^\s*CHECK GRANT ACCESS MANAGEMENT\b/i

/** The cluster cannot be reached: it is there so that tables of a cluster can be made. */
const configXml = (dir: string) => `<clickhouse>
  <user_directories><users_xml><path>${dir}/users.xml</path></users_xml></user_directories>
  <merge_tree><fsync_after_insert>1</fsync_after_insert></merge_tree>
  <remote_servers>
    <nowhere><shard><replica><host>127.0.0.1</host><port>1</port></replica></shard></nowhere>
  </remote_servers>
  <storage_configuration><disks><backups><type>local</type><path>${dir}/backups/</path></backups></disks></storage_configuration>
  <backups><allowed_disk>backups</allowed_disk></backups>
</clickhouse>
`

/** The engine's own user may look at access control, as a server's administrator: what it finds there is never the front's. */
const USERS_XML = `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <access_management>1</access_management>
      <named_collection_control>1</named_collection_control>
    </default>
  </users>
</clickhouse>
`

export function openFrontEngine(dir: string, admin: { readonly user: string; readonly password: string }): FrontEngine {
  const path = join(dir, 'clickhouse')
  const bodies = join(dir, 'bodies')
  for (const folder of [path, bodies]) mkdirSync(folder, { recursive: true })
  const config = join(dir, 'config.xml')
  writeFileSync(config, configXml(dir))
  writeFileSync(join(dir, 'users.xml'), USERS_XML)
  // The first session keeps the engine open, and decides its configuration.
  const first = new Session(path, { connectionArgs: [`--config-file=${config}`] })
  const version = first.query('SELECT version()', 'TabSeparated').trim()
  const access = openAccess(join(dir, 'access.json'), admin)
  let files = 0

  async function run(asked: Asked): Promise<Answer> {
    access.check(asked.user, asked.password)
    const settings = access.settingsOf(asked.user, asked.settings)
    if (splitStatements(asked.query).length > 1)
      throw new EngineError(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)')
    const session = new Session(path)
    const ask = (sql: string) => session.queryAsync(sql, { format: asked.format })
    try {
      for (const [name, value] of Object.entries(asked.params))
        await ask(`SET ${word(`param_${name}`)} = ${quote(value)}`)
      if (asked.database) await ask(`USE \`${asked.database.replaceAll('`', '\\`')}\``)
      const entries = Object.entries(settings).toSorted(([a], [b]) => Number(a === LAST) - Number(b === LAST))
      for (const [name, value] of entries) await ask(`SET ${word(name)} = ${quote(value)}`)
      if (isAccessStatement(asked.query)) return await takeAccess(asked.query)
      // Of access control the engine knows nothing: it is the front's own.
      if (ACCESS_CHECK.test(asked.query)) return { ...NOTHING, bytes: Buffer.from('1\n') }
      if (asked.data) return await insert(asked.query, asked.data)
      const result = await ask(asked.query)
      return { bytes: result.bytes(), readRows: result.rowsRead, readBytes: result.bytesRead }
    } finally {
      session.close()
    }

    async function takeAccess(query: string): Promise<Answer> {
      if (Number(settings[LAST] ?? 0) > 0)
        throw new EngineError(164, 'READONLY', 'Cannot execute query in readonly mode.')
      const one = await session.queryAsync(`SELECT formatQuerySingleLine(${quote(query)})`, { format: 'TSVRaw' })
      access.take(one.text().trim())
      return NOTHING
    }

    /** Through a file: the engine takes binary formats from nowhere else. */
    async function insert(query: string, data: Buffer): Promise<Answer> {
      if (data.length === 0) return NOTHING
      const file = join(bodies, `${files++}.body`)
      await writeFile(file, data)
      try {
        await ask(query.replace(/\bFORMAT\s+(\w+)\s*$/i, `FROM INFILE ${quote(file)} FORMAT $1`))
        return NOTHING
      } finally {
        await rm(file, { force: true })
      }
    }
  }

  return {
    version,
    run: (asked) => run(asked).catch((error: unknown) => Promise.reject(engineErrorOf(error))),
    close: () => first.close(),
  }
}

function word(name: string): string {
  if (!/^\w+$/.test(name)) throw new EngineError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`)
  return name
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
