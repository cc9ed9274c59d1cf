-- A kept rule and its versions are written once. Rules are no part of a roll: the app's role makes and reads them.
GRANT SELECT, INSERT ON kept_rule, kept_rule_version TO stimmhaus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rule_trial TO stimmhaus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON declaration TO stimmhaus_app;
--> statement-breakpoint
ALTER TABLE kept_rule ADD CONSTRAINT kept_rule_purpose_known
  CHECK (purpose IN ('referendum', 'branch-vote', 'nomination', 'delegates', 'other'));
--> statement-breakpoint
ALTER TABLE kept_rule_version ADD CONSTRAINT kept_rule_version_counted CHECK (number >= 1);
--> statement-breakpoint
ALTER TABLE rule_trial ADD CONSTRAINT rule_trial_extent_known CHECK (extent IN ('named', 'sample', 'everyone'));
--> statement-breakpoint
ALTER TABLE declaration ADD CONSTRAINT declaration_field_known CHECK (field IN ('bornOn', 'citizenships'));
--> statement-breakpoint
CREATE TRIGGER kept_rule_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON kept_rule
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
--> statement-breakpoint
ALTER TABLE kept_rule ENABLE ALWAYS TRIGGER kept_rule_stays;
--> statement-breakpoint
CREATE TRIGGER kept_rule_version_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON kept_rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION roll_refuse();
--> statement-breakpoint
ALTER TABLE kept_rule_version ENABLE ALWAYS TRIGGER kept_rule_version_stays;
