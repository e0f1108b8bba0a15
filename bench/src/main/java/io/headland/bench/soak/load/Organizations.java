package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import java.util.Optional;
import java.util.Random;

/// Organizations at John Deere; the value is their status, `SELECTED` or `PREVIEW`.
final class Organizations implements Kind {
  private static final String BLOCKED = "BLOCKED";
  private static final String REVOKED = "CREDENTIAL_REVOKED";

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

  /// The status is hidden while the grant is revoked. An organization that is blocked for another
  /// reason is read again later.
  @Override
  public Optional<Found> read(Client client, Subject subject) throws InterruptedException {
    Answer response = client.get(subject.path());
    if (response.status() == 404) {
      return Optional.of(new Found(Resource.ABSENT, 0, subject.path()));
    }
    if (!response.isSuccess()) {
      return Optional.empty();
    }
    if (response.json().path("blockedReason").asString("").equals(REVOKED)) {
      return Optional.of(new Found(Resource.HIDDEN, 1, subject.path()));
    }
    String status = response.json().path("status").asString();
    return status.equals(BLOCKED)
        ? Optional.empty()
        : Optional.of(new Found(status, 1, subject.path()));
  }
}
