-- The one clock: every rule reads it. Where the process was started in demo or test mode, the start replaces
-- it by one that adds the offset of a row which exists only there.
CREATE OR REPLACE FUNCTION house_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() $$;
