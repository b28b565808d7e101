-- title: Engagement
-- unit: acts per 1000 viewer-minutes, by minute
-- counts: Comments, reactions, product clicks, carts and shares in each minute, divided by the area under the viewers
--   curve. The meter compares the last minute with what is usual (api/live/engagement.ts).
-- leaves out: Late events. Watching itself.
-- elsewhere: TikTok: engagement rates divide by views, whatever their length
-- elsewhere: GA4: "engagement rate" is of sessions that lasted 10 s
-- version: 1
WITH
    changes AS (
        SELECT toStartOfMinute(second) AS minute,
               sum(toInt64(joins) - toInt64(leaves)) AS change,
               sum((60 - toSecond(second)) * (toInt64(joins) - toInt64(leaves))) AS area
        FROM audience_seconds
        WHERE show_id = {show:String}
        GROUP BY minute
        ORDER BY minute WITH FILL STEP toIntervalMinute(1)
    ),
    watched AS (
        SELECT minute,
               (60 * sum(change) OVER (ORDER BY minute ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - 60 * change + area) / 60
                   AS viewer_minutes
        FROM changes
    )
SELECT w.minute AS minute,
       w.viewer_minutes AS viewer_minutes,
       m.comments / w.viewer_minutes * 1000 AS comments,
       m.reactions / w.viewer_minutes * 1000 AS reactions,
       m.clicks / w.viewer_minutes * 1000 AS clicks,
       m.carts / w.viewer_minutes * 1000 AS carts,
       m.shares / w.viewer_minutes * 1000 AS shares
FROM watched AS w
LEFT JOIN (SELECT * FROM show_minutes WHERE show_id = {show:String}) AS m ON m.minute = w.minute
WHERE w.viewer_minutes > 0
ORDER BY minute
