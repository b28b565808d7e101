// Products, checkouts, orders, refunds, in the words of Segment's Ecommerce spec v2 and its usual variants.
import type { CheckoutBody, OrderBody, ProductBody, ProductLine, RefundBody } from './contract.ts'
import { LABEL_LENGTH_MAX, LINES_MAX, MONEY_MINOR_MAX, QUANTITY_MAX } from './limits.ts'
import { NO_CURRENCY, readAmount, readCurrency } from './money.ts'
import { isObject, readCount, readId, readLabel, type Complaints, type Wire } from './reading.ts'

/** One product, or a list that holds just one. */
export function readProduct(p: Wire, complaints: Complaints): ProductBody {
  const only = productsOf(p)
  const inList = idOf(p) === undefined && Array.isArray(only) && only.length === 1 && isObject(only[0])
  const product = inList ? (only[0] as Wire) : p
  const line = readLine(product, inList ? 'properties.products[0]' : 'properties', null, complaints)
  const title = product['name'] ?? product['title'] ?? product['product_name']
  return { ...line, title: readLabel(title, 'properties.name', LABEL_LENGTH_MAX, complaints) }
}

/** Whether a call about products is about one: several in one list make no product event. */
export function isOneProduct(p: Wire): boolean {
  const products = productsOf(p)
  return idOf(p) !== undefined || (Array.isArray(products) && products.length === 1)
}

export function readCheckout(p: Wire, complaints: Complaints): CheckoutBody {
  const checkoutId = p['checkout_id'] ?? p['checkoutId'] ?? p['order_id'] ?? p['orderId']
  const currency = readCurrency(p['currency'], 'properties.currency', complaints)
  return {
    checkoutId: readId(checkoutId, 'properties.checkout_id', complaints),
    lines: readLines(p, currency, complaints),
  }
}

/**
 * An order is never refused for what can be told some other way: without a total it is the sum of its lines, and without
 * a currency it is counted in XXX, ISO 4217's "no currency", where it stands out instead of being lost.
 */
export function readOrder(p: Wire, sentBy: OrderBody['sentBy'], complaints: Complaints): OrderBody {
  const orderId = readOrderId(p, complaints)
  const said = readCurrency(p['currency'], 'properties.currency', complaints)
  const lines = readLines(p, said, complaints)
  const currency = said ?? lines.find((line) => line.currency !== null)?.currency ?? NO_CURRENCY
  return { orderId, total: { amount_minor: readTotal(p, currency, lines, complaints), currency }, lines, sentBy }
}

export function readRefund(p: Wire, complaints: Complaints): RefundBody {
  const orderId = readOrderId(p, complaints)
  const currency = readCurrency(p['currency'], 'properties.currency', complaints) ?? NO_CURRENCY
  const amount_minor = readSaidTotal(p, currency, complaints)
  return { orderId, total: amount_minor === null ? null : { amount_minor, currency } }
}

function readOrderId(p: Wire, complaints: Complaints): string {
  const value = p['order_id'] ?? p['orderId'] ?? p['transaction_id'] ?? p['id']
  const orderId = readId(value, 'properties.order_id', complaints)
  if (orderId === null) complaints.malformed('properties.order_id', "the shop's order id", value)
  return orderId ?? ''
}

function readTotal(p: Wire, currency: string, lines: readonly ProductLine[], complaints: Complaints): number {
  const said = readSaidTotal(p, currency, complaints)
  if (said !== null) return said
  let sum_minor = 0
  for (const line of lines) sum_minor += line.price_minor === null ? NaN : line.price_minor * line.quantity
  if (lines.length > 0 && sum_minor <= MONEY_MINOR_MAX) return sum_minor
  complaints.malformed('properties.total', 'an amount of money, or priced products to add up', p['total'])
  return 0
}

/** total is what was paid; Segment's revenue leaves out shipping and tax, value is other libraries' word. */
function readSaidTotal(p: Wire, currency: string, complaints: Complaints): number | null {
  if (p['total_minor'] !== undefined) return readMinor(p['total_minor'], 'properties.total_minor', complaints)
  for (const field of ['total', 'revenue', 'value']) {
    const amount_minor = readAmount(p[field], `properties.${field}`, currency, complaints)
    if (amount_minor !== null) return amount_minor
  }
  return null
}

function readLines(p: Wire, currency: string | null, complaints: Complaints): readonly ProductLine[] {
  const products = productsOf(p)
  if (products === undefined || products === null) {
    // Small shops order one product and say it without a list. `id` alone is the order's.
    const one = p['product_id'] ?? p['productId'] ?? p['sku'] ?? null
    return one === null ? [] : [readLine(p, 'properties', currency, complaints)]
  }
  if (!Array.isArray(products) || products.length > LINES_MAX) {
    complaints.malformed('properties.products', `a list of at most ${LINES_MAX} products`, products)
    return []
  }
  const lines: ProductLine[] = []
  for (const [i, product] of products.entries()) {
    const path = `properties.products[${i}]`
    if (isObject(product)) lines.push(readLine(product, path, currency, complaints))
    else complaints.malformed(path, 'an object', product)
  }
  return lines
}

function readLine(product: Wire, path: string, orders: string | null, complaints: Complaints): ProductLine {
  const value = idOf(product)
  const productId = readId(value, `${path}.product_id`, complaints)
  if (productId === null) complaints.malformed(`${path}.product_id`, "the shop's product id", value)
  const currency = readCurrency(product['currency'], `${path}.currency`, complaints) ?? orders
  return {
    productId: productId ?? '',
    quantity: readCount(product['quantity'], `${path}.quantity`, 1, QUANTITY_MAX, complaints) ?? 1,
    price_minor: readPrice(product, path, currency, complaints),
    currency,
  }
}

function readPrice(product: Wire, path: string, currency: string | null, complaints: Complaints): number | null {
  if (product['price_minor'] !== undefined) return readMinor(product['price_minor'], `${path}.price_minor`, complaints)
  return readAmount(product['price'], `${path}.price`, currency, complaints)
}

const readMinor = (value: unknown, path: string, complaints: Complaints): number | null =>
  readCount(value, path, 0, MONEY_MINOR_MAX, complaints)

const productsOf = (p: Wire): unknown => p['products'] ?? p['items']

function idOf(product: Wire): unknown {
  const id = product['product_id'] ?? product['productId'] ?? product['sku'] ?? product['item_id'] ?? product['id']
  return id === null ? undefined : id
}

/** Libraries that run in a page or an app. Everything else without a session is a server's. */
const BROWSER_LIBRARY =
  /analytics\.js|analytics-next|browser|web|cartbeat\.js|ios|swift|android|kotlin|react-native|flutter|unity/i

/** Who sent it: a session, a page or a user agent mean a browser. */
export function senderOf(sessionId: string | null, context: Wire | null): OrderBody['sentBy'] {
  if (sessionId !== null) return 'browser'
  if (context === null) return 'server'
  const library = context['library']
  if (isObject(library) && typeof library['name'] === 'string') {
    return BROWSER_LIBRARY.test(library['name'].slice(0, 100)) ? 'browser' : 'server'
  }
  return isObject(context['page']) || typeof context['userAgent'] === 'string' ? 'browser' : 'server'
}
