-- title: Answer time
-- unit: seconds, median
-- counts: From a question first asked to its last answer: marked answered, or a reply of the host or a moderator.
--   Questions of one meaning are one.
-- leaves out: Questions nobody answered, and those dismissed.
-- elsewhere: Zendesk: "first reply time", the median over tickets
-- version: 1
SELECT if(count() = 0, NULL, quantileExactInclusive(0.5)(dateDiff('millisecond', first_asked_at, closed_at)) / 1000) AS value,
       count() AS answered
FROM questions
WHERE show_id = {show:String} AND closed_by IN ('answered', 'replied')
