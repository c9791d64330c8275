-- The second wall between members (docs/decisions/092): a connection sees and writes the private rows of the member it acts for, and a
-- connection that has not said so sees none. `truelane.member` is a member's id, or `*` for the worker and whoever looks after the
-- whole installation. FORCE, since the application owns these tables; a superuser passes every wall.

CREATE FUNCTION acts_for(member text) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT member = nullif(current_setting('truelane.member', true), '') OR current_setting('truelane.member', true) = '*' $$;
CREATE FUNCTION acts_for_any(members text[]) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('truelane.member', true), '') = ANY (members) OR current_setting('truelane.member', true) = '*' $$;
CREATE FUNCTION acts_for_all() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('truelane.member', true) = '*', false) $$;
-- `lot/{member}/{lotId}`
CREATE FUNCTION maker_of_lot(lot text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT split_part(lot, '/', 2) $$;

-- What a member asked for.
CREATE POLICY of_its_member ON operation USING (acts_for(member));
CREATE POLICY of_its_operation ON operation_event
  USING (acts_for_all() OR EXISTS (SELECT FROM operation o WHERE o.id = operation_event.operation));
CREATE POLICY of_its_member ON job USING (acts_for(member));
CREATE POLICY of_its_member ON sscc_counter USING (acts_for(member));
CREATE POLICY of_its_member ON member_agreement USING (acts_for(member));

-- What a maker keeps about its lots beside the ledger.
CREATE POLICY of_its_maker ON lot_import USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_lot ON lot_gate_finding
  USING (acts_for_all() OR EXISTS (SELECT FROM lot_import i WHERE i.number = lot_gate_finding.number));
CREATE POLICY of_its_maker ON pack_plan USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_maker ON release_approval USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_maker ON release_override USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_member ON label_order USING (acts_for(member));
CREATE POLICY of_its_maker ON label_print USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_maker ON label_spoiled USING (acts_for(maker_of_lot(lot)));
CREATE POLICY of_its_maker ON label_applied USING (acts_for(maker_of_lot(lot)));

-- What two members know of a transfer.
CREATE POLICY of_both_sides ON transfer_note
  USING (acts_for_all() OR EXISTS (SELECT FROM rm_transfer t WHERE t.id = transfer AND acts_for_any(ARRAY[t.giver, t.receiver])));

-- What a member has, where it works, and what it looked at.
CREATE POLICY of_its_member ON stock_count USING (acts_for(member));
CREATE POLICY of_its_count ON stock_count_item
  USING (acts_for_all() OR EXISTS (SELECT FROM stock_count c WHERE c.id = count_id));
CREATE POLICY of_its_member ON member_network USING (acts_for(member));
CREATE POLICY of_its_member ON member_country USING (acts_for(member));
CREATE POLICY of_who_saw_it ON module_sighting USING (acts_for(organisation));

-- Alerts and cases: their owner decides; whom an alert was shared with reads it, reads its case, and may add to what was said.
CREATE POLICY of_its_owner ON alert USING (acts_for(owner_member));
CREATE POLICY of_whom_it_was_shared_with ON alert FOR SELECT USING (acts_for_any(recipients));
CREATE POLICY of_its_owner ON alert_case USING (acts_for(owner_member));
CREATE POLICY of_who_sees_an_alert_of_it ON alert_case FOR SELECT
  USING (EXISTS (SELECT FROM alert a WHERE a.case_id = alert_case.id));
CREATE POLICY of_its_owner ON case_label
  USING (acts_for_all() OR EXISTS (SELECT FROM alert_case c WHERE c.id = case_id AND acts_for(c.owner_member)));
CREATE POLICY of_who_sees_its_case ON case_label FOR SELECT USING (EXISTS (SELECT FROM alert_case c WHERE c.id = case_id));
CREATE POLICY of_its_owner ON case_decision
  USING (acts_for_all() OR EXISTS (SELECT FROM alert_case c WHERE c.id = case_id AND acts_for(c.owner_member)));
CREATE POLICY of_who_sees_its_case ON case_decision FOR SELECT USING (EXISTS (SELECT FROM alert_case c WHERE c.id = case_id));
CREATE POLICY of_who_sees_what_it_is_about ON alert_message
  USING (acts_for_all() OR EXISTS (SELECT FROM alert a WHERE a.id = alert_id) OR EXISTS (SELECT FROM alert_case c WHERE c.id = case_id))
  WITH CHECK (acts_for_all() OR ((member IS NULL OR acts_for(member))
    AND (EXISTS (SELECT FROM alert a WHERE a.id = alert_id) OR EXISTS (SELECT FROM alert_case c WHERE c.id = case_id))));
CREATE POLICY of_its_owner ON alert_link
  USING (acts_for_all() OR EXISTS (SELECT FROM alert a WHERE a.id = alert_id AND acts_for(a.owner_member)));

DO $$
DECLARE covered regclass;
BEGIN
  FOR covered IN SELECT DISTINCT polrelid FROM pg_policy LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', covered);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', covered);
  END LOOP;
END $$;

-- A case and its alerts are read from each other in both directions now.
CREATE INDEX alert_of_case ON alert (case_id) WHERE case_id IS NOT NULL;
