-- title: Product impressions
-- unit: impressions
-- counts: Times a product card was in view of a viewer of the show; seen again, it counts again.
-- leaves out: Products shown by the host in the picture alone.
-- elsewhere: TikTok: "product impressions"
-- elsewhere: GA4: "item-list view events"; "items viewed in list" counts items
-- elsewhere: YouTube: "impressions" are of thumbnails, not of products
-- version: 1
SELECT sum(impressions) AS value
FROM show_totals
WHERE show_id = {show:String}
