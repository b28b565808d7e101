-- title: Click-to-order rate
-- unit: share
-- counts: Orders of the show divided by product clicks in it.
-- leaves out: Clicks that came after their order. It can exceed 1: one may order what was never clicked, from the
--   cart.
-- elsewhere: TikTok: "CTOR", orders / product clicks
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       (SELECT count() FROM orders WHERE show_id = {show:String}) AS numerator,
       sum(clicks) AS denominator
FROM show_totals
WHERE show_id = {show:String}
