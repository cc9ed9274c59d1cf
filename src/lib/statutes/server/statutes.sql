-- A version is written once; afterwards only its end may be set.
GRANT SELECT, INSERT, UPDATE (valid_to) ON article TO stimmhaus_app;
ALTER TABLE article DROP CONSTRAINT IF EXISTS article_shape;
ALTER TABLE article ADD CONSTRAINT article_shape CHECK (
  valid_to > valid_from AND jsonb_typeof(numbers) = 'object' AND length(text_de) BETWEEN 1 AND 20000);
