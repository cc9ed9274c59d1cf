-- platform
GRANT EXECUTE ON FUNCTION house_now() TO stimmhaus_app, stimmhaus_roll, stimmhaus_box, stimmhaus_record;
GRANT SELECT, INSERT ON fact, evidence TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON mail, mailbox_message TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE ON house TO stimmhaus_app;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SH001';
END $$;

DROP TRIGGER IF EXISTS evidence_append_only ON evidence;
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS fact_append_only ON fact;
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE house DROP CONSTRAINT IF EXISTS house_only_one;
ALTER TABLE house ADD CONSTRAINT house_only_one CHECK (only_row);

--> statement-breakpoint
-- record
-- The record only grows. Only its own role writes it; the app reads everything but the secret seeds.
GRANT SELECT (id, origin, key, size, frontier) ON record_log TO stimmhaus_app;
GRANT SELECT ON record_entry, record_checkpoint, record_cosignature TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE (size, frontier) ON record_log TO stimmhaus_record;
GRANT SELECT, INSERT ON record_entry, record_checkpoint, record_cosignature TO stimmhaus_record;

DROP TRIGGER IF EXISTS record_entry_append_only ON record_entry;
CREATE TRIGGER record_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS record_checkpoint_append_only ON record_checkpoint;
CREATE TRIGGER record_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS record_cosignature_append_only ON record_cosignature;
CREATE TRIGGER record_cosignature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record_cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS record_log_stays ON record_log;
CREATE TRIGGER record_log_stays BEFORE DELETE OR TRUNCATE ON record_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A log keeps its name and key and never gets shorter.
CREATE OR REPLACE FUNCTION record_log_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.origin, NEW.key, NEW.sealed_seed) IS DISTINCT FROM (OLD.id, OLD.origin, OLD.key, OLD.sealed_seed)
     OR NEW.size <= OLD.size THEN
    RAISE EXCEPTION 'a log only grows' USING ERRCODE = 'SH001';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS record_log_grows ON record_log;
CREATE TRIGGER record_log_grows BEFORE UPDATE ON record_log FOR EACH ROW EXECUTE FUNCTION record_log_grows();

-- Entries stand one behind the other, without gap.
CREATE OR REPLACE FUNCTION record_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.index <> COALESCE((SELECT max(index) + 1 FROM record_entry WHERE log_id = NEW.log_id), 0) THEN
    RAISE EXCEPTION 'entry % does not follow the last one', NEW.index USING ERRCODE = 'SH001';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS record_entry_follows ON record_entry;
CREATE TRIGGER record_entry_follows BEFORE INSERT ON record_entry FOR EACH ROW EXECUTE FUNCTION record_entry_follows();

ALTER TABLE record_entry DROP CONSTRAINT IF EXISTS record_entry_one_line;
ALTER TABLE record_entry ADD CONSTRAINT record_entry_one_line CHECK (line <> '' AND position(E'\n' IN line) = 0);
ALTER TABLE record_entry DROP CONSTRAINT IF EXISTS record_entry_leaf_length;
ALTER TABLE record_entry ADD CONSTRAINT record_entry_leaf_length CHECK (octet_length(leaf) = 32);

--> statement-breakpoint
-- accounts
GRANT SELECT, INSERT, UPDATE ON account TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, passkey, tries_counted TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE ON recovery_code, mailed_token, spent_seal, setup_token, tries_key TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE ON address_change TO stimmhaus_app;

-- Losing these counts in a crash costs a guesser nothing and us no durability; they stay out of the WAL.
ALTER TABLE tries_counted SET UNLOGGED;

ALTER TABLE account DROP CONSTRAINT IF EXISTS account_locale;
ALTER TABLE account ADD CONSTRAINT account_locale CHECK (locale IN ('de', 'en'));
ALTER TABLE session DROP CONSTRAINT IF EXISTS session_hash;
ALTER TABLE session ADD CONSTRAINT session_hash CHECK (hash ~ '^[0-9a-f]{64}$');
ALTER TABLE mailed_token DROP CONSTRAINT IF EXISTS mailed_token_hash;
ALTER TABLE mailed_token ADD CONSTRAINT mailed_token_hash CHECK (hash ~ '^[0-9a-f]{64}$');

-- Two officers, neither of them the person; nothing takes effect before the old address had its time.
ALTER TABLE address_change DROP CONSTRAINT IF EXISTS address_change_two_officers;
ALTER TABLE address_change ADD CONSTRAINT address_change_two_officers CHECK (
  proposed_by <> person_id AND approved_by IS DISTINCT FROM person_id
  AND (approved_by IS NULL OR approved_by <> proposed_by)
);
ALTER TABLE address_change DROP CONSTRAINT IF EXISTS address_change_after_waiting;
ALTER TABLE address_change ADD CONSTRAINT address_change_after_waiting CHECK (
  (approved_by IS NULL) = (effective_at IS NULL)
  AND (applied_at IS NULL OR (effective_at IS NOT NULL AND applied_at >= effective_at AND stopped_at IS NULL))
);

