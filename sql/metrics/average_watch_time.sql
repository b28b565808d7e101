-- title: Average watch time
-- unit: milliseconds a viewer
-- counts: Watch time divided by unique viewers: all visits of a viewer together.
-- leaves out: As watch time and unique viewers do.
-- elsewhere: YouTube: "average view duration" divides by views, so that someone who comes back lowers it
-- elsewhere: TikTok: "average watch duration", by view
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(played_ms) AS numerator,
       sum(viewers) AS denominator
FROM show_totals
WHERE show_id = {show:String}
