package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;

/// Headland's copy of what lies beneath one organization of one account.
public record OrganizationKey(AccountKey account, String providerOrgId) {}
