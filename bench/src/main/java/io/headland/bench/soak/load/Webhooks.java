package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Webhooks; the id is the name, the value the address. They are for events that do not occur.
final class Webhooks implements Kind {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Override
  public Optional<Subject> fresh(Random random) {
    String id = "hook-" + NUMBERS.incrementAndGet();
    return Optional.of(new Subject(new Resource("webhook", id), ""));
  }

  @Override
  public int most() {
    return 20;
  }

  @Override
  public String nextValue(Subject subject, Random random) {
    return "http://127.0.0.1:9/" + random.nextInt(1_000_000);
  }

  @Override
  public Answer write(Client client, Subject subject, String value) throws InterruptedException {
    if (value.equals(Resource.ABSENT)) {
      return client.send("DELETE", subject.path(), "");
    }
    if (!subject.isAbsent()) {
      return client.send("PATCH", subject.path(), "{\"url\": \"%s\"}".formatted(value));
    }
    String body =
        "{\"name\": \"%s\", \"url\": \"%s\", \"types\": [\"webhook.disabled\"]}"
            .formatted(subject.resource().id(), value);
    Answer response = client.send("POST", WebhookReceiver.WEBHOOKS, body);
    if (response.isSuccess()) {
      subject.locate(WebhookReceiver.WEBHOOKS + "/" + response.json().path("id").asString());
    }
    return response;
  }

  @Override
  public Optional<Found> read(Client client, Subject subject) throws InterruptedException {
    Answer response = client.get(WebhookReceiver.WEBHOOKS);
    if (!response.isSuccess()) {
      return Optional.empty();
    }
    List<JsonNode> same =
        response.json().values().stream()
            .filter(one -> one.path("name").asString().equals(subject.resource().id()))
            .toList();
    if (same.isEmpty()) {
      return Optional.of(new Found(Resource.ABSENT, 0, ""));
    }
    JsonNode webhook = same.getFirst();
    return Optional.of(
        new Found(
            webhook.path("url").asString(),
            same.size(),
            WebhookReceiver.WEBHOOKS + "/" + webhook.path("id").asString()));
  }
}
