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
