package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.util.Optional;
import java.util.Random;

/// Organizations at John Deere; the value is their status, `SELECTED` or `PREVIEW`.
final class Organizations implements Kind {
  private static final String BLOCKED = "BLOCKED";

  @Override
  public Optional<Subject> fresh(Random random) {
    return Optional.empty();
  }

  @Override
  public int most() {
    return 0;
  }

  @Override
  public String nextValue(Subject subject, Random random) {
    return subject.value().equals("SELECTED") ? "PREVIEW" : "SELECTED";
  }

  @Override
  public Answer write(Client client, Subject subject, String value) throws InterruptedException {
    return client.send("PATCH", subject.path() + "/" + value, "");
  }

  /// A blocked organization keeps the choice, and shows it again when it is repaired.
  @Override
  public Optional<Found> read(Client client, Subject subject) throws InterruptedException {
    Answer answer = client.get(subject.path());
    if (answer.status() == 404) {
      return Optional.of(new Found(Resource.ABSENT, 0, subject.path()));
    }
    return Optional.of(answer)
        .filter(Answer::isSuccess)
        .map(found -> found.json().path("status").asString())
        .filter(status -> !status.equals(BLOCKED))
        .map(status -> new Found(status, 1, subject.path()));
  }
}
