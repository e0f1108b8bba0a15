package io.headland.server.api.leafuser;

import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserSearchStore;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search for Leaf users for interactive use. Added by Headland: Leaf's list matches complete
/// values.
public final class LeafUserSearchResource {
  private static final int MAX_CHARACTERS = 200;
  private static final int MAX_FOUND = 50;

  private final LeafUserSearchStore users;

  public LeafUserSearchResource(LeafUserSearchStore users) {
    this.users = users;
  }

  /// @param more whether there are further results, so that the search should be refined
  record View(List<Found> items, boolean more) {}

  record Found(String id, String name, String email, @Nullable String externalId) {
    static Found of(LeafUser user) {
      return new Found(user.id().toString(), user.name(), user.email(), user.externalId());
    }
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/users/search", this::search);
  }

  private Response search(ApiOwnerId owner, Request request) {
    String words =
        request
            .query("q")
            .filter(text -> !text.isBlank() && text.length() <= MAX_CHARACTERS)
            .filter(text -> text.indexOf('\0') < 0)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            400,
                            "The query parameter q must have 1 to "
                                + MAX_CHARACTERS
                                + " characters.")));
    List<LeafUser> found = users.search(owner, words, MAX_FOUND + 1);
    return Response.ok(
        new View(
            found.stream().limit(MAX_FOUND).map(Found::of).toList(), found.size() > MAX_FOUND));
  }
}
