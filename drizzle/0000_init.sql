-- The one clock: every rule reads it. Where the process was started in demo or test mode, the start replaces
-- it by one that adds the offset of a row which exists only there.
CREATE OR REPLACE FUNCTION house_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() $$;
--> statement-breakpoint
CREATE TABLE "account" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"locale" text DEFAULT 'de' NOT NULL,
	"password_hash" text,
	"totp_secret" text,
	"totp_last_step" integer,
	"persona" text,
	"closed_at" timestamp with time zone,
	"invitation_due" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	CONSTRAINT "account_person_id_unique" UNIQUE("person_id"),
	CONSTRAINT "account_persona_unique" UNIQUE("persona")
);
--> statement-breakpoint
CREATE TABLE "address_change" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"old_email" text NOT NULL,
	"new_email" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"approved_by" uuid,
	"effective_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"stopped_by" uuid,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailed_token" (
	"hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid NOT NULL,
	"detail" text,
	"not_before" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"last_used_on" date
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"account_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "recovery_code_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"signed_in_at" timestamp with time zone NOT NULL,
	"second_factor" boolean NOT NULL,
	"replaced_at" timestamp with time zone,
	"rights" text DEFAULT '' NOT NULL,
	"browser" text DEFAULT '' NOT NULL,
	"last_seen_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_token" (
	"hash" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spent_seal" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tries_counted" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tries_key" (
	"day" date PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roll" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"act_kind" text NOT NULL,
	"act_id" text NOT NULL,
	"title" text NOT NULL,
	"unit_path" text NOT NULL,
	"rule" jsonb NOT NULL,
	"cut_off" date NOT NULL,
	"objection_until" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'computed' NOT NULL,
	"entitled" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"hash" text,
	"opened_by" uuid,
	"opened_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"sealed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roll_approval" (
	"roll_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	CONSTRAINT "roll_approval_roll_id_person_id_pk" PRIMARY KEY("roll_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "roll_level" (
	"roll_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "roll_level_roll_id_level_pk" PRIMARY KEY("roll_id","level")
);
--> statement-breakpoint
CREATE TABLE "roll_line" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roll_line_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"roll_id" uuid NOT NULL,
	"number" integer,
	"person_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"verdict" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"changes_on" date,
	"salt" "bytea" NOT NULL,
	"decided_by" uuid,
	"decision_reason" text
);
--> statement-breakpoint
CREATE TABLE "roll_objection" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"roll_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"text" text NOT NULL,
	"raised_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"decision" text,
	"decision_reason" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roll_release" (
	"roll_id" uuid PRIMARY KEY NOT NULL,
	"released_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dues_standing" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"lineage" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"recorded_by" uuid,
	"superseded_at" timestamp with time zone,
	"standing" text NOT NULL,
	"since" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "member_import" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_id" uuid NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"file_name" text NOT NULL,
	"columns" text[] NOT NULL,
	"state" text DEFAULT 'checking' NOT NULL,
	"step" text,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"send_links" boolean DEFAULT false NOT NULL,
	"rows_new" integer DEFAULT 0 NOT NULL,
	"rows_changed" integer DEFAULT 0 NOT NULL,
	"rows_unchanged" integer DEFAULT 0 NOT NULL,
	"rows_refused" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"checked_at" timestamp with time zone,
	"applied_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "member_import_row" (
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"cells" text[] NOT NULL,
	"is_readable" boolean NOT NULL,
	"verdict" text,
	"reasons" text[],
	"changes" text[],
	"person_id" uuid
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"lineage" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"recorded_by" uuid,
	"superseded_at" timestamp with time zone,
	"unit_id" uuid NOT NULL,
	"joined_on" date NOT NULL,
	"effective_on" date,
	"ended_on" date,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "office" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"lineage" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"recorded_by" uuid,
	"superseded_at" timestamp with time zone,
	"unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"born_on" date,
	"citizenships" text[],
	"gender" text,
	"email" text,
	"phone" text,
	"locale" text DEFAULT 'de' NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(replace(replace(replace(replace(lower(translate(given_name || ' ' || family_name || ' ' || coalesce(email, '') || ' ' || coalesce(number, ''), 'áàâãåāăąçćčďđéèêëēęěğíìîïīıłľñńňóòôõøōřŕśšşșťțţúùûūůűýÿźżžÁÀÂÃÅĀĂĄÇĆČĎĐÉÈÊËĒĘĚĞÍÌÎÏĪŁĽÑŃŇÓÒÔÕØŌŘŔŚŠŞȘŤȚŢÚÙÛŪŮŰÝŸŹŻŽÄÖÜ-''’', 'aaaaaaaacccddeeeeeeegiiiiiillnnnoooooorrsssstttuuuuuuyyzzzaaaaaaaacccddeeeeeeegiiiiillnnnoooooorrsssstttuuuuuuyyzzzäöü   ')), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'), ' '), ''))) STORED,
	"sort_name" text GENERATED ALWAYS AS (replace(replace(replace(replace(lower(translate(family_name || ' ' || given_name, 'áàâãåāăąçćčďđéèêëēęěğíìîïīıłľñńňóòôõøōřŕśšşșťțţúùûūůűýÿźżžÁÀÂÃÅĀĂĄÇĆČĎĐÉÈÊËĒĘĚĞÍÌÎÏĪŁĽÑŃŇÓÒÔÕØŌŘŔŚŠŞȘŤȚŢÚÙÛŪŮŰÝŸŹŻŽÄÖÜ-''’', 'aaaaaaaacccddeeeeeeegiiiiiillnnnoooooorrsssstttuuuuuuyyzzzaaaaaaaacccddeeeeeeegiiiiillnnnoooooorrsssstttuuuuuuyyzzzäöü   ')), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')) STORED,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	CONSTRAINT "person_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "person_change" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	"changed_by" uuid,
	"changed_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "residence" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"lineage" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"recorded_by" uuid,
	"superseded_at" timestamp with time zone,
	"since" date NOT NULL,
	"street" text,
	"postcode" text,
	"town" text,
	"country" text DEFAULT 'DE' NOT NULL,
	"ags" text
);
--> statement-breakpoint
CREATE TABLE "suspension" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"lineage" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"recorded_by" uuid,
	"superseded_at" timestamp with time zone,
	"from_on" date NOT NULL,
	"to_on" date,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" integer GENERATED BY DEFAULT AS IDENTITY (sequence name "unit_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1001 CACHE 1),
	"parent_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"path" text DEFAULT '' NOT NULL,
	"ags" text,
	"email" text,
	"website" text,
	CONSTRAINT "unit_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"person_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"person_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "house" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"party_name" text NOT NULL,
	"accent" text DEFAULT '#8a1c3b' NOT NULL,
	"imprint" text DEFAULT '' NOT NULL,
	"privacy" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dedupe" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_reason" text,
	"created_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"arrived_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_checkpoint" (
	"log_id" text NOT NULL,
	"size" integer NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "record_checkpoint_log_id_size_pk" PRIMARY KEY("log_id","size")
);
--> statement-breakpoint
CREATE TABLE "record_cosignature" (
	"log_id" text NOT NULL,
	"size" integer NOT NULL,
	"witness" text NOT NULL,
	"line" text NOT NULL,
	CONSTRAINT "record_cosignature_log_id_size_witness_pk" PRIMARY KEY("log_id","size","witness")
);
--> statement-breakpoint
CREATE TABLE "record_entry" (
	"log_id" text NOT NULL,
	"index" integer NOT NULL,
	"line" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	CONSTRAINT "record_entry_log_id_index_pk" PRIMARY KEY("log_id","index")
);
--> statement-breakpoint
CREATE TABLE "record_log" (
	"id" text PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"key" text NOT NULL,
	"sealed_seed" text NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"frontier" "bytea" NOT NULL,
	CONSTRAINT "record_log_origin" UNIQUE("origin")
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"uuid" text NOT NULL,
	"act" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone DEFAULT house_now() NOT NULL,
	CONSTRAINT "approval_uuid_act_person_id_pk" PRIMARY KEY("uuid","act","person_id")
);
--> statement-breakpoint
CREATE TABLE "card_key" (
	"uuid" text PRIMARY KEY NOT NULL,
	"public_pem" text NOT NULL,
	"private_sealed" text
);
--> statement-breakpoint
CREATE TABLE "ceremony_message" (
	"uuid" text NOT NULL,
	"attempt" integer NOT NULL,
	"position" integer NOT NULL,
	"index" integer NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "ceremony_message_uuid_attempt_position_pk" PRIMARY KEY("uuid","attempt","position")
);
--> statement-breakpoint
CREATE TABLE "decryption_test" (
	"uuid" text NOT NULL,
	"attempt" integer NOT NULL,
	"maker" integer NOT NULL,
	"test" text NOT NULL,
	"content" integer,
	CONSTRAINT "decryption_test_uuid_attempt_maker_pk" PRIMARY KEY("uuid","attempt","maker")
);
--> statement-breakpoint
CREATE TABLE "decryption_test_answer" (
	"uuid" text NOT NULL,
	"attempt" integer NOT NULL,
	"maker" integer NOT NULL,
	"index" integer NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "decryption_test_answer_uuid_attempt_maker_index_pk" PRIMARY KEY("uuid","attempt","maker","index")
);
--> statement-breakpoint
CREATE TABLE "draw_mark" (
	"uuid" text NOT NULL,
	"line_number" integer NOT NULL,
	"blinded_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "encrypted_tally" (
	"uuid" text PRIMARY KEY NOT NULL,
	"tally" text NOT NULL,
	"ballots" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frozen_election" (
	"uuid" text PRIMARY KEY NOT NULL,
	"election" text NOT NULL,
	"trustees" text NOT NULL,
	"fingerprint" text NOT NULL,
	"roll_hash" text NOT NULL,
	"roll_size" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partial_decryption" (
	"uuid" text NOT NULL,
	"index" integer NOT NULL,
	"attempt" integer NOT NULL,
	"body" text NOT NULL,
	"fault" text,
	CONSTRAINT "partial_decryption_uuid_index_attempt_pk" PRIMARY KEY("uuid","index","attempt")
);
--> statement-breakpoint
CREATE TABLE "recorded_ballot" (
	"uuid" text NOT NULL,
	"batch" integer NOT NULL,
	"position" integer NOT NULL,
	"tracker" text NOT NULL,
	"credential" text NOT NULL,
	"ballot" text NOT NULL,
	"randomizer" text NOT NULL,
	"card_signature" text NOT NULL,
	CONSTRAINT "recorded_ballot_uuid_batch_position_pk" PRIMARY KEY("uuid","batch","position")
);
--> statement-breakpoint
CREATE TABLE "referendum" (
	"uuid" text PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"asked" jsonb NOT NULL,
	"decision" jsonb NOT NULL,
	"configuration" jsonb NOT NULL,
	"eligibility_rule" jsonb NOT NULL,
	"cut_off" text NOT NULL,
	"roll_objection_until" timestamp (3) with time zone NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"threshold" integer DEFAULT 2 NOT NULL,
	"roll_id" uuid,
	"ceremony_attempt" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT house_now() NOT NULL,
	"state_since" timestamp (3) with time zone DEFAULT house_now() NOT NULL,
	"closing_size" integer,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "referendum_result" (
	"uuid" text PRIMARY KEY NOT NULL,
	"result" text NOT NULL,
	"archive_timestamp" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trustee" (
	"uuid" text NOT NULL,
	"index" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "trustee_uuid_index_pk" PRIMARY KEY("uuid","index")
);
--> statement-breakpoint
CREATE TABLE "vote_objection" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"uuid" text NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"receipt" text DEFAULT '' NOT NULL,
	"raised_at" timestamp (3) with time zone DEFAULT house_now() NOT NULL,
	"decision" text,
	"decision_reason" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "waiting_ballot" (
	"uuid" text NOT NULL,
	"tracker" text NOT NULL,
	"credential" text NOT NULL,
	"ballot" text NOT NULL,
	"randomizer" text NOT NULL,
	"card_signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"number" text NOT NULL,
	"place" integer NOT NULL,
	"title_de" text NOT NULL,
	"title_en" text NOT NULL,
	"text_de" text NOT NULL,
	"text_en" text NOT NULL,
	"numbers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "address_change" ADD CONSTRAINT "address_change_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_token" ADD CONSTRAINT "mailed_token_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_approval" ADD CONSTRAINT "roll_approval_roll_id_roll_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."roll"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_level" ADD CONSTRAINT "roll_level_roll_id_roll_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."roll"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_line" ADD CONSTRAINT "roll_line_roll_id_roll_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."roll"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_objection" ADD CONSTRAINT "roll_objection_roll_id_roll_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."roll"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_release" ADD CONSTRAINT "roll_release_roll_id_roll_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."roll"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dues_standing" ADD CONSTRAINT "dues_standing_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_import" ADD CONSTRAINT "member_import_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_import_row" ADD CONSTRAINT "member_import_row_import_id_member_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."member_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office" ADD CONSTRAINT "office_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office" ADD CONSTRAINT "office_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residence" ADD CONSTRAINT "residence_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_unit_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_checkpoint" ADD CONSTRAINT "record_checkpoint_log_id_record_log_id_fk" FOREIGN KEY ("log_id") REFERENCES "public"."record_log"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_cosignature" ADD CONSTRAINT "record_cosignature_log_id_size_record_checkpoint_log_id_size_fk" FOREIGN KEY ("log_id","size") REFERENCES "public"."record_checkpoint"("log_id","size") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_entry" ADD CONSTRAINT "record_entry_log_id_record_log_id_fk" FOREIGN KEY ("log_id") REFERENCES "public"."record_log"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_key" ADD CONSTRAINT "card_key_uuid_referendum_uuid_fk" FOREIGN KEY ("uuid") REFERENCES "public"."referendum"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_election" ADD CONSTRAINT "frozen_election_uuid_referendum_uuid_fk" FOREIGN KEY ("uuid") REFERENCES "public"."referendum"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee" ADD CONSTRAINT "trustee_uuid_referendum_uuid_fk" FOREIGN KEY ("uuid") REFERENCES "public"."referendum"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email" ON "account" USING btree (lower("email")) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "account_invitation_due" ON "account" USING btree ("id") WHERE invitation_due;--> statement-breakpoint
CREATE UNIQUE INDEX "address_change_open" ON "address_change" USING btree ("account_id") WHERE applied_at is null and stopped_at is null;--> statement-breakpoint
CREATE INDEX "address_change_by_age" ON "address_change" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "mailed_token_of" ON "mailed_token" USING btree ("account_id","purpose");--> statement-breakpoint
CREATE INDEX "mailed_token_expiry" ON "mailed_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkey_of" ON "passkey" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_of" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "spent_seal_expiry" ON "spent_seal" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tries_counted_last" ON "tries_counted" USING btree ("last_at");--> statement-breakpoint
CREATE UNIQUE INDEX "roll_of_act" ON "roll" USING btree ("act_kind","act_id");--> statement-breakpoint
CREATE INDEX "roll_newest" ON "roll" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "roll_in" ON "roll" USING btree ("unit_path" text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "roll_line_person" ON "roll_line" USING btree ("roll_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "roll_line_number" ON "roll_line" USING btree ("roll_id","number");--> statement-breakpoint
CREATE INDEX "roll_line_verdict" ON "roll_line" USING btree ("roll_id","verdict","id");--> statement-breakpoint
CREATE INDEX "roll_line_unit" ON "roll_line" USING btree ("roll_id","unit_path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "roll_line_of" ON "roll_line" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "roll_objection_of" ON "roll_objection" USING btree ("roll_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "roll_objection_pending" ON "roll_objection" USING btree ("roll_id","person_id") WHERE decision is null;--> statement-breakpoint
CREATE INDEX "dues_standing_of" ON "dues_standing" USING btree ("person_id","since");--> statement-breakpoint
CREATE INDEX "dues_standing_arrears" ON "dues_standing" USING btree ("person_id") WHERE standing = 'in-arrears' and superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "dues_standing_current" ON "dues_standing" USING btree ("person_id","since") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "member_import_in" ON "member_import" USING btree ("unit_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "member_import_row_line" ON "member_import_row" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "member_import_row_verdict" ON "member_import_row" USING btree ("import_id","verdict","line");--> statement-breakpoint
CREATE INDEX "membership_of" ON "membership" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "membership_in" ON "membership" USING btree ("unit_id","person_id") WHERE superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_current" ON "membership" USING btree ("lineage") WHERE superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_one_open" ON "membership" USING btree ("person_id") WHERE superseded_at is null and ended_on is null;--> statement-breakpoint
CREATE INDEX "office_of" ON "office" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "office_in" ON "office" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "office_current" ON "office" USING btree ("lineage") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin ("search");--> statement-breakpoint
CREATE INDEX "person_by_name" ON "person" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "person_by_email" ON "person" USING btree (lower(email));--> statement-breakpoint
CREATE INDEX "person_without_birth" ON "person" USING btree ("id") WHERE born_on is null;--> statement-breakpoint
CREATE INDEX "person_change_of" ON "person_change" USING btree ("person_id","changed_at");--> statement-breakpoint
CREATE INDEX "residence_of" ON "residence" USING btree ("person_id","since");--> statement-breakpoint
CREATE UNIQUE INDEX "residence_current" ON "residence" USING btree ("person_id","since") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "suspension_of" ON "suspension" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "suspension_current" ON "suspension" USING btree ("lineage") WHERE superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "unit_path" ON "unit" USING btree ("path" text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "unit_name_below_parent" ON "unit" USING btree ("parent_id","name");--> statement-breakpoint
CREATE INDEX "evidence_subject" ON "evidence" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "fact_subject" ON "fact" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "fact_kind_at" ON "fact" USING btree ("kind","at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_dedupe" ON "mail" USING btree ("dedupe");--> statement-breakpoint
CREATE INDEX "mail_recipient" ON "mail" USING btree ("recipient","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "draw_mark_line" ON "draw_mark" USING btree ("uuid","line_number");--> statement-breakpoint
CREATE UNIQUE INDEX "recorded_ballot_credential" ON "recorded_ballot" USING btree ("uuid","credential");--> statement-breakpoint
CREATE UNIQUE INDEX "recorded_ballot_tracker" ON "recorded_ballot" USING btree ("uuid","tracker");--> statement-breakpoint
CREATE INDEX "referendum_unit" ON "referendum" USING btree ("unit_path");--> statement-breakpoint
CREATE INDEX "referendum_state" ON "referendum" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "trustee_person" ON "trustee" USING btree ("uuid","person_id");--> statement-breakpoint
CREATE INDEX "vote_objection_uuid" ON "vote_objection" USING btree ("uuid");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_ballot_credential" ON "waiting_ballot" USING btree ("uuid","credential");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_ballot_tracker" ON "waiting_ballot" USING btree ("uuid","tracker");--> statement-breakpoint
CREATE UNIQUE INDEX "article_version" ON "article" USING btree ("key","valid_from");--> statement-breakpoint
CREATE UNIQUE INDEX "article_newest" ON "article" USING btree ("key") WHERE valid_to is null;--> statement-breakpoint
CREATE INDEX "article_place" ON "article" USING btree ("place");