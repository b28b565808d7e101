-- title: Conservation
-- unit: events, by source
-- counts: What became of everything the collector received: stored, folded into session_minutes, duplicate,
--   quarantined or a bot. balanced says that nothing is missing.
-- leaves out: Requests that were refused as a whole: their senders were told and keep the events.
-- elsewhere: Plausible: counts dropped events by reason for its operators
-- version: 1
SELECT source, received, stored, folded, duplicate, quarantined, bot, late, balanced
FROM intake
ORDER BY source
