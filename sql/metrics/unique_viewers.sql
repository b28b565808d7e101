-- title: Unique viewers
-- unit: visitors
-- counts: Browsers that were a concurrent viewer at least once, late reports among them. Several tabs and visits of a
--   browser are one.
-- leaves out: Visitors who opened the page and whose player never began. One person with two devices is two.
-- elsewhere: TikTok: "unique viewers", by account; its "views" count every entry again
-- elsewhere: Taobao: "场观" counts entries, not people
-- elsewhere: YouTube: "unique viewers", an estimate over devices and accounts
-- elsewhere: GA4: "active users" by cookie or user id, whether or not anything played
-- version: 1
SELECT sum(viewers) AS value
FROM show_totals
WHERE show_id = {show:String}
