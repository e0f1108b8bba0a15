package io.headland.server.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The copies on this node of files in an object store. A copy is deleted an hour after its last
/// use, also one that was replaced: a reader may be about to open it.
final class LocalCopies {
  /// Longer than the time between [StoredFiles#find] and the opening of the file.
  private static final Duration KEPT = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, Copy> copies = new HashMap<>();
  private final List<Copy> replaced = new ArrayList<>();

  LocalCopies(InstantSource clock) {
    this.clock = clock;
  }

  /// A copy of a file.
  ///
  /// @param tag the entity tag of the file in the store
  private record Copy(Path path, String tag, Instant usedAt) {
    Copy usedAt(Instant time) {
      return new Copy(path, tag, time);
    }
  }

  /// The copy of a file; empty when there is none with this entity tag.
  synchronized Optional<Path> use(String key, String tag) {
    Optional<Copy> current =
        Optional.ofNullable(copies.get(key)).filter(copy -> copy.tag().equals(tag));
    current.ifPresent(copy -> copies.put(key, copy.usedAt(clock.instant())));
    return current.map(Copy::path);
  }

  synchronized void put(String key, Path path, String tag) throws IOException {
    forget(key);
    copies.put(key, new Copy(path, tag, clock.instant()));
    deleteUnused();
  }

  synchronized void deleteUnused() throws IOException {
    Instant before = clock.instant().minus(KEPT);
    deleteUnused(replaced.iterator(), before);
    deleteUnused(copies.values().iterator(), before);
  }

  synchronized void forget(String key) {
    Optional.ofNullable(copies.remove(key)).ifPresent(replaced::add);
  }

  private static void deleteUnused(Iterator<Copy> all, Instant before) throws IOException {
    while (all.hasNext()) {
      Copy copy = all.next();
      if (copy.usedAt().isBefore(before)) {
        Files.deleteIfExists(copy.path());
        all.remove();
      }
    }
  }
}
