-- title: Bit rate
-- unit: kbit/s
-- counts: Mean of the bit rates players report, each report alike: they come every 10 s while playing, so by time
--   played.
-- leaves out: Sound and picture of players that do not say their bit rate.
-- elsewhere: Mux: "weighted average bitrate", by time played
-- elsewhere: CMCD: "br", encoded bit rate of the object asked for
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(bitrate_sum_kbps) AS numerator,
       sum(bitrate_count) AS denominator
FROM quality_minutes
WHERE show_id = {show:String}
