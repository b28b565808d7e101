// The two shows of the demo and what they sell. Money in minor units.
import type { CatalogueEntry, Channel, ShowKind } from '../events/contract.ts'

export interface ShowScript {
  readonly showId: string
  readonly title: string
  readonly kind: ShowKind
  readonly channel: Channel
  readonly host: string
  readonly currency: string
  readonly products: readonly CatalogueEntry[]
  /** Offered price over list price. */
  readonly offerShare: number
  readonly games: readonly string[]
  readonly polls: readonly string[]
  readonly guests: readonly string[]
  readonly reactions: readonly (readonly [string, number])[]
  /** Languages of its viewers, by weight. */
  readonly langs: readonly (readonly [string, number])[]
}

function entries(products: readonly (readonly [string, string, number])[]): readonly CatalogueEntry[] {
  return products.map(([productId, title, price_minor], index) => ({
    productId,
    title,
    number: index + 1,
    price_minor,
    image: null,
  }))
}

export const AUTUMN_KITCHEN: ShowScript = {
  showId: 'autumn-kitchen',
  title: 'Autumn Kitchen Live',
  kind: 'demo',
  channel: 'site',
  host: 'Mira',
  currency: 'EUR',
  products: entries([
    ['chefs-knife', 'Chef’s knife 20 cm', 5_900],
    ['oak-board', 'Oak cutting board', 4_490],
    ['cast-iron-pan', 'Cast-iron pan 26 cm', 4_900],
    ['enamel-pot', 'Enamel pot 4 L', 5_900],
    ['pepper-mill', 'Pepper mill', 3_450],
    ['linen-apron', 'Linen apron', 2_950],
    ['bowl-set', 'Bowl set of four', 4_590],
    ['kitchen-scale', 'Kitchen scale', 3_200],
    ['spice-box', 'Spice box', 2_490],
    ['rice-cooker', 'Rice cooker 1.8 L', 7_990],
    ['tea-kettle', 'Tea kettle 1.2 L', 5_490],
    ['steel-tongs', 'Steel tongs', 1_230],
  ]),
  offerShare: 0.8,
  games: ['Guess the weight', 'Apron draw', 'Name that spice'],
  polls: ['Which lid?', 'Gas or induction?', 'Red or sage?'],
  guests: ['Ana, the smith', 'Jonas from the oil mill', 'Chef Aiko'],
  reactions: [
    ['❤️', 66],
    ['👏', 17],
    ['🔥', 10],
    ['😂', 6],
    ['😮', 2],
  ],
  langs: [
    ['en', 40],
    ['de', 18],
    ['es', 10],
    ['fr', 9],
    ['zh', 7],
    ['pt', 6],
    ['ja', 5],
    ['id', 3],
    ['th', 2],
  ],
}

export const STREET_STYLE: ShowScript = {
  showId: 'street-style',
  title: 'Street Style Friday',
  kind: 'variety',
  channel: 'tiktok',
  host: 'Kai & Nok',
  currency: 'USD',
  products: entries([
    ['boxy-hoodie', 'Boxy hoodie', 5_400],
    ['cargo-trousers', 'Cargo trousers', 6_800],
    ['canvas-sneakers', 'Canvas sneakers', 7_200],
    ['bucket-hat', 'Bucket hat', 2_400],
    ['coach-jacket', 'Coach jacket', 8_900],
    ['mesh-bag', 'Mesh cross-body bag', 3_300],
    ['ribbed-tee', 'Ribbed tee', 2_150],
    ['wool-socks', 'Wool socks, three pairs', 1_875],
  ]),
  offerShare: 0.75,
  games: ['Spin the rack', 'Price or not?'],
  polls: ['Cuffed or straight?', 'Which colour next?'],
  guests: ['DJ Tawan', 'Lia from the print shop'],
  reactions: [
    ['🔥', 50],
    ['❤️', 30],
    ['😍', 14],
    ['👏', 6],
    ['😂', 6],
  ],
  langs: [
    ['en', 34],
    ['th', 16],
    ['id', 14],
    ['zh', 12],
    ['es', 9],
    ['pt', 7],
    ['ja', 5],
    ['fr', 2],
    ['de', 1],
  ],
}
