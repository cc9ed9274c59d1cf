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
