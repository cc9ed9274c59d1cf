-- Grants are disjoint: the app keeps the frame, the roll role the draw marks, the box role the waiting ballots,
-- the record role what is published. No role may change what is on the record.
GRANT SELECT, INSERT, UPDATE ON referendum, trustee, card_key, vote_objection TO stimmhaus_app;
GRANT DELETE ON trustee TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE ON decryption_test TO stimmhaus_app;
GRANT SELECT, INSERT ON decryption_test_answer, frozen_election, ceremony_message, approval, encrypted_tally, partial_decryption,
  referendum_result TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE ON draw_mark TO stimmhaus_roll;
GRANT SELECT, INSERT, DELETE ON waiting_ballot TO stimmhaus_box;
GRANT SELECT (uuid, tracker, credential) ON recorded_ballot TO stimmhaus_box;
GRANT SELECT, INSERT ON recorded_ballot TO stimmhaus_record;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['frozen_election', 'ceremony_message', 'approval', 'recorded_ballot',
    'encrypted_tally', 'partial_decryption', 'referendum_result', 'decryption_test_answer'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
  END LOOP;
END $$;

-- What members read and what was frozen cannot change once cards may be drawn, by whatever route.
CREATE OR REPLACE FUNCTION refuse_frozen_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state NOT IN ('draft', 'inspection') AND (
    NEW.asked IS DISTINCT FROM OLD.asked OR NEW.decision IS DISTINCT FROM OLD.decision
    OR NEW.configuration IS DISTINCT FROM OLD.configuration OR NEW.opens_at IS DISTINCT FROM OLD.opens_at
    OR NEW.closes_at IS DISTINCT FROM OLD.closes_at OR NEW.roll_id IS DISTINCT FROM OLD.roll_id
    OR NEW.cut_off IS DISTINCT FROM OLD.cut_off OR NEW.threshold IS DISTINCT FROM OLD.threshold
    OR NEW.eligibility_rule IS DISTINCT FROM OLD.eligibility_rule OR NEW.unit_path IS DISTINCT FROM OLD.unit_path
    OR NEW.unit_id IS DISTINCT FROM OLD.unit_id OR NEW.roll_objection_until IS DISTINCT FROM OLD.roll_objection_until)
  THEN
    RAISE EXCEPTION 'frozen: referendum % is in state %', OLD.uuid, OLD.state USING ERRCODE = 'SH002';
  END IF;
  IF NEW.ceremony_attempt IS DISTINCT FROM OLD.ceremony_attempt AND OLD.state NOT IN ('inspection', 'keys') THEN
    RAISE EXCEPTION 'frozen: the keys of referendum % stand', OLD.uuid USING ERRCODE = 'SH002';
  END IF;
  IF NEW.uuid IS DISTINCT FROM OLD.uuid OR NEW.created_by IS DISTINCT FROM OLD.created_by
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
    OR (NEW.state_since IS DISTINCT FROM OLD.state_since AND NEW.state = OLD.state)
    OR (NEW.closing_size IS DISTINCT FROM OLD.closing_size AND OLD.closing_size IS NOT NULL)
    OR (NEW.end_reason IS DISTINCT FROM OLD.end_reason AND OLD.end_reason IS NOT NULL)
  THEN
    RAISE EXCEPTION 'frozen: what is written of a referendum is written once' USING ERRCODE = 'SH002';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS referendum_frozen ON referendum;
CREATE TRIGGER referendum_frozen BEFORE UPDATE ON referendum FOR EACH ROW EXECUTE FUNCTION refuse_frozen_change();

-- States move only along the plan of state.ts.
CREATE OR REPLACE FUNCTION refuse_wrong_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan jsonb := '{
  "draft": ["inspection", "aborted"], "inspection": ["keys", "aborted"], "keys": ["ready", "aborted"],
  "ready": ["open", "aborted"], "open": ["closed", "aborted"], "closed": ["objection", "aborted"],
  "objection": ["counting", "too-few-ballots", "aborted"], "counting": ["counted", "not-countable", "aborted"],
  "counted": ["confirmed", "unconfirmed"], "confirmed": ["archived"]}';
BEGIN
  IF NEW.state <> OLD.state AND NOT coalesce(plan -> OLD.state ? NEW.state, false) THEN
    RAISE EXCEPTION 'state: % does not follow %', NEW.state, OLD.state USING ERRCODE = 'SH003';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS referendum_way ON referendum;
