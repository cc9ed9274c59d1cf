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

-- Transfers: what was asked and what a board answered is written once.
GRANT SELECT, INSERT, UPDATE (state, closed_at, moved_on) ON transfer TO stimmhaus_app;
GRANT SELECT, INSERT ON transfer_answer TO stimmhaus_app;
ALTER TABLE transfer DROP CONSTRAINT IF EXISTS transfer_shape;
ALTER TABLE transfer ADD CONSTRAINT transfer_shape CHECK (
  reason IN ('application', 'residence') AND state IN ('open', 'done', 'refused', 'withdrawn', 'lapsed')
  AND from_unit_id <> to_unit_id AND length(note) <= 500
  AND (state = 'open') = (closed_at IS NULL) AND (state = 'done') = (moved_on IS NOT NULL));
ALTER TABLE transfer_answer DROP CONSTRAINT IF EXISTS transfer_answer_shape;
ALTER TABLE transfer_answer ADD CONSTRAINT transfer_answer_shape CHECK (
  side IN ('giving', 'receiving') AND decision IN ('agreed', 'refused') AND length(reason) <= 500);

-- Joining. The table of postcodes and the wordings of consent are brought in from outside the app.
GRANT SELECT ON postcode_district, consent_text TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE ON applicant, application_consent TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE,
  UPDATE (unit_id, state, confirmed_at, decide_by, decided_at, decided_by, reason, retry_on, person_id, handed_from,
    handed_reason) ON application TO stimmhaus_app;
ALTER TABLE postcode_district DROP CONSTRAINT IF EXISTS postcode_district_shape;
ALTER TABLE postcode_district ADD CONSTRAINT postcode_district_shape CHECK (
  postcode ~ '^\d{5}$' AND ags ~ '^\d{5}$' AND length(place) BETWEEN 1 AND 100);
ALTER TABLE consent_text DROP CONSTRAINT IF EXISTS consent_text_shape;
ALTER TABLE consent_text ADD CONSTRAINT consent_text_shape CHECK (
  key ~ '^[a-z][a-z-]{1,40}$' AND version >= 1 AND length(text_de) BETWEEN 1 AND 2000
  AND length(text_en) BETWEEN 1 AND 2000);
ALTER TABLE application DROP CONSTRAINT IF EXISTS application_shape;
ALTER TABLE application ADD CONSTRAINT application_shape CHECK (
  state IN ('unconfirmed', 'waiting', 'admitted', 'refused', 'withdrawn') AND length(link_hash) = 64
  AND (state IN ('unconfirmed', 'withdrawn') OR confirmed_at IS NOT NULL)
  AND (state IN ('admitted', 'refused')) = (decided_at IS NOT NULL)
  AND (state = 'admitted') = (person_id IS NOT NULL) AND (state = 'refused') = (reason IS NOT NULL)
  AND (handed_from IS NULL) = (handed_reason IS NULL)
  AND length(reason) <= 1000 AND length(handed_reason) <= 1000);
ALTER TABLE applicant DROP CONSTRAINT IF EXISTS applicant_shape;
ALTER TABLE applicant ADD CONSTRAINT applicant_shape CHECK (
  length(given_name) BETWEEN 1 AND 100 AND length(family_name) BETWEEN 1 AND 100 AND length(email) BETWEEN 3 AND 254
  AND length(street) BETWEEN 1 AND 120 AND length(postcode) BETWEEN 1 AND 12 AND length(town) BETWEEN 1 AND 100
  AND country ~ '^[A-Z]{2}$' AND ags ~ '^\d{5}$' AND cardinality(citizenships) BETWEEN 1 AND 8
  AND gender IN ('female', 'male', 'diverse', 'undisclosed') AND length(words) <= 1000 AND locale IN ('de', 'en'));

-- An application that was decided stays decided.
CREATE OR REPLACE FUNCTION application_stays_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this application was decided' USING ERRCODE = 'SH011';
END $$;
DROP TRIGGER IF EXISTS application_decided ON application;
CREATE TRIGGER application_decided BEFORE UPDATE ON application
  FOR EACH ROW WHEN (OLD.state IN ('admitted', 'refused', 'withdrawn') AND OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION application_stays_decided();

INSERT INTO consent_text (key, version, text_de, text_en) VALUES
  ('aims', 1, 'Ich teile die Ziele der Partei und erkenne ihre Satzung an.',
    'I share the aims of the party and accept its statute.'),
  ('privacy', 1,
    'Ich willige ein, dass die Partei meine Angaben speichert, um über meinen Antrag zu entscheiden und meine Mitgliedschaft zu führen. Dass ich eintreten will, verrät eine politische Meinung; auch darauf bezieht sich meine Einwilligung. Ich kann sie jederzeit widerrufen.',
    'I agree that the party stores what I enter here to decide on my application and to keep my membership. Wanting to join reveals a political opinion; my consent covers that too. I can withdraw it at any time.')
ON CONFLICT DO NOTHING;
