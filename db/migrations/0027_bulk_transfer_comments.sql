comment on table bulk_runs is 'One thing done to many applications: first a dry run, then carried out by the worker.';--> statement-breakpoint
comment on table bulk_items is 'One application in a run''s frozen target: what the dry run said of it and what became of it.';--> statement-breakpoint
comment on table export_runs is 'One CSV that left the portal: who took what, how much of it, and the fingerprint of the bytes.';--> statement-breakpoint
comment on table import_runs is 'One CSV of applicants that staff brought in, with how its columns are read.';--> statement-breakpoint
comment on table import_rows is 'One row of an import''s file as it stood there, what is wrong with it and whom it became.';
