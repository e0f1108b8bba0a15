package io.headland.simulator.johndeere.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The list of one caller at one address that each signature identifies. Old entries are evicted;
/// for an evicted signature, as for an unknown one, the full list is returned.
final class SignatureRegistry {
  private static final int MOST_LISTS = 10_000;
  private static final int MOST_SIGNATURES = 8;

  private final Map<String, Map<String, Map<String, Rendered.Fingerprint>>> lists =
      bounded(MOST_LISTS);

  synchronized void remember(String list, Rendered rendered) {
    lists
        .computeIfAbsent(list, _ -> bounded(MOST_SIGNATURES))
        .put(rendered.signature(), rendered.fingerprints());
  }

  synchronized Optional<Map<String, Rendered.Fingerprint>> find(String list, String signature) {
    Map<String, Map<String, Rendered.Fingerprint>> signatures = lists.get(list);
    return signatures == null ? Optional.empty() : Optional.ofNullable(signatures.get(signature));
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
