package io.headland.bench.soak.load;

import java.util.Optional;
import java.util.Random;

/// How resources of one kind are written and read.
interface Kind {
  /// The response of the server.
  ///
  /// @param copies the number of resources with the id of the subject
  /// @param path of the resource; blank when it is absent
  record Found(String value, int copies, String path) {}

  /// A resource that does not exist yet; empty for a kind of which none are created.
  Optional<Subject> fresh(Random random);

  /// The largest number at a time.
  int most();

  String nextValue(Subject subject, Random random);

  /// Creates the resource, or changes it, or deletes it when the value is `absent`. Sets the path
  /// when the response contains it.
  Answer write(Client client, Subject subject, String value) throws InterruptedException;

  /// Reads the value.
  ///
  /// @return empty when the server did not respond
  Optional<Found> read(Client client, Subject subject) throws InterruptedException;
}
