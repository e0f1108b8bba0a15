package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;

/// A company with an account: the tenant.
///
/// @param passwordHash Argon2id in its encoded form, which contains salt and cost
/// @param tokenGeneration of its valid tokens
public record ApiOwner(ApiOwnerId id, String email, String passwordHash, int tokenGeneration) {
  @Override
  public String toString() {
    return "ApiOwner[" + id + "]";
  }
}
