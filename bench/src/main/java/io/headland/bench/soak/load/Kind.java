package io.headland.bench.soak.load;

import java.util.Optional;
import java.util.Random;

/// How resources of one kind are written and read.
interface Kind {
  /// What the server returned.
  ///
  /// @param copies how many resources have the id of the subject
  /// @param path of the resource; blank when it is absent
  record Found(String value, int copies, String path) {}

  /// A resource that does not exist yet; empty for a kind of which none are created.
  Optional<Subject> fresh(Random random);

  /// How many there may be at a time.
  int most();

  String nextValue(Subject subject, Random random);

  /// Creates the resource, or changes it, or deletes it when the value is `absent`. Sets the path
  /// when the response has it.
  Answer write(Client client, Subject subject, String value) throws InterruptedException;

  /// Reads the value.
  ///
  /// @return empty when the server did not answer
  Optional<Found> read(Client client, Subject subject) throws InterruptedException;
}
