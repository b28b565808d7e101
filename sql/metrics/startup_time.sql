-- title: Start-up time
-- unit: milliseconds
-- counts: From the request to play to the first frame, once a session: the median, with mean and 95th percentile
--   beside it.
-- leaves out: Sessions that never began to play; loading of the page before the request.
-- elsewhere: Mux: "video startup time", the same span; its default is also the median
-- elsewhere: CMCD: "msd", media start delay, of version 2
-- version: 1
SELECT if(count() = 0, NULL, quantileExactInclusive(0.5)(assumeNotNull(startup_ms))) AS value,
       if(count() = 0, NULL, avg(startup_ms)) AS mean,
       if(count() = 0, NULL, quantileExactInclusive(0.95)(assumeNotNull(startup_ms))) AS p95,
       count() AS starts
FROM sessions
WHERE show_id = {show:String} AND startup_ms IS NOT NULL
