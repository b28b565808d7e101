-- title: Lift over the regular store
-- unit: times
-- counts: Conversion of the show divided by conversion of the store, both by buyers of the products of the show. The
--   API adds a 95 % score interval (Koopman 1984) and says nothing below ten buyers on either side.
-- leaves out: Why people came: whoever opens a show already meant to buy more often than others (selection bias), so
--   a lift is not all the doing of the show.
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
    ),
    show_buyers AS (
        SELECT DISTINCT visitor_id FROM order_lines
        WHERE show_id = {show:String} AND product_id IN (SELECT product_id FROM products)
    ),
    show_people AS (
        SELECT visitor_id FROM sessions WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
        UNION DISTINCT
        SELECT visitor_id FROM show_buyers
    )
SELECT if(store_rate > 0, show_rate / store_rate, NULL) AS value,
       if(viewers = 0, NULL, buyers / viewers) AS show_rate,
       if(store_visitors = 0, NULL, bought_in_store / store_visitors) AS store_rate,
       (SELECT count() FROM show_buyers) AS buyers,
       (SELECT count() FROM show_people) AS viewers,
       (SELECT count() FROM store_buyers) AS bought_in_store,
       (SELECT count() FROM store_people) AS store_visitors
