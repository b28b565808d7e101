-- title: Click-through rate of products
-- unit: share
-- counts: Product clicks divided by product impressions.
-- leaves out: As clicks and impressions do. It can exceed 1: a product can be clicked where its card was not seen.
-- elsewhere: TikTok: "CTR", product clicks / product impressions
-- elsewhere: YouTube: "impressions click-through rate" is of thumbnails
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(clicks) AS numerator,
       sum(impressions) AS denominator
FROM show_totals
WHERE show_id = {show:String}
