package io.headland.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Loading.EffectiveSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void aVariableOverridesTheFileAndAnOptionOverridesBoth() {
    ConfigInput given = new ConfigInput(folder).file("port = 1\nhost = a\nlog.level = warn");
    given.variable("HEADLAND_PORT", "2").variable("HEADLAND_HOST", "127.0.0.2");
    given.option("port", "3");

    Loading.Accepted loaded = given.accepted();

    assertThat(loaded.config().http().port()).isEqualTo(3);
    assertThat(loaded.config().http().host()).isEqualTo("127.0.0.2");
    assertThat(loaded.settings())
        .contains(
            new EffectiveSetting("port", "3", "option --port"),
            new EffectiveSetting("host", "127.0.0.2", "environment variable HEADLAND_HOST"),
            new EffectiveSetting("log.level", "warn", folder.resolve(ConfigLoader.FILE).toString()),
            new EffectiveSetting("log.format", "text", "default"));
  }

  @Test
  void theFileNamedByOptionComesBeforeTheOneNamedByVariable() throws IOException {
    Files.writeString(folder.resolve("one"), "port=1");
    Files.writeString(folder.resolve("two"), "port=2");
    var loader = new ConfigLoader(Map.of("HEADLAND_CONFIG", "two"), folder);

    assertThat(portOf(loader.load(Optional.of(Path.of("one")), Map.of()))).isEqualTo(1);
    assertThat(portOf(loader.load(Optional.empty(), Map.of()))).isEqualTo(2);
  }

  @Test
  void aNamedFileThatIsNotThereIsAProblem() {
    var loader = new ConfigLoader(Map.of(), folder);

    assertThat(loader.load(Optional.of(Path.of("absent")), Map.of()))
        .isInstanceOfSatisfying(
            Loading.Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .singleElement()
                    .asString()
                    .startsWith("config (" + folder.resolve("absent") + ") cannot be read"));
  }

  @Test
  void reportsEveryProblemAtOnceWithItsKeyAndPlace() {
    String file = folder.resolve(ConfigLoader.FILE).toString();

    assertThat(
            new ConfigInput(folder)
                .file("prot = 80\nport = high\nport = 81\nowner.password = short\n")
                .variable("HEADLAND_SYNC_LEASE", "30")
                .variable("HEADLAND_LOGLEVEL", "info")
                .variable("HEADLAND_JOHN_DEERE_TOKEN_URL", "http://signin.example.com/token")
                .option("database.url", "postgres://me:hunter2@db/headland")
                .problems())
        .containsExactlyInAnyOrder(
            "prot (" + file + ") is not a setting",
            "port (" + file + ") is given more than once",
            "owner.password (" + file + ") must have at least 12 characters",
            "owner.password (" + file + ") requires owner.email",
            "sync.lease (environment variable HEADLAND_SYNC_LEASE) must be a duration from 1s to"
                + " 1h, such as 500ms, 30s, 15m, 24h or 30d",
            "HEADLAND_LOGLEVEL (environment) matches no setting",
            "john-deere.token-url (environment variable HEADLAND_JOHN_DEERE_TOKEN_URL) must be"
                + " https, because tokens are sent to it and it is not a loopback address",
            "database.url (option --database.url) must not contain a password: set"
                + " database.password instead");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "port | 65536",
        "port | -1",
        "host | two words",
        "public-url | headland.example.com",
        "public-url | https://me:pw@headland.example.com",
        "public-url | https://bad host",
        "shutdown.grace | 1 h",
        "data-dir | ''",
        "database.url | jdbc:mysql://db/headland",
        "database.url | jdbc:postgresql://db/headland?user=a&password=b",
        "database.user | somebody",
        "database.read-url | jdbc:postgresql://standby/headland",
        "database.read-user | somebody",
        "database.pool-size | 0",
        "database.connection-timeout | 1ms",
        "owner.email | nobody",
        "tokens.lifetime | 60d",
        "leaf-users.unique-external-id | yes",
        "john-deere.stage-url | http://sandbox.example.com",
        "john-deere.stage-url | ftp://127.0.0.1/",
        "john-deere.production-url | http://127.0.0.1.example.com",
        "sync.lease | 35s",
        "log.format | xml",
        "log.level | trace",
      })
  void refuses(String key, String value) {
    assertThat(new ConfigInput(folder).option(key, value).problems())
        .singleElement()
        .asString()
        .contains("option --" + key);
  }

  @Test
  void neverRepeatsAValueThatItRefuses() {
    assertThat(
            new ConfigInput(folder)
                .file("port = hunter2-a\npassword = hunter2-b\nowner.password = hunter2-c\n")
                .option("database.url", "postgres://me:hunter2@db/headland")
                .problems())
        .hasSize(5)
        .noneMatch(problem -> problem.contains("hunter2"));
  }

  @Test
  void masksSecretsInTheEffectiveSettings() {
    assertThat(
            new ConfigInput(folder)
                .file("owner.email = a@b.example\nowner.password = hunter2-hunter2")
                .accepted()
                .toString())
        .contains("owner.password", "********", "[redacted]")
        .doesNotContain("hunter2");
  }

  @Test
  void readsASecretFromTheFileItNames() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "from a file 1\nrest");

    assertThat(
            new ConfigInput(folder)
                .variable("HEADLAND_OWNER_EMAIL", "a@b.example")
                .variable("HEADLAND_OWNER_PASSWORD", "file:" + secret)
                .config()
                .owner()
                .password()
                .reveal())
        .isEqualTo("from a file 1");
    assertThat(new ConfigInput(folder).option("owner.password", "file:/absent").problems())
        .anyMatch(problem -> problem.endsWith("refers to a file that cannot be read: /absent"));
  }

  @Test
  void readsFilesWithAByteOrderMarkAndCarriageReturns() throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, "\uFEFFa long password\r\n");
    ConfigInput given =
        new ConfigInput(folder)
            .file("\uFEFFport = 1\r\nowner.email = a@example.com\r\nhost = 127.0.0.1\r\n")
            .variable("HEADLAND_OWNER_PASSWORD", "file:" + password + "\n");

    HeadlandConfig config = given.config();

    assertThat(config.http().port()).isEqualTo(1);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.owner().password().reveal()).isEqualTo("a long password");
    given.variable("HEADLAND_OWNER_PASSWORD", "another password\n");
    assertThat(given.config().owner().password().reveal()).isEqualTo("another password");
  }

  @Test
  void namesTheEncodingOfAPathThatCannotBe() {
    assertThat(new ConfigInput(folder).option("data-dir", "a\0b").problems())
        .singleElement()
        .asString()
        .contains("data-dir", "LC_ALL=C.UTF-8");
  }

  @Test
  void namesValuesInQuotationMarks() {
    ConfigInput given = new ConfigInput(folder).variable("HEADLAND_HOST", "\"127.0.0.1\"");
    assertThat(given.problems())
        .containsExactly(
            "host (environment variable HEADLAND_HOST) is in quotation marks: remove them");

    ConfigInput secret =
        new ConfigInput(folder)
            .option("owner.email", "a@example.com")
            .option("owner.password", "'a long password'");
    assertThat(secret.config().owner().password().reveal()).isEqualTo("'a long password'");
    assertThat(secret.accepted().warnings())
        .anyMatch(warning -> warning.startsWith("owner.password begins and ends with"));
  }

  @Test
  void passesOverVariablesThatAreNotForIt() {
    assertThat(
            new ConfigInput(folder)
                .variable("HEADLAND_JAVA_OPTS", "-Xmx1g")
                .variable("HEADLAND_PORT", "tcp://10.0.0.1:8080")
                .variable("HEADLAND_PORT_8080_TCP_ADDR", "10.0.0.1")
                .variable("HEADLAND_SERVICE_HOST", "10.0.0.1")
                .variable("PATH", "/bin")
                .config()
                .http()
                .port())
        .isEqualTo(8080);
  }

  @Test
  void warnsOfWhatIsAllowedButRisky() {
    assertThat(new ConfigInput(folder).accepted().warnings()).isEmpty();
    assertThat(
            new ConfigInput(folder)
                .file("host = 0.0.0.0\ncredentials.reveal-secrets = true")
                .accepted()
                .warnings())
        .satisfiesExactly(
            warning -> assertThat(warning).startsWith("host is 0.0.0.0"),
            warning -> assertThat(warning).startsWith("public-url is blank"),
            warning -> assertThat(warning).startsWith("credentials.reveal-secrets is on"));
    assertThat(
            new ConfigInput(folder)
                .file("public-url = https://headland.example.com")
                .accepted()
                .warnings())
        .singleElement()
        .asString()
        .contains("http.trusted-proxies");
  }

  @Test
  void refusesAPathPrefixThatLinksWouldNotHave() {
    assertThat(
            new ConfigInput(folder)
                .file("public-url = https://example.com/headland\nhttp.path-prefix = /other")
                .problems())
        .singleElement()
        .asString()
        .contains("http.path-prefix");
  }

  private static int portOf(Loading loading) {
    return ((Loading.Accepted) loading).config().http().port();
  }
}
