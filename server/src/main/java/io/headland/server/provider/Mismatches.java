package io.headland.server.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationContext;

/// Collects the values of one response that are not of the documented type, while it is read.
public final class Mismatches {
  private static final String KEY = Mismatches.class.getName();

  /// The maximum for each member of each record: a list of ten thousand malformed points is one
  /// error.
  private static final int MAX_PER_MEMBER = 3;

  /// The maximum for all records of a response. A response with more of them is not of the
  /// documented form.
  private static final int MAX = 20_000;

  private int count;

  /// By place of the record: `values/17`, or blank outside of lists; then by member.
  private final Map<String, Map<String, List<Mismatch>>> found = new HashMap<>();

  Mismatches() {}

  static String key() {
    return KEY;
  }

  /// Records the current value of a parser, if the response is read with a collection.
  public static void record(
      JsonParser json, DeserializationContext context, String expected, boolean lost) {
    if (context.getAttribute(KEY) instanceof Mismatches mismatches) {
      mismatches.add(json.streamReadContext().pathAsPointer(), expected, lost);
    }
  }

  /// @throws StreamConstraintsException which ends the reading, when there are too many
  private void add(JsonPointer pointer, String expected, boolean lost) {
    List<JsonPointer> steps = new ArrayList<>();
    for (JsonPointer at = pointer; at != null && !at.matches(); at = at.tail()) {
      steps.add(at);
    }
    boolean isListed = steps.size() > 1 && steps.get(1).getMatchingIndex() >= 0;
    String element =
        isListed
            ? steps.get(0).getMatchingProperty().toLowerCase(Locale.ROOT)
                + "/"
                + steps.get(1).getMatchingIndex()
            : "";
    StringBuilder path = new StringBuilder("$");
    for (JsonPointer step : steps.subList(isListed ? 2 : 0, steps.size())) {
      if (step.getMatchingIndex() >= 0) {
        path.append('[').append(step.getMatchingIndex()).append(']');
      } else {
        path.append('.').append(step.getMatchingProperty());
      }
    }
    String member = isListed && steps.size() > 2 ? steps.get(2).getMatchingProperty() : "";
    List<Mismatch> same =
        found
            .computeIfAbsent(element, _ -> new HashMap<>())
            .computeIfAbsent(member, _ -> new ArrayList<>());
    if (same.size() < MAX_PER_MEMBER) {
      count++;
      if (count > MAX) {
        throw new StreamConstraintsException("More than " + MAX + " values of other types");
      }
      same.add(new Mismatch(path.toString(), expected, lost));
    }
  }

  /// The mismatches of one element of a list.
  ///
  /// @param list the name of the list in the response
  public List<Mismatch> of(String list, int index) {
    return at(list + "/" + index);
  }

  /// All mismatches of the response, with paths from its root.
  public List<Mismatch> all() {
    List<Mismatch> all = new ArrayList<>();
    found.forEach(
        (element, byMember) -> {
          for (List<Mismatch> some : byMember.values()) {
            for (Mismatch one : some) {
              all.add(element.isEmpty() ? one : within(element, one));
            }
          }
        });
    return all;
  }

  private static Mismatch within(String element, Mismatch mismatch) {
    int slash = element.indexOf('/');
    return new Mismatch(
        "$."
            + element.substring(0, slash)
            + "["
            + element.substring(slash + 1)
            + "]"
            + mismatch.path().substring(1),
        mismatch.expected(),
        mismatch.lost());
  }

  private List<Mismatch> at(String element) {
    @Nullable Map<String, List<Mismatch>> byMember = found.get(element);
    return byMember == null ? List.of() : byMember.values().stream().flatMap(List::stream).toList();
  }
}
