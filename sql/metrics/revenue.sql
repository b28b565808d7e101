-- title: Revenue
-- unit: minor units, by currency
-- counts: Totals of the orders attributed to the show, as the shop reports them, with shipping and tax where
--   it puts them in. Where the shop's own server reported an order with its secret key, total, currency and lines
--   are that report's; show, moment, buyer and time stay those of the copy attributed to the show.
-- leaves out: Refunds are not taken away. Other currencies are not converted: each has its own row.
-- elsewhere: TikTok: "GMV", paid orders with cancelled and refunded ones in it
-- elsewhere: GA4: "purchase revenue"; "total revenue" takes refunds away
-- elsewhere: Shopify: "gross sales" before discounts; "total sales" after discounts and returns, with shipping and
--   tax
-- version: 2
SELECT sum(total_minor) AS value, currency
FROM orders
WHERE show_id = {show:String}
GROUP BY currency
ORDER BY value DESC
