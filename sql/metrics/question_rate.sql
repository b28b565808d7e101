-- title: Question rate
-- unit: share
-- counts: Viewers' comments that ask something the host can answer, of all their comments.
-- leaves out: Spam on both sides. Comments of hosts and moderators.
-- elsewhere: Zoom: "Q&A" counts what is asked in a box of its own
-- version: 1
SELECT if(denominator = 0, NULL, numerator / denominator) AS value,
       countIf(question_key != '') AS numerator,
       count() AS denominator
FROM comments
WHERE show_id = {show:String} AND role = 'viewer' AND NOT has(labels, 'spam')
