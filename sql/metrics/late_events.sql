-- title: Late events
-- unit: events
-- counts: Events that came after their windows had closed, more than 30 s behind the data. They are in events,
--   sessions and totals, not in minutes and seconds.
-- leaves out: Events older than 24 h, which are quarantined.
-- elsewhere: GA4: takes events up to 72 h old into its reports without saying which were
-- version: 1
SELECT sum(late) AS value
FROM show_totals
WHERE show_id = {show:String}
