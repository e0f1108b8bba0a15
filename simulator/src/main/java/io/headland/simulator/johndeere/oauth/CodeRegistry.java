package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Authorization codes, pending and redeemed. Each can be used once.
final class CodeRegistry {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /// The result of redeeming a code.
  sealed interface Redeemed {
    record First(Code code) implements Redeemed {}

    /// The code was redeemed before; with the consent that resulted.
    record Repeated(Optional<Consent> consent) implements Redeemed {}

    record Unknown() implements Redeemed {}
  }

  private final IdGenerator idGenerator;
  private final Map<String, Code> pending = new ConcurrentHashMap<>();
  private final Map<String, Optional<Consent>> redeemed = new ConcurrentHashMap<>();

  CodeRegistry(IdGenerator idGenerator) {
    this.idGenerator = idGenerator;
  }

  String issue(Code code) {
    String text = idGenerator.next("code", 43);
    pending.put(text, code);
    return text;
  }

  Redeemed redeem(String text) {
    Code code = pending.remove(text);
    if (code != null) {
      redeemed.put(text, Optional.empty());
      return new Redeemed.First(code);
    }
    Optional<Consent> earlier = redeemed.get(text);
    return earlier == null ? new Redeemed.Unknown() : new Redeemed.Repeated(earlier);
  }

  void remember(String text, Consent consent) {
    redeemed.put(text, Optional.of(consent));
  }
}
