/**
 * What the product would be without its two precautions: a draw mark is inserted and left alone, and ballots go on the
 * record in the order in which they came. Only ever loaded into the database of a secrecy test.
 */
export const WITHOUT_REWRITING = `
CREATE OR REPLACE FUNCTION write_draw_mark(vote text, line integer, hash text, crowd integer)
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO draw_mark (uuid, line_number, blinded_hash) VALUES (vote, line, hash);
  RETURN hash;
END $$;
CREATE OR REPLACE FUNCTION take_batch(vote text, wanted integer)
RETURNS TABLE (tracker text, credential text, ballot text, randomizer text, card_signature text)
LANGUAGE sql AS $$
  WITH chosen AS (
    SELECT w.tracker FROM waiting_ballot w WHERE w.uuid = vote ORDER BY w.xmin::text::bigint LIMIT wanted
  )
  DELETE FROM waiting_ballot w USING chosen c WHERE w.uuid = vote AND w.tracker = c.tracker
  RETURNING w.tracker, w.credential, w.ballot, w.randomizer, w.card_signature
$$;`;
