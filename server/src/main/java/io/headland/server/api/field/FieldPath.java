package io.headland.server.api.field;

import io.headland.server.core.field.FieldDataFilter;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.ByteBudget;
import java.util.UUID;
import java.util.function.Supplier;

/// The paths of the fields' API, and their parameters.
public final class FieldPath {
  static final String ROOT = "/services/fields/api";
  static final String USER = ROOT + "/users/{leafUserId}";
  static final String FIELDS = USER + "/fields";
  public static final String FIELD = FIELDS + "/{fieldId}";

  /// The geometry that is read for a response after a change: its memory was reserved before the
  /// change, or it came with the request, whose body is bounded.
  public static final ByteBudget RESERVED = _ -> {};

  private FieldPath() {}

  public static LeafUserId leafUser(Request request, Supplier<ProblemException> absent) {
    return LeafUserId.parse(request.path("leafUserId")).orElseThrow(absent);
  }

  public static UUID uuid(Request request, String name, Supplier<ProblemException> absent) {
    // In the form of a Leaf user's id.
    return FieldDataFilter.leafUser(request.path(name)).orElseThrow(absent);
  }

  /// The memory for the geometry of one field.
  public static ByteBudget budgetOfOne(Request request) {
    return request.responseBudget("field", "the geometry is too large for the heap of the server");
  }

  static long number(Request request, String name, Supplier<ProblemException> absent) {
    return FieldDataFilter.number(request.path(name)).orElseThrow(absent);
  }
}
