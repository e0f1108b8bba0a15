package io.headland.bench.soak.check;

/// A resource with one value that is written through the API.
///
/// @param kind such as `organization`
/// @param id chosen by the writer, unique among the resources of its kind
public record Resource(String kind, String id) {
  /// The value of a resource that does not exist.
  public static final String ABSENT = "absent";

  /// The value of a resource that the server does not return at present.
  public static final String HIDDEN = "hidden";

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
