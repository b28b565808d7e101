// The mock shop: a cart, a checkout that charges nothing, and what each step tells Cartbeat.
import type { CatalogueEntry } from '../../events/contract.ts'
import cartbeat from '../../sdk/cartbeat.ts'
import { room } from './room.svelte.ts'
import { shopOf, showId } from './setup.ts'

export interface Line {
  readonly productId: string
  readonly title: string
  readonly price_minor: number
  quantity: number
}

export type Panel = 'closed' | 'cart' | 'checkout' | 'thanks'

const KEY = `watch.cart.${shopOf}`
const QUANTITY_MAX = 20

class Shop {
  lines = $state<Line[]>(restored())
  panel = $state<Panel>('closed')
  /** The product looked at. */
  open = $state.raw<CatalogueEntry | null>(null)
  orderId = $state('')
  paid_minor = $state(0)
  #checkoutId = ''

  count = $derived(this.lines.reduce((sum, line) => sum + line.quantity, 0))
  total_minor = $derived(this.lines.reduce((sum, line) => sum + line.quantity * line.price_minor, 0))

  get currency(): string {
    return room.now?.show.currency ?? 'EUR'
  }

  /** What it costs now: in the show, the offer's price while one runs on it. */
  priceOf(product: CatalogueEntry): number {
    const show = room.now?.show
    const offered = showId && show?.pinnedProductId === product.productId ? show.offer_minor : null
    return offered ?? product.price_minor ?? 0
  }

  #told(line: { productId: string; title: string; price_minor: number }, quantity = 1) {
    const { productId, title, price_minor } = line
    return { productId, title, price_minor, currency: this.currency, quantity }
  }

  seen(product: CatalogueEntry): void {
    cartbeat.productSeen(this.#told({ ...product, price_minor: this.priceOf(product) }))
  }

  look(product: CatalogueEntry): void {
    const told = this.#told({ ...product, price_minor: this.priceOf(product) })
    cartbeat.productClicked(told)
    cartbeat.productViewed(told)
    this.open = product
  }

  add(product: CatalogueEntry): void {
    const { productId, title } = product
    const price_minor = this.priceOf(product)
    const line = this.lines.find((each) => each.productId === productId && each.price_minor === price_minor)
    if (line) line.quantity = Math.min(QUANTITY_MAX, line.quantity + 1)
    else this.lines.push({ productId, title, price_minor, quantity: 1 })
    cartbeat.productAdded(this.#told({ productId, title, price_minor }))
    this.open = null
    this.panel = 'cart'
    this.#keep()
  }

  change(line: Line, by: 1 | -1): void {
    if (line.quantity + by > QUANTITY_MAX) return
    line.quantity += by
    if (by > 0) cartbeat.productAdded(this.#told(line))
    else cartbeat.productRemoved(this.#told(line))
    this.lines = this.lines.filter((each) => each.quantity > 0)
    this.#keep()
  }

  checkout(): void {
    this.#checkoutId = id('C')
    cartbeat.checkout({
      checkoutId: this.#checkoutId,
      products: this.lines.map((line) => this.#told(line, line.quantity)),
    })
    this.panel = 'checkout'
  }

  pay(): void {
    this.orderId = id('W')
    this.paid_minor = this.total_minor
    cartbeat.order({
      orderId: this.orderId,
      total_minor: this.total_minor,
      currency: this.currency,
      products: this.lines.map((line) => this.#told(line, line.quantity)),
    })
    this.lines = []
    this.panel = 'thanks'
    this.#keep()
  }

  #keep(): void {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.lines))
    } catch {
      // A cart that a reload empties is still a cart.
    }
  }
}

function restored(): Line[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Line[]
  } catch {
    return []
  }
}

/** Short enough to read out: W-K3J9-X2QF. */
function id(letter: string): string {
  const part = () =>
    Math.floor(Math.random() * 36 ** 4)
      .toString(36)
      .padStart(4, '0')
  return `${letter}-${part()}-${part()}`.toUpperCase()
}

export const shop = new Shop()
