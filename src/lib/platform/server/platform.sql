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
