// Questions an analyst begins with: each runs as it is, and shows how a view is meant to be read. The first few are offered
// before anything was asked, all of them on their shelf.

export interface Example {
  readonly title: string
  readonly sql: string
}

/** So many fit beside an empty result. */
export const STARTERS = 8

export const EXAMPLES: readonly Example[] = [
  {
    title: 'Every show so far',
    sql: `-- Every show: who came, how long they stayed, what they bought
SELECT s.show_id AS show_id, s.status, t.viewers, round(t.played_ms / t.viewers / 60000, 1) AS minutes_a_viewer,
       t.comments, o.orders, o.revenue_minor, o.currency AS currency
FROM shows AS s
LEFT JOIN show_totals AS t ON t.show_id = s.show_id
LEFT JOIN (
    SELECT show_id, currency, count() AS orders, sum(total_minor) AS revenue_minor
    FROM orders GROUP BY show_id, currency
) AS o ON o.show_id = s.show_id
ORDER BY s.first_at DESC`,
  },
  {
    title: 'A show by minute',
    sql: `-- A show by minute, with the viewers at the end of each
SELECT m.minute, c.viewers, m.joins, m.leaves, m.comments, m.reactions, m.clicks, m.carts
FROM show_minutes AS m
LEFT JOIN (
    SELECT toStartOfMinute(second) AS minute, argMax(viewers, second) AS viewers
    FROM concurrency WHERE show_id = {show:String} GROUP BY minute
) AS c ON c.minute = m.minute
WHERE m.show_id = {show:String}
ORDER BY m.minute`,
  },
  {
    title: 'Which moments made people click',
    sql: `-- Which moments made people click? Click rate with its 95 % Wilson interval.
-- While a product is pinned its clicks are the pin's, an offer of it or not: tell an offer by its time
WITH sum(p.clicks) AS x, sum(p.impressions) AS n, x / n AS p, 1.96 AS z
SELECT m.title AS moment, m.kind, p.product_id, n AS impressions, x AS clicks, round(p, 4) AS ctr,
       round((p + z*z/(2*n) - z*sqrt(p*(1-p)/n + z*z/(4*n*n))) / (1 + z*z/n), 4) AS low,
       round((p + z*z/(2*n) + z*sqrt(p*(1-p)/n + z*z/(4*n*n))) / (1 + z*z/n), 4) AS high
FROM product_minutes AS p
JOIN moments AS m ON m.moment_id = p.moment_id AND m.show_id = p.show_id
WHERE p.show_id = {show:String}
GROUP BY moment, m.kind, p.product_id
HAVING n >= x AND n > 0
ORDER BY ctr DESC`,
  },
  {
    title: 'From card to order, by product',
    sql: `-- From card to order, by product
SELECT product_id, sum(p.impressions) AS impressions, sum(p.clicks) AS clicks, sum(p.carts) AS carts,
       sum(p.orders) AS orders, round(clicks / nullIf(impressions, 0), 4) AS ctr,
       round(orders / nullIf(clicks, 0), 4) AS ctor, sum(p.revenue_minor) AS revenue_minor
FROM product_minutes AS p
WHERE show_id = {show:String}
GROUP BY product_id
ORDER BY revenue_minor DESC`,
  },
  {
    title: 'Who watches, and how long',
    sql: `-- Who watches, and how long: viewers by channel and screen
SELECT channel, screen, uniqExact(visitor_id) AS viewers, round(sum(played_ms) / 3600000, 1) AS hours,
       round(sum(played_ms) / viewers / 60000, 1) AS minutes_a_viewer
FROM sessions
WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
GROUP BY channel, screen
ORDER BY hours DESC`,
  },
  {
    title: 'How viewers feel about each product',
    sql: `-- How viewers feel about each product, -1 to 1: a viewer's comments count as one; 95 % interval between viewers
WITH viewers AS (
    SELECT about_product_id AS product_id, visitor_id, avg(sentiment) AS mean
    FROM comments
    WHERE show_id = {show:String} AND role = 'viewer' AND sentiment IS NOT NULL AND NOT has(labels, 'spam')
    GROUP BY product_id, visitor_id
)
SELECT product_id, count() AS viewers, round(avg(mean), 3) AS mood,
       round(avg(mean) - 1.96 * stddevSamp(mean) / sqrt(count()), 3) AS low,
       round(avg(mean) + 1.96 * stddevSamp(mean) / sqrt(count()), 3) AS high
FROM viewers
WHERE product_id != ''
GROUP BY product_id
HAVING viewers >= 10
ORDER BY mood DESC`,
  },
  {
    title: 'Questions nobody answered',
    sql: `-- Questions nobody answered, or asked again since: by how many viewers wait
SELECT example, topic, product_id, open_askers, asked, first_asked_at, last_asked_at
FROM questions
WHERE show_id = {show:String} AND open_askers > 0
ORDER BY open_askers DESC`,
  },
  {
    title: 'Where the stream stalls',
    sql: `-- Where the stream stalls: share of the time spent rebuffering
SELECT screen, connection, round(sum(played_ms) / 3600000, 1) AS hours,
       round(sum(rebuffer_ms) / nullIf(sum(played_ms) + sum(rebuffer_ms), 0), 4) AS rebuffer_share,
       sum(failures) AS failures, sum(attempts) AS attempts
FROM quality_minutes
WHERE show_id = {show:String}
GROUP BY screen, connection
ORDER BY rebuffer_share DESC`,
  },
  {
    title: 'What comments are',
    sql: `-- What comments are: questions, wishes to buy, praise, complaints. Several labels may hold for one
SELECT arrayJoin(labels) AS label, count() AS comments, uniqExact(visitor_id) AS viewers, any(text) AS example
FROM comments
WHERE show_id = {show:String} AND role = 'viewer'
GROUP BY label
ORDER BY comments DESC`,
  },
  {
    title: 'What people wrote, newest first',
    sql: `-- What people wrote, newest first
SELECT occurred_at, author, language, text, sentiment, labels, about_product_id
FROM comments
WHERE show_id = {show:String}
ORDER BY occurred_at DESC
LIMIT 200`,
  },
  {
    title: 'Refunds',
    sql: `-- Refunds as the shop tells them: orders and revenue have them still in
SELECT r.occurred_at AS refunded_at, r.order_id AS order_id, o.occurred_at AS ordered_at, o.total_minor, o.currency,
       r.properties AS refund
FROM (
    SELECT occurred_at, properties,
           coalesce(nullIf(JSONExtractString(properties, 'order_id'), ''), JSONExtractString(properties, 'orderId')) AS order_id
    FROM events WHERE kind = 'order.refunded'
) AS r
JOIN orders AS o ON o.order_id = r.order_id
WHERE o.show_id = {show:String}
ORDER BY refunded_at`,
  },
  {
    title: 'Is anything missing?',
    sql: `-- Is anything missing? Everything received is stored, folded, a duplicate, in quarantine, or a bot's
SELECT * FROM intake`,
  },
  {
    title: 'Why events were refused',
    sql: `-- Why events were refused, with one of each as it came
SELECT reason, path, count() AS events, any(expected) AS expected, any(found) AS found
FROM quarantine
GROUP BY reason, path
ORDER BY events DESC`,
  },
]
