-- title: Median watch time
-- unit: milliseconds a session
-- counts: Half of the sessions that joined watched longer, half shorter; of an even number the mean of the two in the
--   middle.
-- leaves out: Sessions whose player never began.
-- elsewhere: YouTube: says averages alone, which a few long views pull up
-- version: 1
SELECT if(count() = 0, NULL, quantileExactInclusive(0.5)(played_ms)) AS value, count() AS sessions
FROM sessions
WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
