package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Fields of one Leaf user, created through the API; the value is the name.
final class Fields implements Kind {
  private static final double SIDE = 0.01;

  private final String fields;

  Fields(String leafUser) {
    this.fields = "/services/fields/api/users/" + leafUser + "/fields";
  }

  @Override
  public Optional<Subject> fresh(Random random) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    return Optional.of(new Subject(new Resource("field", id), fields + "/" + id));
  }

  @Override
  public int most() {
    return 200;
  }

  @Override
  public String nextValue(Subject subject, Random random) {
    return "field " + random.nextInt(1_000_000);
  }

  @Override
  public Answer write(Client client, Subject subject, String value) throws InterruptedException {
    if (value.equals(Resource.ABSENT)) {
      return client.send("DELETE", subject.path(), "");
    }
    if (!subject.isAbsent()) {
      return client.send("PATCH", subject.path(), "{\"name\": \"%s\"}".formatted(value));
    }
    String id = subject.resource().id();
    String body =
        "{\"id\": \"%s\", \"name\": \"%s\", \"geometry\": %s}".formatted(id, value, square(id));
    return client.send("POST", fields, body);
  }

  private static String square(String id) {
    double west = Math.floorMod(id.hashCode(), 100) * 0.5;
    double south = Math.floorMod(id.hashCode() / 100, 100) * 0.5;
    return String.format(
        Locale.ROOT,
        "{\"type\": \"Polygon\", \"coordinates\":"
            + " [[[%1$.3f, %2$.3f], [%3$.3f, %2$.3f], [%3$.3f, %4$.3f], [%1$.3f, %2$.3f]]]}",
        west,
        south,
        west + SIDE,
        south + SIDE);
  }

  @Override
  public Optional<Found> read(Client client, Subject subject) throws InterruptedException {
    Answer response = client.get(subject.path());
    if (response.isSuccess()) {
      return Optional.of(new Found(response.json().path("name").asString(), 1, subject.path()));
    }
    return response.status() == 404
        ? Optional.of(new Found(Resource.ABSENT, 0, subject.path()))
        : Optional.empty();
  }
}
