// SQL for people: read-only, bounded, one SELECT at a time on connections of its own.
import type { ClickHouseSettings } from '@clickhouse/client'
import { tableFromIPC } from 'apache-arrow'
import { createPool } from './connections.ts'
import type { Connection, Settings } from './connections.ts'
import type { SqlColumn, SqlConsole, SqlFailure, SqlFormat, SqlLimits, SqlResult } from './contract.ts'
import { safeCsv } from './csv.ts'
import { failureOf } from './failures.ts'
import { CONSOLES_MAX, SQL_CHARS_MAX, SQL_GRACE_MS, SQL_LIMITS, SQL_RESULT_BYTES_MAX } from './limits.ts'
import { WAITING_CONSOLES_MAX } from './limits.ts'
import { ParamError, bindParams } from './params.ts'
import { cellsOf, readCompact, rowsOf } from './results.ts'
import type { JsonCompact } from './results.ts'
import { isReplayOf } from './replays.ts'
import { TABLES_TOLD, createSandbox } from './sandbox.ts'
import type { FunctionRow, Sandbox } from './sandbox.ts'

export interface SqlConsoleOptions {
  /** A connection with the settings of consoleSettings(), or one that can do no more. */
  readonly connect: () => Promise<Connection>
  readonly limits: SqlLimits
  /** Paths of the machine that no message may show. */
  readonly hidden: readonly string[]
}

/** Rejects when the engine's syntax trees are not read rightly: then nobody may ask anything. */
export async function openSqlConsole({ connect, limits, hidden }: SqlConsoleOptions): Promise<SqlConsole> {
  const pool = createPool({ connect, connectionsMax: CONSOLES_MAX, waitingMax: WAITING_CONSOLES_MAX })
  const sandbox = await pool.run(readSandbox)
  await pool.run((connection) => checkSandbox(connection, sandbox))

  return {
    async run(sql, format, params = {}) {
      const started = performance.now()
      const elapsed = () => performance.now() - started
      try {
        const query = bindParams(checkText(sql), params)
        // The engine looks at its clock between blocks alone: a query stuck inside one is answered for, and keeps its
        // connection until it ends.
        return await before(limits.time_ms + SQL_GRACE_MS, () =>
          pool.run(async (connection) => {
            const wrapped = await check(connection, sandbox, query)
            const result = await OUTPUTS[format](connection, `${wrapped}\nLIMIT ${limits.rows + 1}`, limits)
            if (result.rows > limits.rows)
              throw new Refusal('rows', `The result has more than ${limits.rows} rows: add a LIMIT`)
            return { ...result, elapsed_ms: elapsed() }
          }),
        )
      } catch (error) {
        if (error instanceof Refusal) return error.failure
        if (error instanceof ParamError) return { failure: 'syntax', message: error.message }
        return failureOf(error, hidden)
      }
    },
    close: () => pool.close(),
  }
}

/** readonly comes last: it forbids every SET after it. */
export function consoleSettings(limits: SqlLimits): Settings & { readonly readonly: number } {
  return {
    max_execution_time: limits.time_ms / 1000,
    max_memory_usage: limits.memory_bytes,
    max_result_bytes: SQL_RESULT_BYTES_MAX,
    result_overflow_mode: 'throw',
    timeout_overflow_mode: 'throw',
    // The processor needs the other cores.
    max_threads: 1,
    max_query_size: SQL_CHARS_MAX * 4,
    max_bytes_before_external_sort: 0,
    max_bytes_ratio_before_external_sort: 0,
    max_bytes_before_external_group_by: 0,
    max_bytes_ratio_before_external_group_by: 0,
    // An ORDER BY of the query holds although it stands in a subquery here.
    query_plan_remove_redundant_sorting: 0,
    allow_introspection_functions: 0,
    readonly: 1,
  }
}

async function readSandbox(connection: Connection): Promise<Sandbox> {
  const functions = await read<FunctionRow>(
    connection,
    'SELECT name, categories AS category, alias_to, is_aggregate FROM system.functions',
  )
  const tables = await read<{ name: string }>(connection, 'SELECT name FROM system.table_functions')
  const [here] = await read<{ database: string }>(connection, 'SELECT currentDatabase() AS database')
  const own = here?.database ?? 'default'
  const replays = await read<{ database: string }>(
    connection,
    `SELECT database FROM system.tables WHERE ${isReplayOf(own)}`,
  )
  return createSandbox(
    [own, ...replays.map(({ database }) => database)],
    functions,
    tables.map((table) => table.name),
  )
}

/** The query as it may run: parsed, looked through, and wrapped so that nothing can stand behind it. */
async function check(connection: Connection, sandbox: Sandbox, query: string): Promise<string> {
  const wrapped = `SELECT * FROM (\n${await parse(connection, query)}\n)`
  let ast: readonly string[]
  try {
    ast = await syntaxTree(connection, wrapped)
  } catch (error) {
    if (failureOf(error, []).failure !== 'syntax') throw error
    throw new Refusal('forbidden', 'Only a plain SELECT can run here: no INTO OUTFILE, FORMAT or other statement')
  }
  const why = sandbox.refuse(ast)
  if (why !== null) throw new Refusal('forbidden', `Refused: ${why}`)
  return wrapped
}

