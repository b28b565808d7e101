// For whoever asks with SQL: the console, the tables, the metrics and whether everything received is accounted for.
import { SQL_FORMATS } from '../../store/contract.ts'
import type { SqlResult } from '../../store/contract.ts'
import { SQL_LIMITS } from '../../store/limits.ts'
import type { Conservation, Metric, SchemaTable, SqlAnswer, SqlLimits } from '../contract.ts'
import { list, ref } from '../openapi/schema.ts'
import { ProblemError, problem } from '../problem.ts'
import type { ProblemCode } from '../problem.ts'
import { loadConservation } from '../record/conservation.ts'
import { loadSchema } from '../record/schema.ts'
import { readBody } from './body.ts'
import { sqlRequest } from './declarations.ts'
import type { Route } from './route.ts'
import { json, param } from './route.ts'

const STATUS_OF_FAILURE = {
  syntax: 'sql_syntax',
  forbidden: 'sql_forbidden',
  time: 'sql_time',
  memory: 'sql_memory',
  rows: 'sql_rows',
  unknown: 'sql_unknown',
} as const satisfies Record<string, ProblemCode>

const MEDIA = {
  csv: 'text/csv; charset=utf-8; header=present',
  arrow: 'application/vnd.apache.arrow.stream',
} as const

function answerOf(result: SqlResult, format: (typeof SQL_FORMATS)[number]): Response {
  if (format !== 'json') {
    return new Response(result.bytes.slice(), {
      headers: {
        'content-type': MEDIA[format],
        'cache-control': 'no-store',
        'x-cartbeat-rows': String(result.rows),
        'x-cartbeat-elapsed-ms': result.elapsed_ms.toFixed(1),
        // Opened in the browser it would be a page of the service's own origin.
        'content-disposition': `attachment; filename="result.${format}"`,
      },
    })
  }
  const head = {
    columns: result.columns,
    rows: result.rows,
    elapsed_ms: result.elapsed_ms,
    read: result.read,
    limits: SQL_LIMITS,
  } satisfies Omit<SqlAnswer, 'data'>
  // The data is JSON already: it is put in as it is, not read and written again.
  const data = new TextDecoder().decode(result.bytes)
  return new Response(`${JSON.stringify(head).slice(0, -1)},"data":${data}}`, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

export const analystRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/v1/sql',
    id: 'runSql',
    tag: 'analysts',
    summary: 'One SELECT, read-only, bounded in time, memory and rows',
    description:
      'Parameters are bound where the SQL says {name:Type}. In CSV a text that a spreadsheet would run as a formula has an ' +
      'apostrophe before it; JSON and Arrow have texts as they are.',
    access: 'private',
    body: { 'application/json': ref('SqlRequest') },
    answers: {
      200: {
        description: 'The rows',
        content: {
          'application/json': ref('SqlAnswer'),
          'text/csv': null,
          'application/vnd.apache.arrow.stream': null,
        },
      },
    },
    problems: [
      'invalid_body',
      'unsupported_media_type',
      'body_too_large',
      'sql_syntax',
      'sql_forbidden',
      'sql_time',
      'sql_memory',
      'sql_rows',
      'sql_unknown',
    ],
    async run(c, { sql }) {
      const asked = await readBody(c, sqlRequest)
      const format = asked.format ?? 'json'
      const result = await sql.run(asked.sql, format, asked.params)
      return 'failure' in result ? problem(STATUS_OF_FAILURE[result.failure], result.message) : answerOf(result, format)
    },
  },
  {
    method: 'get',
    path: '/v1/sql',
    id: 'getSqlLimits',
    tag: 'analysts',
    summary: 'What one query may use: time, memory, rows of its result',
    access: 'private',
    answers: { 200: { description: 'The limits', content: { 'application/json': ref('SqlLimits') } } },
    run: () => json(SQL_LIMITS satisfies SqlLimits),
  },
  {
    method: 'get',
    path: '/v1/schema',
    id: 'getSchema',
    tag: 'analysts',
    summary: 'Tables and views with their columns and what they mean, views first',
    access: 'private',
    answers: { 200: { description: 'The tables', content: { 'application/json': list(ref('SchemaTable')) } } },
    run: async (_c, { store }) => json((await loadSchema(store)) satisfies readonly SchemaTable[]),
  },
  {
    method: 'get',
    path: '/v1/conservation',
    id: 'getConservation',
    tag: 'analysts',
    summary: 'What became of everything received, by source',
    access: 'private',
    answers: { 200: { description: 'The sums', content: { 'application/json': ref('Conservation') } } },
    run: async (_c, { store }) => json((await loadConservation(store)) satisfies Conservation),
  },
  {
    method: 'get',
    path: '/v1/metrics',
    id: 'listMetrics',
    tag: 'analysts',
    summary: 'Every metric: what it counts, what it leaves out, how others count it, and its SQL',
    access: 'private',
    answers: { 200: { description: 'The metrics', content: { 'application/json': list(ref('Metric')) } } },
    run: (_c, { metrics }) => json([...metrics.values()] satisfies readonly Metric[]),
  },
  {
    method: 'get',
    path: '/v1/metrics/{name}',
    id: 'getMetric',
    tag: 'analysts',
    summary: 'One metric',
    access: 'private',
    parameters: [
      { name: 'name', in: 'path', required: true, description: 'As in the list.', schema: { type: 'string' } },
    ],
    answers: { 200: { description: 'The metric', content: { 'application/json': ref('Metric') } } },
    problems: ['metric_not_found'],
    run(c, { metrics }) {
      const name = param(c, 'name')
      const metric = metrics.get(name)
      if (!metric)
        throw new ProblemError('metric_not_found', `No metric ${JSON.stringify(name)}; GET /v1/metrics lists them.`)
      return json(metric satisfies Metric)
    },
  },
]
