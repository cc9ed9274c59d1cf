-- The roll is a store of its own: only stimmhaus_roll touches it, and that role touches nothing else of the house.
GRANT SELECT, INSERT ON roll, roll_line, roll_objection, roll_approval, roll_level, roll_release
  TO stimmhaus_roll;
GRANT UPDATE (state, entitled, unknown, refused, hash, sealed_at) ON roll TO stimmhaus_roll;
GRANT UPDATE (number, unit_path, verdict, reasons, changes_on, decided_by, decision_reason) ON roll_line
  TO stimmhaus_roll;
GRANT UPDATE (decision, decision_reason, decided_by, decided_at) ON roll_objection TO stimmhaus_roll;
GRANT DELETE ON roll_line, roll_approval TO stimmhaus_roll;

ALTER TABLE roll DROP CONSTRAINT IF EXISTS roll_shape;
ALTER TABLE roll ADD CONSTRAINT roll_shape CHECK (
  state IN ('computed', 'laid-open', 'sealed') AND (state = 'sealed') = (hash IS NOT NULL)
  AND (state = 'sealed') = (sealed_at IS NOT NULL) AND hash ~ '^[0-9a-f]{64}$');
ALTER TABLE roll_line DROP CONSTRAINT IF EXISTS roll_line_shape;
ALTER TABLE roll_line ADD CONSTRAINT roll_line_shape CHECK (
  verdict IN ('yes', 'no', 'unknown') AND number > 0 AND (verdict = 'yes') = (number IS NOT NULL)
  AND length(salt) = 32
  AND (decided_by IS NULL) = (decision_reason IS NULL));
ALTER TABLE roll_objection DROP CONSTRAINT IF EXISTS roll_objection_shape;
ALTER TABLE roll_objection ADD CONSTRAINT roll_objection_shape CHECK (
  length(text) BETWEEN 1 AND 4000 AND decision IN ('upheld', 'dismissed')
  AND (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decision_reason IS NULL));

-- Uncompressed, so that one hash is read without the others.
ALTER TABLE roll_level ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE OR REPLACE FUNCTION roll_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'roll: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SH020';
END $$;

-- computed → laid-open → sealed, nothing else; sealing needs two people who approved these very lines.
CREATE OR REPLACE FUNCTION roll_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sealers int;
  lines record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'computed' THEN
      RAISE EXCEPTION 'roll: it begins by being computed' USING ERRCODE = 'SH021';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'sealed' THEN
    RAISE EXCEPTION 'roll: a sealed roll never changes' USING ERRCODE = 'SH020';
  END IF;
  IF NOT ((OLD.state = 'computed' AND NEW.state IN ('computed', 'laid-open'))
    OR (OLD.state = 'laid-open' AND NEW.state IN ('laid-open', 'sealed'))) THEN
    RAISE EXCEPTION 'roll: no step from % to %', OLD.state, NEW.state USING ERRCODE = 'SH021';
  END IF;
  IF NEW.state = 'sealed' THEN
    SELECT count(DISTINCT person_id) INTO sealers FROM roll_approval WHERE roll_id = NEW.id AND hash = NEW.hash;
    IF sealers < 2 THEN
      RAISE EXCEPTION 'roll: sealed by two people or not at all' USING ERRCODE = 'SH022';
    END IF;
    SELECT count(*) FILTER (WHERE verdict = 'unknown') AS unknown, count(number) AS numbered,
      coalesce(max(number), 0) AS highest INTO lines FROM roll_line WHERE roll_id = NEW.id;
    IF lines.unknown > 0 OR lines.numbered <> lines.highest OR lines.numbered <> NEW.entitled THEN
      RAISE EXCEPTION 'roll: lines are open or not numbered' USING ERRCODE = 'SH023';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- Lines, objections and approvals of a sealed roll stay as they are. The lock makes a writer and the seal wait for
-- each other, so that no line slips in beside the seal.
CREATE OR REPLACE FUNCTION roll_refuse_when_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT id, state FROM roll WHERE id IN (SELECT DISTINCT roll_id FROM changed) ORDER BY id FOR SHARE
  LOOP
    IF found.state = 'sealed' THEN
      RAISE EXCEPTION 'roll: % on % of a sealed roll is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SH020';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS roll_steps ON roll;
CREATE TRIGGER roll_steps BEFORE INSERT OR UPDATE ON roll FOR EACH ROW EXECUTE FUNCTION roll_step();
DROP TRIGGER IF EXISTS roll_stays ON roll;
CREATE TRIGGER roll_stays BEFORE DELETE OR TRUNCATE ON roll FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
-- ALWAYS: session_replication_role does not switch them off.
ALTER TABLE roll ENABLE ALWAYS TRIGGER roll_steps;
ALTER TABLE roll ENABLE ALWAYS TRIGGER roll_stays;

DROP TRIGGER IF EXISTS roll_release_stays ON roll_release;
CREATE TRIGGER roll_release_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON roll_release
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
ALTER TABLE roll_release ENABLE ALWAYS TRIGGER roll_release_stays;

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['roll_line', 'roll_objection', 'roll_approval', 'roll_level'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS sealed_insert ON %I', part);
    EXECUTE format('CREATE TRIGGER sealed_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse_when_sealed()', part);
    EXECUTE format('DROP TRIGGER IF EXISTS sealed_update ON %I', part);
    EXECUTE format('CREATE TRIGGER sealed_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse_when_sealed()', part);
    EXECUTE format('DROP TRIGGER IF EXISTS sealed_moved_in ON %I', part);
    EXECUTE format('CREATE TRIGGER sealed_moved_in AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse_when_sealed()', part);
    EXECUTE format('DROP TRIGGER IF EXISTS sealed_delete ON %I', part);
    EXECUTE format('CREATE TRIGGER sealed_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse_when_sealed()', part);
    EXECUTE format('DROP TRIGGER IF EXISTS sealed_truncate ON %I', part);
    EXECUTE format('CREATE TRIGGER sealed_truncate BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse()', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER sealed_insert', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER sealed_update', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER sealed_moved_in', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER sealed_delete', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER sealed_truncate', part);
  END LOOP;
END $$;

-- A delegate key and its lot are written once. They are no part of the roll: officers of the unit make and read them.
GRANT SELECT, INSERT ON delegate_key, delegate_key_lot TO stimmhaus_app;
DROP TRIGGER IF EXISTS delegate_key_stays ON delegate_key;
CREATE TRIGGER delegate_key_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON delegate_key
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
ALTER TABLE delegate_key ENABLE ALWAYS TRIGGER delegate_key_stays;
DROP TRIGGER IF EXISTS delegate_key_lot_stays ON delegate_key_lot;
CREATE TRIGGER delegate_key_lot_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON delegate_key_lot
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
ALTER TABLE delegate_key_lot ENABLE ALWAYS TRIGGER delegate_key_lot_stays;
