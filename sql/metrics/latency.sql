-- title: Live latency
-- unit: milliseconds
-- counts: Mean of how far behind the broadcast the players say they are.
-- leaves out: Players that do not know: the stream carries no program date and time.
-- elsewhere: Mux: "live stream latency", from the program date and time as well
-- elsewhere: CMCD: "ltc", live stream latency, of version 2
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(latency_sum_ms) AS numerator,
       sum(latency_count) AS denominator
FROM quality_minutes
WHERE show_id = {show:String}
