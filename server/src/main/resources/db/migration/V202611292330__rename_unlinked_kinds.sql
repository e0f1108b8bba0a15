-- Kinds of records to which the provider returns no link; whether it permits them is determined by
-- reading them.
alter table provider_organization rename column withheld to unlinked_kinds;
