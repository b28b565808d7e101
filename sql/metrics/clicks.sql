-- title: Product clicks
-- unit: clicks
-- counts: Clicks on a product in the show. One counts for the moment the viewer saw, which is behind the host by the
--   latency.
-- leaves out: Clicks elsewhere in the store.
-- elsewhere: TikTok: "product clicks"
-- elsewhere: GA4: "item-list click events"
-- version: 1
SELECT sum(clicks) AS value
FROM show_totals
WHERE show_id = {show:String}
