package io.headland.server.core.machinefile.point;

/// A condition on a text, which Leaf compares with `EQ` and `NE`. A text that the point lacks
/// satisfies it.
///
/// @param reason the name of the property, by which rejected points are counted
/// @param text that is compared
/// @param isEqual whether the text must be the expected one, or another
record TextRule(String reason, Subject text, boolean isEqual, String expected)
    implements PointCondition {

  /// What is compared.
  sealed interface Subject {
    /// The text of each point: its variety, product or type of tillage.
    record Label() implements Subject {}

    /// A text that is the same for all points of the file, such as the crop.
    record OfFile(String value) implements Subject {}
  }

  @Override
  public String sql() {
    String value =
        switch (text) {
          case Subject.Label _ -> "coalesce(" + PointColumns.LABEL + ", '')";
          case Subject.OfFile(String ofFile) -> PointColumns.literal(ofFile);
        };
    return "(%s = '' or lower(%s) %s lower(%s))"
        .formatted(value, value, isEqual ? "=" : "<>", PointColumns.literal(expected));
  }
}