CREATE TRIGGER referendum_way BEFORE UPDATE OF state ON referendum
  FOR EACH ROW EXECUTE FUNCTION refuse_wrong_way();
DROP TRIGGER IF EXISTS referendum_kept ON referendum;
CREATE TRIGGER referendum_kept BEFORE DELETE OR TRUNCATE ON referendum
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who holds the key is settled when the ceremony begins.
CREATE OR REPLACE FUNCTION refuse_other_trustees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM referendum r WHERE r.uuid IN (OLD.uuid, NEW.uuid) AND r.state NOT IN ('draft', 'inspection'))
  THEN
    RAISE EXCEPTION 'frozen: % of a trustee', TG_OP USING ERRCODE = 'SH002';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
DROP TRIGGER IF EXISTS trustee_frozen ON trustee;
CREATE TRIGGER trustee_frozen BEFORE INSERT OR UPDATE OR DELETE ON trustee
  FOR EACH ROW EXECUTE FUNCTION refuse_other_trustees();

-- A card key is destroyed or stays, a test of the keys is confirmed once, an objection decided once.
CREATE OR REPLACE FUNCTION refuse_second_word() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open_fields text[] := CASE TG_TABLE_NAME
    WHEN 'card_key' THEN ARRAY['private_sealed']
    WHEN 'decryption_test' THEN ARRAY['content']
    ELSE ARRAY['decision', 'decision_reason', 'decided_by', 'decided_at'] END;
  is_open boolean := CASE TG_TABLE_NAME
    WHEN 'card_key' THEN to_jsonb(NEW) ->> 'private_sealed' IS NULL
    WHEN 'decryption_test' THEN to_jsonb(OLD) ->> 'content' IS NULL
    ELSE to_jsonb(OLD) ->> 'decision' IS NULL END;
BEGIN
  IF to_jsonb(NEW) = to_jsonb(OLD) OR (is_open AND to_jsonb(NEW) - open_fields = to_jsonb(OLD) - open_fields) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'frozen: % is written once', TG_TABLE_NAME USING ERRCODE = 'SH002';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['card_key', 'decryption_test', 'vote_objection'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name || '_said_once', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_second_word()', name || '_said_once', name);
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name || '_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_kept', name);
  END LOOP;
END $$;

-- Writes a draw mark together with `crowd` others (all, if fewer exist), deleted and inserted anew in random order,
-- so that neither ctid nor xmin tells which of them is new. Returns the blinded hash that stands for the line: the
-- given one, or the one which was there before.
CREATE OR REPLACE FUNCTION write_draw_mark(vote text, line integer, hash text, crowd integer)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE standing text;
BEGIN
  SELECT blinded_hash INTO standing FROM draw_mark WHERE uuid = vote AND line_number = line;
  IF standing IS NOT NULL THEN
    RETURN standing;
  END IF;
  WITH chosen AS (
    SELECT ctid AS place FROM draw_mark WHERE uuid = vote ORDER BY gen_random_uuid() LIMIT crowd
  ), taken AS (
    DELETE FROM draw_mark WHERE ctid IN (SELECT place FROM chosen) RETURNING line_number, blinded_hash
  ), together AS (
    SELECT line_number, blinded_hash FROM taken UNION ALL SELECT line, hash
  )
  INSERT INTO draw_mark (uuid, line_number, blinded_hash)
  SELECT vote, line_number, blinded_hash FROM together ORDER BY gen_random_uuid();
  RETURN hash;
END $$;
REVOKE ALL ON FUNCTION write_draw_mark(text, integer, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_draw_mark(text, integer, text, integer) TO stimmhaus_roll;

-- Takes `wanted` waiting ballots at random out of the box, sorted by tracker. The caller holds the exclusive lock.
CREATE OR REPLACE FUNCTION take_batch(vote text, wanted integer)
RETURNS TABLE (tracker text, credential text, ballot text, randomizer text, card_signature text)
LANGUAGE sql AS $$
  WITH chosen AS (
    SELECT w.tracker FROM waiting_ballot w WHERE w.uuid = vote ORDER BY gen_random_uuid() LIMIT wanted
  ), taken AS (
    DELETE FROM waiting_ballot w USING chosen c WHERE w.uuid = vote AND w.tracker = c.tracker
    RETURNING w.tracker, w.credential, w.ballot, w.randomizer, w.card_signature
  )
  SELECT * FROM taken ORDER BY taken.tracker COLLATE "C"
$$;
REVOKE ALL ON FUNCTION take_batch(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_batch(text, integer) TO stimmhaus_box;
