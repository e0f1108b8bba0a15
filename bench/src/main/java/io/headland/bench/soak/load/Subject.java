package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.time.Instant;

/// A resource as known to its writer. It is used by one thread.
final class Subject {
  private final Resource resource;
  private String path;
  private String value = Resource.ABSENT;
  private Instant readable = Instant.MIN;

  /// @param path blank until the server has returned it
  Subject(Resource resource, String path) {
    this.resource = resource;
    this.path = path;
  }

  Resource resource() {
    return resource;
  }

  String path() {
    return path;
  }

  String value() {
    return value;
  }

  boolean isAbsent() {
    return value.equals(Resource.ABSENT);
  }

  void know(String newValue) {
    value = newValue;
  }

  void locate(String newPath) {
    path = newPath;
  }

  /// The time from which no write of it can still be in progress.
  Instant readable() {
    return readable;
  }

  void readFrom(Instant moment) {
    readable = moment;
  }
}
