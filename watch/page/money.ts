/** An amount as people write it where they are. Minor units in; fraction digits are the currency's. */
export function money(amount_minor: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return format.format(amount_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
