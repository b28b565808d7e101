import { expect, test } from 'vitest'
import type { ProductFigures, ProductTable } from '../../../../api/contract.ts'
import { sheetOf } from './sheet.ts'

const none = { x: 0, n: 0, rate: null, low: null, high: null }
const figures: ProductFigures = {
  impressions: 1000,
  clicks: 100,
  carts: 20,
  checkouts: 12,
  orders: 11,
  units: 13,
  revenue_minor: 42900,
  ctr: { x: 100, n: 1000, rate: 0.1, low: 0.083, high: 0.12 },
  ctor: { x: 11, n: 100, rate: 0.11, low: 0.063, high: 0.187 },
  gpm_minor: 42900,
  ordersByMinute: [5, 6],
}
const table: ProductTable = {
  currency: 'EUR',
  all: {
    show: { x: 11, n: 200, rate: 0.055, low: 0.031, high: 0.096 },
    store: { x: 10, n: 500, rate: 0.02, low: 0.011, high: 0.036 },
    lift: { value: 2.75, low: 1.2, high: null },
    difference: { value: 0.035, low: 0.005, high: 0.078 },
    lacks: null,
  },
  totals: figures,
  products: [
    {
      ...figures,
      ctor: none,
      productId: 'pan-26',
      title: 'Pan, 26 cm',
      number: 3,
      image: null,
      price_minor: 3900,
      comparison: { show: none, store: none, lift: null, difference: null, lacks: '2 buyers, needs 10' },
    },
  ],
  storeFrom_ms: 0,
  storeTo_ms: 1,
  provisional: true,
  minimumBuyers: 10,
}

test('every number of the comparison is in the file, with its parts and interval, and what is not known is empty', () => {
  const [head = '', all = '', pan = ''] = sheetOf(table, false).replace('\ufeff', '').split('\r\n')
  expect(head).toBe(
    'number,product_id,title,impressions,clicks,carts,orders,units,ctr,ctr_low,ctr_high,ctor,ctor_low,ctor_high,' +
      'show_buyers,show_viewers,show_conversion,show_conversion_low,show_conversion_high,' +
      'store_buyers,store_visitors,store_conversion,store_conversion_low,store_conversion_high,' +
      'difference,difference_low,difference_high,ratio,ratio_low,ratio_high,not_yet,revenue_minor,currency',
  )
  expect(all).toBe(
    ',,All products,1000,100,20,11,13,0.1,0.083,0.12,0.11,0.063,0.187,' +
      '11,200,0.055,0.031,0.096,10,500,0.02,0.011,0.036,0.035,0.005,0.078,2.75,1.2,,,42900,EUR',
  )
  expect(pan).toBe(
    '3,pan-26,"Pan, 26 cm",1000,100,20,11,13,0.1,0.083,0.12,,,,' + '0,0,,,,0,0,,,,,,,,,,"2 buyers, needs 10",42900,EUR',
  )
})

test('money hidden on the page is not in the file', () => {
  const file = sheetOf(table, true)
  expect(file).not.toMatch(/revenue|EUR|42900/)
})
