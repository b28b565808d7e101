-- title: Peak viewers
-- unit: viewers
-- counts: The most concurrent viewers there were at the end of any second, and the first second that had them.
-- leaves out: Moments shorter than a second.
-- elsewhere: YouTube: "peak concurrent viewers"
-- elsewhere: TikTok: "peak concurrent viewers" (PCU)
-- elsewhere: Taobao: "最高在线人数", the most people online
-- version: 1
SELECT viewers AS value, second AS at
FROM concurrency
WHERE show_id = {show:String}
ORDER BY viewers DESC, second
LIMIT 1
