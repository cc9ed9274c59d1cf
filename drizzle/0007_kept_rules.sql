CREATE TABLE "kept_rule" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_path" text NOT NULL,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"begun_by" uuid NOT NULL,
	"begun_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_rule_version" (
	"rule_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"rule" jsonb NOT NULL,
	"is_in_use" boolean NOT NULL,
	"why" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	CONSTRAINT "kept_rule_version_rule_id_number_pk" PRIMARY KEY("rule_id","number")
);
--> statement-breakpoint
CREATE TABLE "rule_trial" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule_id" uuid,
	"unit_path" text NOT NULL,
	"rule" jsonb NOT NULL,
	"against" jsonb,
	"against_number" integer,
	"cut_off" date NOT NULL,
	"extent" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"outcome" jsonb,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "declaration" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"declared_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"superseded_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "kept_rule_version" ADD CONSTRAINT "kept_rule_version_rule_id_kept_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."kept_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_trial" ADD CONSTRAINT "rule_trial_rule_id_kept_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."kept_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_rule_in" ON "kept_rule" USING btree ("unit_path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "rule_trial_asked" ON "rule_trial" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "declaration_of" ON "declaration" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "declaration_current" ON "declaration" USING btree ("person_id","field") WHERE superseded_at is null;