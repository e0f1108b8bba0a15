-- Tokens carry the generation that was current when they were issued and are valid while it still is: a new
-- password, or the revocation of all tokens, starts the next one.
alter table api_owner add column token_generation integer not null default 0;
