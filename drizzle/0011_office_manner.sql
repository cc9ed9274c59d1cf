ALTER TABLE "office" ADD COLUMN "manner" text DEFAULT 'elected' NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "because_of" uuid;--> statement-breakpoint
CREATE INDEX "office_because_of" ON "office" USING btree ("because_of") WHERE because_of is not null;