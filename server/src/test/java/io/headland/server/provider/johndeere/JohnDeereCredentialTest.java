package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.CredentialField;
import io.headland.server.provider.CredentialShape;
import io.headland.server.provider.Provider;
import org.junit.jupiter.api.Test;

class JohnDeereCredentialTest {
  private static final CredentialShape SHAPE = Provider.JOHN_DEERE.credentialShape();

  @Test
  void readsTheFieldsThatTheApiTakes() {
    assertThat(SHAPE.fields())
        .extracting(CredentialField::name)
        .containsExactly(
            JohnDeereCredential.CLIENT_KEY,
            JohnDeereCredential.CLIENT_SECRET,
            JohnDeereCredential.REFRESH_TOKEN,
            JohnDeereCredential.ENVIRONMENT);
  }

  @Test
  void knowsEveryEnvironmentThatTheApiTakes() {
    assertThat(SHAPE.fields().getLast().allowed())
        .containsExactly(JohnDeereCredential.STAGE, JohnDeereCredential.PRODUCTION);
    assertThat(SHAPE.fields().getLast().defaultValue()).isEqualTo(JohnDeereCredential.STAGE);
  }
}
