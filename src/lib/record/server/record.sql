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
