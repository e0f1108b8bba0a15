package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.CredentialField;
import java.util.List;
import org.junit.jupiter.api.Test;

class JohnDeereCredentialTest {
  @Test
  void hasTheNamesOfTheApi() {
    var shape = JohnDeereCredential.SHAPE;

    assertThat(shape.path()).isEqualTo("john-deere-credentials");
    assertThat(shape.userKey()).isEqualTo("johnDeereCredentials");
    assertThat(shape.identification()).isEqualTo("clientKey");
    assertThat(shape.fields())
        .extracting(CredentialField::name)
        .containsExactly("clientKey", "clientSecret", "refreshToken", "clientEnvironment");
  }

  @Test
  void keepsWhatIsSecretSecret() {
    assertThat(JohnDeereCredential.SHAPE.fields())
        .filteredOn(CredentialField::secret)
        .extracting(CredentialField::name)
        .containsExactly("clientSecret", "refreshToken");
  }

  @Test
  void needsEverythingButTheEnvironment() {
    assertThat(JohnDeereCredential.SHAPE.fields())
        .filteredOn(field -> !field.isRequired())
        .singleElement()
        .isEqualTo(
            CredentialField.choice("clientEnvironment", "STAGE", List.of("STAGE", "PRODUCTION")));
  }
}
