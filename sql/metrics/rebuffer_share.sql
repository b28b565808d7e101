-- title: Rebuffer share
-- unit: share
-- counts: Time spent rebuffering divided by time played and rebuffering together.
-- leaves out: Waiting for the first frame, and after a seek.
-- elsewhere: Mux: "rebuffer percentage", of watch time, which has start-up and seeking in it as well
-- elsewhere: CMCD: "bs" says that the buffer ran dry, not for how long
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       sum(rebuffer_ms) AS numerator,
       sum(played_ms) + sum(rebuffer_ms) AS denominator
FROM sessions
WHERE show_id = {show:String}
