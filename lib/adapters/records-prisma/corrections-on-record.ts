/**
 * Which entries a history tells. A correction shows the body that it corrects, and its hash; that there ever was such an event the
 * rules cannot see (decision 030), so every history looks it up. By event id, which has an index; of a whole network's, that is one.
 */
export const CORRECTS_SOMETHING = `(e.kind <> 'corrected' OR EXISTS (SELECT FROM rm_event o
  WHERE o.event_id = e.bytes::jsonb #>> '{body,corrected,eventId}' AND o.event_hash = e.bytes::jsonb #>> '{body,corrects}'
    AND o.rule_broken IS NULL AND o.log_index < e.log_index))`;
