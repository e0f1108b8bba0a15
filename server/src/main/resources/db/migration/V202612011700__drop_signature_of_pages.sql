-- A signature is stored with the last page of a listing only, in the snapshot of the organization.
alter table sync_run_organization drop column signature;
