-- title: Reactions
-- unit: reactions
-- counts: Reactions sent, each of a burst.
-- leaves out: Bots and duplicates, which are in no table but the sums of the intake.
-- elsewhere: TikTok: "likes", each tap
-- elsewhere: YouTube: "reactions" of a stream; its "likes" count a user once
-- version: 1
SELECT sum(reactions) AS value
FROM show_totals
WHERE show_id = {show:String}
