package io.headland.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page that describes the kinds of credentials says what the table of providers says.
class CredentialPageTest {
  @Test
  void thePageListsEveryKindWithItsFieldsAndNoOther() throws IOException {
    List<String> documented =
        Files.readAllLines(page()).stream()
            .filter(line -> line.startsWith("| ") && line.contains("-credentials`"))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Provider.values()).map(CredentialPageTest::row).toList());
  }

  private static String row(Provider provider) {
    CredentialShape shape = provider.credentialShape();
    return "| %s | `%s` | `%s` | %s |"
        .formatted(
            provider.wireName(),
            shape.path(),
            shape.userKey(),
            shape.fields().stream()
                .map(field -> "`" + field.name() + "`" + note(field))
                .collect(Collectors.joining(", ")));
  }

  private static String note(CredentialField field) {
    if (field.secret()) {
      return field.shown() ? "¹" : "²";
    }
    return field.isRequired() ? "" : "³";
  }

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("docs")) ? here : here.resolveSibling(".");
    return root.resolve("docs/credentials.md");
  }
}
