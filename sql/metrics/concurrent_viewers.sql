-- title: Concurrent viewers
-- unit: viewers, after each second in which somebody came or went
-- counts: Sessions whose player is starting, playing, rebuffering or seeking. A tab counts as one. A session stays
--   until it says it left, or 25 s after its last report. Whether anybody watches is for players to say: who watches on
--   when the host has ended the show counts, and so does who watches a recording under the show's id. Give recordings an
--   id of their own.
-- leaves out: Players that are paused, ended or failed, or hidden without sound. Reports that came more than 30 s
--   behind the data.
-- elsewhere: YouTube: "concurrent viewers", people watching at the same time; when a player stops counting is not
--   said
-- elsewhere: Twitch: "viewers", which counts a signed-in user once however many tabs
-- version: 1
SELECT second, viewers AS value
FROM concurrency
WHERE show_id = {show:String}
ORDER BY second
