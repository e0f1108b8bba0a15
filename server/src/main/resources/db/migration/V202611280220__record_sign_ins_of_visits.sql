-- When the visit last completed a sign-in at the provider; disconnecting the account requires a recent one.
alter table connect_visit add column signed_in_at timestamptz;
