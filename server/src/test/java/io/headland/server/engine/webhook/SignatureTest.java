package io.headland.server.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys derived from secrets.
class SignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_not base64", "thought up", "whsec_===="})
  void aSecretThatDecodesToNothingStandsForItself(String secret) {
    assertThat(signature(secret)).isEqualTo(signed(secret.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatStandsBehindThePrefixIsDecoded() {
    assertThat(signature("whsec_a2V5")).isEqualTo(signed("key".getBytes(StandardCharsets.UTF_8)));
  }

  private static String signature(String secret) {
    SigningSecrets secrets = new SigningSecrets(List.of(Secret.of(secret)));
    return Signature.headers("e-1", NOW, "{}", secrets).getOrDefault("webhook-signature", "");
  }

  private static String signed(byte[] key) {
    return "v1," + Signature.base64(key, "e-1.1700000000.{}");
  }
}
