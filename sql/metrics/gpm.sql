-- title: Revenue per 1000 product impressions
-- unit: minor units, by currency
-- counts: Revenue x 1000 / product impressions, which is 1000 x CTR x CTOR x average order value.
-- leaves out: As its parts do. Pages say "not yet" below 1000 impressions: it would be one order's price, blown up.
-- elsewhere: TikTok: "show GPM" by 1000 product impressions; "watch GPM" by 1000 views of the stream
-- elsewhere: Taobao: "千次观看成交金额", by 1000 views
-- version: 2
SELECT if(denominator = 0, NULL, numerator * 1000 / denominator) AS value,
       sum(total_minor) AS numerator,
       (SELECT sum(impressions) FROM show_totals WHERE show_id = {show:String}) AS denominator,
       currency
FROM orders
WHERE show_id = {show:String}
GROUP BY currency
ORDER BY numerator DESC
