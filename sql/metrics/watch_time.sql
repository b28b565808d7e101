-- title: Watch time
-- unit: milliseconds
-- counts: Media truly played, as players measure it, late reports too. A session never has more than its own
--   duration. After the host ended the show as well, as concurrent viewers do.
-- leaves out: Time paused, seeking, rebuffering or starting up; time a hidden tab stood still.
-- elsewhere: YouTube: "total watch time", over all views
-- elsewhere: Mux: "watch time" has start-up, seeking and rebuffering in it; "playing time" is the one like this
-- version: 1
SELECT sum(played_ms) AS value
FROM show_totals
WHERE show_id = {show:String}
