CREATE TABLE "delegate_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"unit_path" text NOT NULL,
	"cut_off" date NOT NULL,
	"counted" text NOT NULL,
	"method" text NOT NULL,
	"seats" integer NOT NULL,
	"base_mandates" integer NOT NULL,
	"units" jsonb NOT NULL,
	"elsewhere" integer NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delegate_key_lot" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"winners" jsonb NOT NULL,
	"account" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "delegate_key_lot" ADD CONSTRAINT "delegate_key_lot_key_id_delegate_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."delegate_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delegate_key_in" ON "delegate_key" USING btree ("unit_path" text_pattern_ops,"made_at");