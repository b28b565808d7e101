// The comparison as a file: a line a product, every rate with its parts and its interval, nothing rounded. Pure.
import type { Estimate, ProductFigures, Proportion } from '../../../../api/contract.ts'
import type { Comparison, ProductTable } from '../../../../api/contract.ts'
import { commaSeparated, type Cell } from '../../format/spreadsheet.ts'

type Named = { readonly number: number | null; readonly productId: string; readonly title: string }
type Line = Named & ProductFigures & { readonly comparison: Comparison }

const rate = (name: string, of: (line: Line) => Proportion): readonly (readonly [string, (line: Line) => Cell])[] => [
  [name, (line) => of(line).rate],
  [`${name}_low`, (line) => of(line).low],
  [`${name}_high`, (line) => of(line).high],
]
const estimate = (name: string, of: (line: Line) => Estimate | null): typeof COLUMNS => [
  [name, (line) => of(line)?.value ?? null],
  [`${name}_low`, (line) => of(line)?.low ?? null],
  [`${name}_high`, (line) => of(line)?.high ?? null],
]

/** Shares are 0 to 1, intervals 95 %, money in minor units of the currency; what is not known is empty. */
const COLUMNS: readonly (readonly [string, (line: Line) => Cell])[] = [
  ['number', ({ number }) => number],
  ['product_id', ({ productId }) => productId],
  ['title', ({ title }) => title],
  ['impressions', ({ impressions }) => impressions],
  ['clicks', ({ clicks }) => clicks],
  ['carts', ({ carts }) => carts],
  ['orders', ({ orders }) => orders],
  ['units', ({ units }) => units],
  ...rate('ctr', ({ ctr }) => ctr),
  ...rate('ctor', ({ ctor }) => ctor),
  ['show_buyers', ({ comparison }) => comparison.show.x],
  ['show_viewers', ({ comparison }) => comparison.show.n],
  ...rate('show_conversion', ({ comparison }) => comparison.show),
  ['store_buyers', ({ comparison }) => comparison.store.x],
  ['store_visitors', ({ comparison }) => comparison.store.n],
  ...rate('store_conversion', ({ comparison }) => comparison.store),
  ...estimate('difference', ({ comparison }) => comparison.difference),
  ...estimate('ratio', ({ comparison }) => comparison.lift),
  ['not_yet', ({ comparison }) => comparison.lacks],
]

/** As CSV, all products together first. Money that is hidden on the page is not in the file. */
export function sheetOf(table: ProductTable, isMoneyHidden: boolean): string {
  const columns: typeof COLUMNS = isMoneyHidden
    ? COLUMNS
    : [...COLUMNS, ['revenue_minor', ({ revenue_minor }) => revenue_minor], ['currency', () => table.currency]]
  const all: Line = { ...table.totals, number: null, productId: '', title: 'All products', comparison: table.all }
  const lines: readonly Line[] = [all, ...table.products]
  return commaSeparated([columns.map(([name]) => name), ...lines.map((line) => columns.map(([, of]) => of(line)))])
}
