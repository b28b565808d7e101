-- title: Orders
-- unit: orders
-- counts: Order ids attributed to the show: the last show the visitor touched within 24 h before. Copies of an order
--   from browser and server are one, and count for a show as soon as one of them does.
-- leaves out: Orders of the regular store. Refunds are not taken away.
-- elsewhere: TikTok: "SKU orders" count each product of an order; "orders" those paid
-- elsewhere: GA4: "transactions" by transaction id, or "purchases", each event
-- elsewhere: Shopify: "orders", test and deleted ones left out
-- version: 1
SELECT count() AS value
FROM orders
WHERE show_id = {show:String}