/** The statement as the engine reads it: exactly one, comments gone. */
async function parse(connection: Connection, query: string): Promise<string> {
  const [row] = await read<{ statement: string }>(
    connection,
    bindParams('SELECT formatQuery({query:String}) AS statement', { query }),
  )
  const statement = row?.statement ?? ''
  if (!/^(SELECT|WITH|\()/.test(statement)) throw new Refusal('forbidden', `Only SELECT can run here; ${TABLES_TOLD}`)
  return statement
}

/** A FORMAT in the text would be read as the explained query's, so it goes beside it. */
async function syntaxTree(connection: Connection, query: string): Promise<readonly string[]> {
  const answer = await bytesOf(connection, `EXPLAIN AST ${query}`, SQL_LIMITS, { default_format: 'JSONCompact' })
  return (JSON.parse(answer.toString()) as JsonCompact).data.map(([line]) => String(line))
}

/** A sandbox that lets this through reads the engine's syntax trees wrongly: then nobody may ask anything. */
async function checkSandbox(connection: Connection, sandbox: Sandbox): Promise<void> {
  for (const query of [`SELECT file('x')`, 'SELECT * FROM system.disks', 'SELECT 1 SETTINGS max_threads = 1'])
    if (
      await check(connection, sandbox, query).then(
        () => true,
        (error) => !(error instanceof Refusal),
      )
    )
      throw new Error(`the sandbox does not refuse ${query}`)
}

type Ran = Omit<SqlResult, 'elapsed_ms'>

const OUTPUTS: Readonly<
  Record<SqlFormat, (connection: Connection, wrapped: string, limits: SqlLimits) => Promise<Ran>>
> = {
  async json(connection, wrapped, limits) {
    const answer = JSON.parse(
      (await bytesOf(connection, `${wrapped}\nFORMAT JSONCompact`, limits)).toString(),
    ) as JsonCompact
    const read = answer.statistics
    return {
      columns: answer.meta,
      rows: answer.data.length,
      read: read ? { rows: read.rows_read, bytes: read.bytes_read } : null,
      bytes: Buffer.from(JSON.stringify(cellsOf(answer))),
    }
  },
  async csv(connection, wrapped, limits) {
    const columns = await describe(connection, wrapped)
    const { bytes, lines } = safeCsv(await bytesOf(connection, `${wrapped}\nFORMAT CSVWithNames`, limits))
    return { columns, rows: lines - 1, read: null, bytes }
  },
  async arrow(connection, wrapped, limits) {
    const columns = await describe(connection, wrapped)
    const bytes = await bytesOf(connection, `${wrapped}\nFORMAT ArrowStream`, limits)
    return { columns, rows: tableFromIPC(bytes).numRows, read: null, bytes }
  },
}

async function describe(connection: Connection, wrapped: string): Promise<readonly SqlColumn[]> {
  const columns = await read<SqlColumn>(connection, `DESCRIBE (${wrapped})`)
  return columns.map(({ name, type }) => ({ name, type }))
}

async function read<T>(connection: Connection, query: string): Promise<T[]> {
  const result = await connection.query({ query, format: 'JSONCompact' })
  return rowsOf<T>(await readCompact(result))
}

/** The result as the engine wrote it. Throws Refusal where it is longer than may be held here; the rest is not read. */
async function bytesOf(
  connection: Connection,
  query: string,
  { answer_bytes }: SqlLimits,
  settings: ClickHouseSettings = {},
): Promise<Buffer> {
  const { stream } = await connection.exec({ query, clickhouse_settings: settings })
  const chunks: Buffer[] = []
  let bytes = 0
  // Leaving the loop destroys the stream.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > answer_bytes) {
      const most = `${answer_bytes / 2 ** 20} MiB`
      throw new Refusal('rows', `The result is longer than ${most}: add a LIMIT, or ask for fewer columns`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

/** Thrown so that the pool drops the connection; caught in run(). */
class Refusal extends Error {
  readonly failure: SqlFailure
  constructor(failure: SqlFailure['failure'], message: string) {
    super(message)
    this.failure = { failure, message }
  }
}

function checkText(sql: string): string {
  if (sql.length > SQL_CHARS_MAX) throw new Refusal('forbidden', `A query has at most ${SQL_CHARS_MAX} characters`)
  if (sql.includes('\0')) throw new Refusal('syntax', 'A query has no NUL characters')
  if (sql.trim() === '') throw new Refusal('syntax', 'The query is empty')
  return sql
}

async function before<T>(limit_ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Refusal('time', `The query was given up after ${Math.round(limit_ms / 1000)} s; it may still be running`),
        ),
      limit_ms,
    )
  })
  const done = work()
  // When the time is up nobody waits for the work any more.
  done.catch(() => {})
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
