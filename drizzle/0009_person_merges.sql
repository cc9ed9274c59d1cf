CREATE TABLE "person_merge" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kept_id" uuid NOT NULL,
	"absorbed_id" uuid NOT NULL,
	"merged_by" uuid NOT NULL,
	"merged_at" timestamp with time zone DEFAULT house_now() NOT NULL,
	"undo_until" timestamp with time zone NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"account_rests" boolean NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid
);
--> statement-breakpoint
CREATE TABLE "person_merge_part" (
	"merge_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"old_id" uuid NOT NULL,
	"new_id" uuid
);
--> statement-breakpoint
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_kept_id_person_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_absorbed_id_person_id_fk" FOREIGN KEY ("absorbed_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merge_part" ADD CONSTRAINT "person_merge_part_merge_id_person_merge_id_fk" FOREIGN KEY ("merge_id") REFERENCES "public"."person_merge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_merge_into" ON "person_merge" USING btree ("kept_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_merge_once" ON "person_merge" USING btree ("absorbed_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "person_merge_part_once" ON "person_merge_part" USING btree ("merge_id","kind","old_id");