-- title: Conversion of the regular store
-- unit: share
-- counts: Visitors who bought a product of the show in the regular store, divided by visitors of the store, from 28
--   days before the start of the show to its end.
-- leaves out: Orders attributed to any show. Products that are not in the show.
-- elsewhere: Shopify: "online store conversion rate": by sessions, over all products and days
-- elsewhere: GA4: "purchaser rate" over all products
-- version: 1
WITH
    span AS (
        SELECT coalesce(started_at, first_at) - INTERVAL 28 DAY AS from, coalesce(ended_at, last_at) AS to
        FROM shows WHERE show_id = {show:String}
    ),
    products AS (
        SELECT DISTINCT product_id FROM product_minutes WHERE show_id = {show:String} AND product_id != ''
        UNION DISTINCT
        SELECT JSONExtractString(arrayJoin(JSONExtractArrayRaw(products)), 'productId') AS product_id
        FROM shows WHERE show_id = {show:String}
    ),
    store_buyers AS (
        SELECT DISTINCT visitor_id FROM order_lines
        WHERE show_id = '' AND product_id IN (SELECT product_id FROM products)
            AND occurred_at BETWEEN (SELECT from FROM span) AND (SELECT to FROM span)
    ),
    store_people AS (
        SELECT visitor_id FROM sessions
        WHERE show_id = '' AND started_at <= (SELECT to FROM span) AND ended_at >= (SELECT from FROM span)
        UNION DISTINCT
        SELECT visitor_id FROM store_buyers
    )
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       (SELECT count() FROM store_buyers) AS numerator,
       (SELECT count() FROM store_people) AS denominator
