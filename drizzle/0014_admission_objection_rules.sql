-- Objections to an admission: raised once, decided once, by another than the one who raised it.
GRANT SELECT, INSERT, UPDATE (state, decided_at, decided_by, decision_reason) ON admission_objection TO stimmhaus_app;
ALTER TABLE admission_objection ADD CONSTRAINT admission_objection_shape CHECK (
  state IN ('open', 'dismissed', 'upheld') AND length(reason) BETWEEN 1 AND 500
  AND (state = 'open') = (decided_at IS NULL) AND (state = 'open') = (decided_by IS NULL)
  AND (state = 'open') = (decision_reason IS NULL) AND length(decision_reason) <= 500
  AND raised_by <> person_id AND decided_by IS DISTINCT FROM raised_by AND decided_by IS DISTINCT FROM person_id);
--> statement-breakpoint
CREATE FUNCTION admission_objection_stays_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this objection was decided' USING ERRCODE = 'SH013';
END $$;
--> statement-breakpoint
CREATE TRIGGER admission_objection_decided BEFORE UPDATE ON admission_objection
  FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION admission_objection_stays_decided();
