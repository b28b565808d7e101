// Which queries of an analyst may run. The engine itself parses the query, as a text it is given (formatQuery), so there is
// no second reading of SQL to disagree with it; what comes back is one statement without comments. Then its syntax tree
// is walked: functions and tables have to be on the lists here, whatever way they are written.
// Behind this stand the grants of the engine's user (no files, no network) and readonly=1 on the connection.
import { namesRightOfIn } from './in-operands.ts'

/** Functions as system.functions has them. */
export interface FunctionRow {
  readonly name: string
  readonly category: string
  readonly alias_to: string
  readonly is_aggregate: number
}

export interface Sandbox {
  /** Why the query with this syntax tree (the lines of EXPLAIN AST) must not run; null when it may. */
  refuse(ast: readonly string[]): string | null
}

/** Source of rows a query makes itself. The others read files, the network, or what the engine keeps for itself. */
const TABLE_FUNCTIONS = new Set(
  [
    'numbers',
    'numbers_mt',
    'zeros',
    'zeros_mt',
    'primes',
    'generateSeries',
    'generate_series',
    'values',
    'view',
    'null',
    'format',
  ].map((name) => name.toLowerCase()),
)

/** Categories of system.functions that compute from their arguments alone. A category not named here is refused. */
const CATEGORIES = new Set([
  'Aggregate Functions',
  'Arithmetic',
  'Arrays',
  'Bit',
  'Bitmap',
  'Comparison',
  'Conditional',
  'Dates and Times',
  'Distance',
  'Encoding',
  'Financial',
  'Geo',
  'Geo Polygon',
  'Hash',
  'IP Address',
  'JSON',
  'Logical',
  'Map',
  'Mathematical',
  'Null',
  'NumericIndexedVector',
  'QBit',
  'Random Number',
  'Rounding',
  'String',
  'String Replacement',
  'String Search',
  'String Splitting',
  'Time Series',
  'Time Window',
  'Tuple',
  'Type Conversion',
  'URL',
  'UUID',
])

/** Of the category "Other" and without one: those that compute from their arguments alone. */
const OTHERS = new Set(
  `assumeNotNull bar byteSize coalesce countDigits currentDatabase defaultValueOfArgumentType defaultValueOfTypeName digits
   finalizeAggregation formatReadableDecimalSize formatReadableQuantity formatReadableSize formatReadableTimeDelta
   formatQuery formatQuerySingleLine getSubcolumn identity ignore indexHint initializeAggregation isConstant isDecimalOverflow
   lowCardinalityIndices lowCardinalityKeys materialize minSampleSizeContinuous minSampleSizeConversion neighbor normalizeQuery
   normalizedQueryHash parseReadableSize parseReadableSizeOrNull parseReadableSizeOrZero parseTimeDelta rowNumberInAllBlocks
   rowNumberInBlock runningAccumulate runningConcurrency runningDifference runningDifferenceStartingWithFirstValue throwIf
   toColumnTypeName toTypeName transform variantElement variantType version visibleWidth caseWithExpression caseWithExpr
   caseWithoutExpression caseWithoutExpr nested unnest width_bucket _CAST lambda`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
)

/** Tables of the engine that say nothing of the machine. */
const SYSTEM_TABLES = new Set([
  'system.one',
  'system.numbers',
  'system.numbers_mt',
  'system.zeros',
  'system.columns',
  'system.functions',
])

/** Ends the refusal of who looks for tables in the engine's own ways: where they are told instead. */
export const TABLES_TOLD = 'GET /v1/schema names the tables and their columns'

/** Clauses that change how the query runs or where its result goes. */
const CLAUSES: ReadonlyMap<string, string> = new Map([
  ['Set', 'SETTINGS are fixed here'],
  ['QueryParameter', 'a parameter has no value'],
])

export function createSandbox(
  /** Whose tables are open: the service's own, and those of replays. */
  databases: readonly string[],
  functions: readonly FunctionRow[],
  tableFunctions: readonly string[],
): Sandbox {
  const forbidden = new Set<string>()
  const categories = new Map(functions.map((row) => [row.name, row.category]))
  for (const row of functions) {
    const category = row.category || (categories.get(row.alias_to) ?? '')
    const name = row.name.toLowerCase()
    if (row.is_aggregate || CATEGORIES.has(category) || OTHERS.has(name) || OTHERS.has(row.alias_to.toLowerCase()))
      continue
    forbidden.add(name)
  }
  for (const name of tableFunctions) if (!TABLE_FUNCTIONS.has(name.toLowerCase())) forbidden.add(name.toLowerCase())

  return {
    refuse(ast) {
      if (!ast[0]?.startsWith('SelectWithUnionQuery ')) return 'its syntax tree cannot be read'
      for (const line of ast) {
        // A literal with newlines in it makes lines of its own, which can only refuse too much.
        const [, node, name = ''] = /^ *(\w+)(?: (\S+))?/.exec(line) ?? []
        if (node === 'Function' && forbidden.has(name.toLowerCase()))
          return `the function ${name} is not available here`
        if (node === 'TableIdentifier' && !isOpen(name))
          return `the table ${name} is not available here; ${TABLES_TOLD}`
        const refused = node && CLAUSES.get(node)
        if (refused) return refused
      }
      const names = namesRightOfIn(ast)
      if (names === null) return 'its syntax tree cannot be read'
      const taken = names.find((name) => !isOpen(name))
      return taken === undefined
        ? null
        : `${taken} alone right of IN is read as a table, which is not available here: for a column write = or has()`
    },
  }

  function isOpen(table: string): boolean {
    return (
      !table.includes('.') || databases.some((database) => table.startsWith(`${database}.`)) || SYSTEM_TABLES.has(table)
    )
  }
}
