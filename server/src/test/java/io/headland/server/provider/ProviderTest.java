package io.headland.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What must hold for every entry of the table of credentials.
class ProviderTest {
  @Test
  void noTwoShareAName() {
    assertThat(namesOf(provider -> Stream.of(provider.wireName()))).doesNotHaveDuplicates();
    assertThat(namesOf(provider -> Stream.of(provider.credentialShape().userKey())))
        .doesNotHaveDuplicates();
    assertThat(namesOf(provider -> provider.credentialShape().paths().stream()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWireNameAlone(Provider provider) {
    assertThat(Provider.ofWireName(provider.wireName())).contains(provider);
    assertThat(Provider.ofWireName(provider.wireName() + " ")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hasPathsAndAKeyThatSayWhatTheyAre(Provider provider) {
    CredentialShape shape = provider.credentialShape();

    assertThat(shape.paths()).allMatch(path -> path.matches("[a-z]+(-[a-z]+)*-credentials"));
    assertThat(shape.userKey()).matches("[a-z][A-Za-z]+Credentials");
  }

  @ParameterizedTest
  @EnumSource
  void isIdentifiedByNothingSecret(Provider provider) {
    CredentialShape shape = provider.credentialShape();

    assertThat(shape.fields())
        .filteredOn(field -> field.name().equals(shape.identification()))
        .hasSize(shape.identification().isEmpty() ? 0 : 1)
        .allMatch(field -> field.shown() && !field.secret());
  }

  @ParameterizedTest
  @EnumSource
  void hasFieldsThatCannotBeMistaken(Provider provider) {
    List<CredentialField> fields = provider.credentialShape().fields();

    assertThat(fields.stream().flatMap(field -> field.spellings().stream()))
        .doesNotHaveDuplicates()
        .doesNotContain("id", "status", "createdTime", "tokenMetadata");
    assertThat(fields).anyMatch(CredentialField::secret);
    assertThat(fields)
        .filteredOn(field -> !field.isRequired())
        .allMatch(field -> field.allowed().contains(field.defaultValue()));
  }

  @ParameterizedTest
  @EnumSource
  void hidesOnlyWhatIsSecret(Provider provider) {
    assertThat(provider.credentialShape().fields())
        .filteredOn(field -> !field.shown())
        .allMatch(CredentialField::secret);
  }

  private static List<String> namesOf(Function<Provider, Stream<String>> names) {
    return Arrays.stream(Provider.values()).flatMap(names).toList();
  }
}
