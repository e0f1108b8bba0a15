package io.headland.server.field;

import io.headland.server.credential.AccountKey;

/// Headland's copy of what lies beneath one organization of one account.
public record CopyKey(AccountKey account, String providerOrgId) {}
