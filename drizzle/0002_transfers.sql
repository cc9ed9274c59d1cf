CREATE TABLE "transfer" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"from_unit_id" uuid NOT NULL,
	"to_unit_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"wished_on" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"applied_by" uuid,
	"applied_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"answer_by" date,
	"state" text DEFAULT 'open' NOT NULL,
	"closed_at" timestamp with time zone,
	"moved_on" date
);
--> statement-breakpoint
CREATE TABLE "transfer_answer" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"transfer_id" uuid NOT NULL,
	"side" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"answered_by" uuid NOT NULL,
	"answered_at" timestamp with time zone DEFAULT house_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_from_unit_id_unit_id_fk" FOREIGN KEY ("from_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_unit_id_unit_id_fk" FOREIGN KEY ("to_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_answer" ADD CONSTRAINT "transfer_answer_transfer_id_transfer_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "transfer_one_open" ON "transfer" USING btree ("person_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "transfer_from" ON "transfer" USING btree ("from_unit_id");--> statement-breakpoint
CREATE INDEX "transfer_to" ON "transfer" USING btree ("to_unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transfer_answer_of_side" ON "transfer_answer" USING btree ("transfer_id","side");