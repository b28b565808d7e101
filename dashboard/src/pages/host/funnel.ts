// The rates between the steps of the pinned product's funnel, and how they stand against the ten minutes before.
import type { FunnelWindow } from '../../../../api/contract.ts'
import { GPM_IMPRESSIONS_MIN } from '../../parts/gpm.ts'

export const FUNNEL_STEPS = ['impressions', 'clicks', 'carts', 'orders'] as const
export type FunnelStep = (typeof FUNNEL_STEPS)[number]
export const FUNNEL_LABELS = { impressions: 'Impressions', clicks: 'Clicks', carts: 'Carts', orders: 'Orders' } as const

export const stepsOf = (funnel: FunnelWindow): readonly number[] => FUNNEL_STEPS.map((step) => funnel[step])

/** x of n; null without any n. */
export function rateOf(x: number, n: number): number | null {
  return n > 0 ? x / n : null
}

/** Revenue per 1000 impressions, minor units; null below GPM_IMPRESSIONS_MIN: not yet. */
export function gpmOf({ revenue_minor, impressions }: FunnelWindow): number | null {
  return impressions < GPM_IMPRESSIONS_MIN ? null : (revenue_minor / impressions) * 1000
}

/** now / before - 1; null when there was nothing before. */
export function growthOf(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : now / before - 1
}

export interface FunnelRate {
  readonly id: 'ctr' | 'cartRate' | 'ctor'
  readonly label: string
  readonly x: number
  readonly n: number
  readonly rate: number | null
  /** Difference to before, as a fraction; null when either is unknown. */
  readonly change: number | null
}

export function funnelRates(now: FunnelWindow, before: FunnelWindow): readonly FunnelRate[] {
  const one = (id: FunnelRate['id'], label: string, x: keyof FunnelWindow, n: keyof FunnelWindow): FunnelRate => {
    const rate = rateOf(now[x], now[n])
    const then = rateOf(before[x], before[n])
    return { id, label, x: now[x], n: now[n], rate, change: rate === null || then === null ? null : rate - then }
  }
  return [
    one('ctr', 'CTR', 'clicks', 'impressions'),
    one('cartRate', 'cart', 'carts', 'clicks'),
    one('ctor', 'CTOR', 'orders', 'clicks'),
  ]
}
