-- What an alert stated at a moment: of its opening and growth, and of every decision on its case. The alert itself has the newest only.
-- An array of {alert, rule, facts}; null where nothing was stated, or where an earlier version kept nothing.
ALTER TABLE alert_message ADD COLUMN stated jsonb;
-- What earlier versions overwrote is lost; the newest facts of each alert are those of its last opening or growth.
ALTER TABLE alert_message DISABLE TRIGGER alert_message_stays;
UPDATE alert_message m SET stated = jsonb_build_array(
    jsonb_build_object('alert', a.number, 'rule', a.contradiction -> 'rule', 'facts', a.contradiction -> 'facts'))
  FROM alert a WHERE a.contradiction IS NOT NULL
    AND m.id = (SELECT max(id) FROM alert_message WHERE alert_id = a.id AND what IN ('opened', 'grown'));
ALTER TABLE alert_message ENABLE TRIGGER alert_message_stays;
