-- title: Average order value
-- unit: minor units, by currency
-- counts: Revenue divided by orders, each as Revenue and Orders say.
-- leaves out: Refunds are not taken away.
-- elsewhere: Shopify: "average order value": gross sales less discounts, by order
-- elsewhere: GA4: "average purchase revenue", by purchase event
-- version: 2
SELECT numerator / denominator AS value, sum(total_minor) AS numerator, count() AS denominator, currency
FROM orders
WHERE show_id = {show:String}
GROUP BY currency
ORDER BY numerator DESC
