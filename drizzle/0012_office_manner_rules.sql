-- How an office is held; one held ex officio names the office it follows from, no other does.
ALTER TABLE office ADD CONSTRAINT office_manner CHECK (manner IN ('elected', 'deputy', 'ex-officio'));--> statement-breakpoint
ALTER TABLE office ADD CONSTRAINT office_because_of CHECK ((manner = 'ex-officio') = (because_of IS NOT NULL));