--> statement-breakpoint
-- membership
GRANT SELECT, INSERT, UPDATE ON unit, person, member_import TO stimmhaus_app;
GRANT SELECT, INSERT ON person_change TO stimmhaus_app;
-- Dated tables: a version is written once; afterwards it may only be superseded.
GRANT SELECT, INSERT, UPDATE (superseded_at) ON residence, membership, dues_standing, suspension, office
  TO stimmhaus_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON member_import_row TO stimmhaus_app;

CREATE OR REPLACE FUNCTION unit_rank(kind text) RETURNS int LANGUAGE sql IMMUTABLE
AS $$ SELECT array_position(ARRAY['bund', 'land', 'kreis', 'ort'], kind) $$;

-- The path is made here and nowhere else; the root is the one Bund, children are of a lower kind.
CREATE OR REPLACE FUNCTION unit_take_path() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE parent unit%ROWTYPE;
BEGIN
  IF NEW.parent_id IS NULL THEN
    IF NEW.kind <> 'bund' THEN
      RAISE EXCEPTION 'only the Bund stands without a parent' USING ERRCODE = 'SH010';
    END IF;
    NEW.path := '/' || NEW.number || '/';
    RETURN NEW;
  END IF;
  SELECT * INTO parent FROM unit WHERE id = NEW.parent_id FOR SHARE;
  IF unit_rank(parent.kind) >= unit_rank(NEW.kind) THEN
    RAISE EXCEPTION 'a unit of kind % cannot stand below one of kind %', NEW.kind, parent.kind USING ERRCODE = 'SH010';
  END IF;
  NEW.path := parent.path || NEW.number || '/';
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS unit_path_made ON unit;
CREATE TRIGGER unit_path_made BEFORE INSERT OR UPDATE OF parent_id, number, kind, path ON unit
  FOR EACH ROW EXECUTE FUNCTION unit_take_path();

CREATE OR REPLACE FUNCTION unit_hand_path_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE unit SET path = path WHERE parent_id = NEW.id;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS unit_path_handed_on ON unit;
CREATE TRIGGER unit_path_handed_on AFTER UPDATE OF parent_id, number, kind, path ON unit
  FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION unit_hand_path_on();

CREATE UNIQUE INDEX IF NOT EXISTS unit_only_one_root ON unit ((true)) WHERE parent_id IS NULL;

-- The shapes the code relies on, whoever writes.
ALTER TABLE unit DROP CONSTRAINT IF EXISTS unit_shape;
ALTER TABLE unit ADD CONSTRAINT unit_shape CHECK (
  kind IN ('bund', 'land', 'kreis', 'ort') AND length(name) BETWEEN 1 AND 120 AND ags ~ '^\d{2}(\d{3})?$');
ALTER TABLE person DROP CONSTRAINT IF EXISTS person_shape;
ALTER TABLE person ADD CONSTRAINT person_shape CHECK (
  length(given_name) BETWEEN 1 AND 100 AND length(family_name) BETWEEN 1 AND 100
  AND length(number) BETWEEN 1 AND 40 AND length(email) <= 254 AND locale IN ('de', 'en')
  AND gender IN ('female', 'male', 'diverse', 'undisclosed'));
ALTER TABLE residence DROP CONSTRAINT IF EXISTS residence_shape;
ALTER TABLE residence ADD CONSTRAINT residence_shape CHECK (ags ~ '^\d{5}$' AND country ~ '^[A-Z]{2}$');
ALTER TABLE membership DROP CONSTRAINT IF EXISTS membership_shape;
ALTER TABLE membership ADD CONSTRAINT membership_shape CHECK (
  effective_on >= joined_on AND ended_on >= joined_on AND (end_reason IS NULL OR ended_on IS NOT NULL));
ALTER TABLE dues_standing DROP CONSTRAINT IF EXISTS dues_standing_shape;
ALTER TABLE dues_standing ADD CONSTRAINT dues_standing_shape CHECK (standing IN ('paid', 'exempt', 'in-arrears'));
ALTER TABLE suspension DROP CONSTRAINT IF EXISTS suspension_shape;
ALTER TABLE suspension ADD CONSTRAINT suspension_shape CHECK (to_on >= from_on);
ALTER TABLE office DROP CONSTRAINT IF EXISTS office_shape;
ALTER TABLE office ADD CONSTRAINT office_shape CHECK (to_on >= from_on AND length(kind) BETWEEN 1 AND 40);

CREATE SEQUENCE IF NOT EXISTS member_number START 100001;
GRANT USAGE ON SEQUENCE member_number TO stimmhaus_app;

--> statement-breakpoint
-- statutes
-- A version is written once; afterwards only its end may be set.
GRANT SELECT, INSERT, UPDATE (valid_to) ON article TO stimmhaus_app;
ALTER TABLE article DROP CONSTRAINT IF EXISTS article_shape;
ALTER TABLE article ADD CONSTRAINT article_shape CHECK (
  valid_to > valid_from AND jsonb_typeof(numbers) = 'object' AND length(text_de) BETWEEN 1 AND 20000);

--> statement-breakpoint
-- eligibility
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

--> statement-breakpoint
-- referendums
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

--> statement-breakpoint
