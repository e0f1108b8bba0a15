package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Leaf users; the id is the `externalId`, the value the name.
final class LeafUsers implements Kind {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Override
  public Optional<Subject> fresh(Random random) {
    String id = "soak-" + NUMBERS.incrementAndGet();
    return Optional.of(new Subject(new Resource("Leaf user", id), ""));
  }

  @Override
  public int most() {
    return 500;
  }

  @Override
  public String nextValue(Subject subject, Random random) {
    return "name " + random.nextInt(1_000_000);
  }

  @Override
  public Answer write(Client client, Subject subject, String value) throws InterruptedException {
    if (value.equals(Resource.ABSENT)) {
      return client.send("DELETE", subject.path(), "");
    }
    if (!subject.isAbsent()) {
      return client.send("PATCH", subject.path(), "{\"name\": \"%s\"}".formatted(value));
    }
    String body =
        "{\"name\": \"%s\", \"email\": \"soak@example.com\", \"externalId\": \"%s\"}"
            .formatted(value, subject.resource().id());
    Answer response = client.send("POST", Client.USERS, body);
    if (response.isSuccess()) {
      subject.locate(Client.USERS + "/" + response.json().path("id").asString());
    }
    return response;
  }

  @Override
  public Optional<Found> read(Client client, Subject subject) throws InterruptedException {
    Answer response = client.get(Client.USERS + "?externalId=" + subject.resource().id());
    if (!response.isSuccess()) {
      return Optional.empty();
    }
    JsonNode users = response.json();
    if (users.isEmpty()) {
      return Optional.of(new Found(Resource.ABSENT, 0, ""));
    }
    JsonNode user = users.path(0);
    return Optional.of(
        new Found(
            user.path("name").asString(),
            users.size(),
            Client.USERS + "/" + user.path("id").asString()));
  }
}
