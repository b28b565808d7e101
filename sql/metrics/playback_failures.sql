-- title: Playback failures
-- unit: share
-- counts: Times a player failed, divided by times a player began to start.
-- leaves out: Viewers who left before the first frame without an error. Reports that came more than 30 s behind the
--   data.
-- elsewhere: Mux: "playback failure percentage": views that ended in a failure, each once
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(failures) AS numerator,
       sum(attempts) AS denominator
FROM quality_minutes
WHERE show_id = {show:String}
