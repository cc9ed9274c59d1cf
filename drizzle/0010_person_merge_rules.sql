-- Merging two entries of one human: what was done is written once; only that it was undone is added.
GRANT SELECT, INSERT, UPDATE (undone_at, undone_by) ON person_merge TO stimmhaus_app;
GRANT SELECT, INSERT ON person_merge_part TO stimmhaus_app;
ALTER TABLE person_merge ADD CONSTRAINT person_merge_shape CHECK (
  kept_id <> absorbed_id AND merged_by <> absorbed_id AND undo_until > merged_at
  AND (undone_at IS NULL) = (undone_by IS NULL));
ALTER TABLE person_merge_part ADD CONSTRAINT person_merge_part_shape CHECK (
  kind IN ('membership', 'residence', 'dues', 'suspension', 'office'));
--> statement-breakpoint
-- What was undone stays undone.
CREATE FUNCTION person_merge_stays_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this merge was undone' USING ERRCODE = 'SH012';
END $$;
--> statement-breakpoint
CREATE TRIGGER person_merge_undone BEFORE UPDATE ON person_merge
  FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION person_merge_stays_undone();
