-- A delegate key and its lot are written once. They are no part of the roll: officers of the unit make and read them.
GRANT SELECT, INSERT ON delegate_key, delegate_key_lot TO stimmhaus_app;
--> statement-breakpoint
CREATE TRIGGER delegate_key_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON delegate_key
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
--> statement-breakpoint
ALTER TABLE delegate_key ENABLE ALWAYS TRIGGER delegate_key_stays;
--> statement-breakpoint
CREATE TRIGGER delegate_key_lot_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON delegate_key_lot
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
--> statement-breakpoint
ALTER TABLE delegate_key_lot ENABLE ALWAYS TRIGGER delegate_key_lot_stays;
