-- title: Buyers
-- unit: visitors
-- counts: Visitors with at least one order attributed to the show.
-- leaves out: Visitors whose only order is attributed to another show or the store.
-- elsewhere: TikTok: "customers", by account
-- elsewhere: GA4: "total purchasers", by user
-- elsewhere: Shopify: "customers", by account or e-mail
-- version: 1
SELECT uniqExact(visitor_id) AS value
FROM orders
WHERE show_id = {show:String}
