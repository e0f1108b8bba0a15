package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Emails of API owners by id. An email never changes, so each is read only once.
public final class ApiOwnerEmails implements Function<ApiOwnerId, String> {
  private final ApiOwnerStore store;
  private final Map<ApiOwnerId, String> emails = new ConcurrentHashMap<>();

  public ApiOwnerEmails(ApiOwnerStore store) {
    this.store = store;
  }

  @Override
  public String apply(ApiOwnerId owner) {
    String known = emails.get(owner);
    if (known != null) {
      return known;
    }
    String email = store.findEmail(owner).orElseThrow();
    emails.put(owner, email);
    return email;
  }
}
