package io.headland.server.core.sync;

/// A value in a provider's response that was not of the documented type, as listed in a run.
///
/// @param providerOrgId blank for a value in the list of organizations
/// @param kind of the record: `ORGANIZATION`, or one of the kinds of field data
/// @param record the provider's id of the record; blank when it has no readable id, and for a
///   listing
/// @param path of the value within its record, as a JSONPath
/// @param expected the expected type
public record UnexpectedValue(
    String providerOrgId, String kind, String record, String path, String expected) {
  public static final String ORGANIZATION = "ORGANIZATION";

  private static final int LONGEST = 200;

  public UnexpectedValue {
    record = cut(record);
    path = cut(path);
    expected = cut(expected);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST)));
  }
}
