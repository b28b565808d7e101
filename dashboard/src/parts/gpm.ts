// When revenue per 1000 product impressions says something, by one rule on every page.

/** Product impressions below which it is one order's price, blown up: pages say "not yet". */
export const GPM_IMPRESSIONS_MIN = 1_000
