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
  private static final int MOST_OF_A_MEMBER = 3;

  /// Of all records. An answer with more of them is not of the documented form.
  private static final int MOST = 20_000;

  private int count;

  /// By place of the record: `values/17`, or blank outside of lists; then by member.
  private final Map<String, Map<String, List<Mismatch>>> found = new HashMap<>();

  Mismatches() {}

  static String key() {
    return KEY;
  }

  /// Records the current value of a parser, if the response is read with a collection.
  public static void note(
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
    String place =
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
            .computeIfAbsent(place, _ -> new HashMap<>())
            .computeIfAbsent(member, _ -> new ArrayList<>());
    if (same.size() < MOST_OF_A_MEMBER) {
      count++;
      if (count > MOST) {
        throw new StreamConstraintsException("More than " + MOST + " values of other types");
      }
      same.add(new Mismatch(path.toString(), expected, lost));
    }
  }

  /// Those of one element of a list.
  ///
  /// @param list the name of the list in the response
  public List<Mismatch> of(String list, int index) {
    return at(list + "/" + index);
  }

  /// Those outside of list elements: all, for a response that is one record.
  public List<Mismatch> ofAnswer() {
    List<Mismatch> all = new ArrayList<>();
    found.forEach(
        (place, byMember) -> {
          for (List<Mismatch> some : byMember.values()) {
            for (Mismatch one : some) {
              all.add(place.isEmpty() ? one : within(place, one));
            }
          }
        });
    return all;
  }

  private static Mismatch within(String place, Mismatch mismatch) {
    int slash = place.indexOf('/');
    return new Mismatch(
        "$."
            + place.substring(0, slash)
            + "["
            + place.substring(slash + 1)
            + "]"
            + mismatch.path().substring(1),
        mismatch.expected(),
        mismatch.lost());
  }

  private List<Mismatch> at(String place) {
    @Nullable Map<String, List<Mismatch>> byMember = found.get(place);
    return byMember == null ? List.of() : byMember.values().stream().flatMap(List::stream).toList();
  }
}
