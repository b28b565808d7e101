-- title: Comments
-- unit: comments
-- counts: Comments posted, late ones too; of viewers, hosts and moderators.
-- leaves out: Bots and duplicates, which are in no table but the sums of the intake.
-- elsewhere: YouTube: "live chat messages", and "chat rate" by minute
-- elsewhere: TikTok: "comments"; its comment rate divides by views
-- version: 1
SELECT sum(comments) AS value
FROM show_totals
WHERE show_id = {show:String}
