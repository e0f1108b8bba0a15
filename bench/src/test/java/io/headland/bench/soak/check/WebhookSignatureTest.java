package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The example of the libraries of Standard Webhooks.
class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void acceptsOneOfSeveralSignatures() {
    assertThat(isValid(BODY, SIGNATURE)).isTrue();
    assertThat(isValid(BODY, "v1,AAAA " + SIGNATURE)).isTrue();
  }

  @Test
  void rejectsOtherContentsAndOtherVersions() {
    assertThat(isValid(BODY + " ", SIGNATURE)).isFalse();
    assertThat(isValid(BODY, SIGNATURE.replace("v1,", "v1a,"))).isFalse();
    assertThat(isValid(BODY, SIGNATURE + "=")).isFalse();
    assertThat(isValid(BODY, "")).isFalse();
  }

  private static boolean isValid(String body, String signatures) {
    return WebhookSignature.isValid(SECRET, ID, TIMESTAMP, body, signatures);
  }
}
