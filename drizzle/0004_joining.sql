CREATE TABLE "applicant" (
	"application_id" uuid PRIMARY KEY NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"folded_name" text NOT NULL,
	"born_on" date NOT NULL,
	"email" text NOT NULL,
	"street" text NOT NULL,
	"postcode" text NOT NULL,
	"town" text NOT NULL,
	"country" text NOT NULL,
	"ags" text,
	"citizenships" text[],
	"gender" text,
	"other_party" boolean NOT NULL,
	"words" text,
	"locale" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_id" uuid NOT NULL,
	"state" text DEFAULT 'unconfirmed' NOT NULL,
	"link_hash" text NOT NULL,
	"link_expires_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"decide_by" date,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"reason" text,
	"retry_on" date,
	"person_id" uuid,
	"handed_from" uuid,
	"handed_reason" text,
	CONSTRAINT "application_link_hash_unique" UNIQUE("link_hash")
);
--> statement-breakpoint
CREATE TABLE "application_consent" (
	"application_id" uuid NOT NULL,
	"consent_text_id" uuid NOT NULL,
	CONSTRAINT "application_consent_application_id_consent_text_id_pk" PRIMARY KEY("application_id","consent_text_id")
);
--> statement-breakpoint
CREATE TABLE "consent_text" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"text_de" text NOT NULL,
	"text_en" text NOT NULL,
	"valid_from" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postcode_district" (
	"postcode" text NOT NULL,
	"ags" text NOT NULL,
	"place" text NOT NULL,
	CONSTRAINT "postcode_district_postcode_ags_place_pk" PRIMARY KEY("postcode","ags","place")
);
--> statement-breakpoint
ALTER TABLE "applicant" ADD CONSTRAINT "applicant_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_handed_from_unit_id_fk" FOREIGN KEY ("handed_from") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_consent" ADD CONSTRAINT "application_consent_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_consent" ADD CONSTRAINT "application_consent_consent_text_id_consent_text_id_fk" FOREIGN KEY ("consent_text_id") REFERENCES "public"."consent_text"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applicant_by_email" ON "applicant" USING btree (lower(email));--> statement-breakpoint
CREATE INDEX "applicant_by_name" ON "applicant" USING btree ("folded_name","born_on");--> statement-breakpoint
CREATE INDEX "application_waiting" ON "application" USING btree ("unit_id","confirmed_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "application_of_state" ON "application" USING btree ("state","applied_at");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_text_version" ON "consent_text" USING btree ("key","version");
--> statement-breakpoint
-- Joining. The table of postcodes and the wordings of consent are brought in from outside the app.
GRANT SELECT ON postcode_district, consent_text TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE ON applicant, application_consent TO stimmhaus_app;
GRANT SELECT, INSERT, DELETE,
  UPDATE (unit_id, state, confirmed_at, decide_by, decided_at, decided_by, reason, retry_on, person_id, handed_from,
    handed_reason) ON application TO stimmhaus_app;
ALTER TABLE postcode_district DROP CONSTRAINT IF EXISTS postcode_district_shape;
ALTER TABLE postcode_district ADD CONSTRAINT postcode_district_shape CHECK (
  postcode ~ '^\d{5}$' AND ags ~ '^\d{5}$' AND length(place) BETWEEN 1 AND 100);
ALTER TABLE consent_text DROP CONSTRAINT IF EXISTS consent_text_shape;
ALTER TABLE consent_text ADD CONSTRAINT consent_text_shape CHECK (
  key ~ '^[a-z][a-z-]{1,40}$' AND version >= 1 AND length(text_de) BETWEEN 1 AND 2000
  AND length(text_en) BETWEEN 1 AND 2000);
ALTER TABLE application DROP CONSTRAINT IF EXISTS application_shape;
ALTER TABLE application ADD CONSTRAINT application_shape CHECK (
  state IN ('unconfirmed', 'waiting', 'admitted', 'refused', 'withdrawn') AND length(link_hash) = 64
  AND (state IN ('unconfirmed', 'withdrawn') OR confirmed_at IS NOT NULL)
  AND (state IN ('admitted', 'refused')) = (decided_at IS NOT NULL)
  AND (state = 'admitted') = (person_id IS NOT NULL) AND (state = 'refused') = (reason IS NOT NULL)
  AND (handed_from IS NULL) = (handed_reason IS NULL)
  AND length(reason) <= 1000 AND length(handed_reason) <= 1000);
ALTER TABLE applicant DROP CONSTRAINT IF EXISTS applicant_shape;
ALTER TABLE applicant ADD CONSTRAINT applicant_shape CHECK (
  length(given_name) BETWEEN 1 AND 100 AND length(family_name) BETWEEN 1 AND 100 AND length(email) BETWEEN 3 AND 254
  AND length(street) BETWEEN 1 AND 120 AND length(postcode) BETWEEN 1 AND 12 AND length(town) BETWEEN 1 AND 100
  AND country ~ '^[A-Z]{2}$' AND ags ~ '^\d{5}$' AND cardinality(citizenships) BETWEEN 1 AND 8
  AND gender IN ('female', 'male', 'diverse', 'undisclosed') AND length(words) <= 1000 AND locale IN ('de', 'en'));

-- An application that was decided stays decided.
CREATE OR REPLACE FUNCTION application_stays_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this application was decided' USING ERRCODE = 'SH011';
END $$;
DROP TRIGGER IF EXISTS application_decided ON application;
CREATE TRIGGER application_decided BEFORE UPDATE ON application
  FOR EACH ROW WHEN (OLD.state IN ('admitted', 'refused', 'withdrawn') AND OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION application_stays_decided();

INSERT INTO consent_text (key, version, text_de, text_en) VALUES
  ('aims', 1, 'Ich teile die Ziele der Partei und erkenne ihre Satzung an.',
    'I share the aims of the party and accept its statute.'),
  ('privacy', 1,
    'Ich willige ein, dass die Partei meine Angaben speichert, um über meinen Antrag zu entscheiden und meine Mitgliedschaft zu führen. Dass ich eintreten will, verrät eine politische Meinung; auch darauf bezieht sich meine Einwilligung. Ich kann sie jederzeit widerrufen.',
    'I agree that the party stores what I enter here to decide on my application and to keep my membership. Wanting to join reveals a political opinion; my consent covers that too. I can withdraw it at any time.')
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- The statute of a house that stands already says from today on by when an application is decided: its next version.
DO $$
DECLARE
  before article%ROWTYPE;
  today date := (house_now() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  SELECT * INTO before FROM article WHERE key = 'joining' AND valid_to IS NULL AND valid_from < today
    AND NOT jsonb_exists(numbers, 'membership.decision-weeks');
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE article SET valid_to = today WHERE id = before.id;
  INSERT INTO article (key, number, place, title_de, title_en, text_de, text_en, numbers, valid_from)
  VALUES (before.key, before.number, before.place, before.title_de, before.title_en,
    before.text_de || E'\n5. Der Vorstand entscheidet innerhalb von vier Wochen über den Antrag. Eine Ablehnung nennt ihren Grund.',
    before.text_en || E'\n5. The board decides on an application within four weeks. A refusal states its reason.',
    before.numbers || '{"membership.decision-weeks": 4}', today);
END $$;
