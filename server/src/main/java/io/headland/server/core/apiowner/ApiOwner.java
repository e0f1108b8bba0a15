package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;

/// The company that holds an account here.
///
/// @param passwordHash Argon2id in its encoded form, which holds salt and cost
/// @param tokenGeneration of its valid tokens
public record ApiOwner(ApiOwnerId id, String email, String passwordHash, int tokenGeneration) {
  @Override
  public String toString() {
    return "ApiOwner[" + id + "]";
  }
}
