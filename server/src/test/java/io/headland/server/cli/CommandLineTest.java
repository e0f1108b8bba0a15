package io.headland.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.StartupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The output and the exit code of each command; the server is replaced by a fake.
class CommandLineTest {
  private record Owner(String email, Secret password) {}

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Owner> owners = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private String input = "";
  private RunningServer.Starter starter =
      _ -> {
        throw new StartupException("Not today.");
      };

  @Test
  void configListsEverySettingWithItsPlace() {
    environment.put("HEADLAND_LOG_LEVEL", "debug");

    assertThat(run("config", "--port", "9")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .containsPattern("(?m)^port +9 +option --port$")
        .containsPattern("(?m)^log.level +debug +environment variable HEADLAND_LOG_LEVEL$")
        .containsPattern("(?m)^host +127.0.0.1 +default$");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void oneOptionReplacesBothProvidersByTheSimulator() {
    assertThat(run("config", "--simulator", "http://127.0.0.1:8090")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines().filter(line -> line.contains("http://127.0.0.1:8090/")))
        .hasSize(10);
    assertThat(out.toString()).doesNotContain("deere.com", "trimble.com");
  }

  @Test
  void refusesASimulatorOnAnotherMachineWithoutTls() {
    assertThat(run("config", "--simulator", "http://192.0.2.1:8090")).isEqualTo(ExitCode.USAGE);
    assertThat(run("config", "--simulator", "127.0.0.1:8090")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void configMasksSecretsAndWarnsOnStandardError() {
    environment.put("HEADLAND_OWNER_EMAIL", "a@b.example");
    environment.put("HEADLAND_OWNER_PASSWORD", "hunter2-hunter2");
    environment.put("HEADLAND_HOST", "0.0.0.0");

    assertThat(run("config")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("********").doesNotContain("hunter2");
    assertThat(err.toString()).startsWith("headland: warning: host is 0.0.0.0");
  }

  @Test
  void everyCommandEndsWithTwoAndListsAllProblems() {
    environment.put("HEADLAND_PROT", "1");
    assertThat(run("config", "--port", "high")).isEqualTo(ExitCode.USAGE);
    assertThat(run("serve", "--port", "high")).isEqualTo(ExitCode.USAGE);
    assertThat(run("owner", "create", "--port", "high")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString())
        .contains("the configuration has 2 errors:")
        .contains("  HEADLAND_PROT (environment) matches no setting")
        .contains("  port (option --port) must be an integer from 0 to 65535");
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    assertThat(run("serve", "--prot", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Unknown option").contains("--prot");
  }

  @Test
  void anErrorOfTheOperatorIsOneSentenceOnStandardError() {
    assertThat(run("serve")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).isEqualToIgnoringNewLines("headland: Not today.");
  }

  @Test
  void aPortInUseIsReportedInOneSentence() {
    starter =
        _ -> {
          throw new IllegalStateException(new BindException("Address already in use"));
        };

    assertThat(run("serve")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "headland: The address cannot be bound (Address already in use): set another"
                + " with --port or host.");
  }

  @Test
  void ownerCreateTakesThePasswordFromStandardInput() {
    input = "twelve chars or more\nrest\n";

    assertThat(run("owner", "create", "--email", "a@b.example")).isEqualTo(ExitCode.OK);

    assertThat(owners).containsExactly(new Owner("a@b.example", Secret.of("twelve chars or more")));
    assertThat(out.toString()).isEqualToIgnoringNewLines("Created the API owner a@b.example.");
  }

  @Test
  void ownerCreateTakesThePasswordFromAFileAndTheAddressFromTheConfiguration() throws IOException {
    environment.put("HEADLAND_OWNER_EMAIL", "a@b.example");
    Path file = Files.writeString(folder.resolve("password"), "twelve chars or more\n");
    owners.add(new Owner("a@b.example", Secret.of("the old one")));

    assertThat(run("owner", "create", "--password-file", file.toString())).isEqualTo(ExitCode.OK);

    assertThat(owners.getLast().password()).isEqualTo(Secret.of("twelve chars or more"));
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("Set a new password for the API owner a@b.example.");
  }

  @Test
  void ownerCreateRefusesAShortPasswordAMissingFileAndAMissingAddress() {
    input = "short";
    assertThat(run("owner", "create", "--email", "a@b.example")).isEqualTo(ExitCode.USAGE);
    assertThat(run("owner", "create", "--email", "a@b.example", "--password-file", "/absent"))
        .isEqualTo(ExitCode.USAGE);
    input = "twelve chars or more";
    assertThat(run("owner", "create")).isEqualTo(ExitCode.USAGE);

    assertThat(owners).isEmpty();
    assertThat(err.toString())
        .contains("The password must have at least 12 characters.")
        .contains("The password file /absent cannot be read.")
        .contains("An e-mail address is required: give one with --email.")
        .doesNotContain("short");
  }

  @Test
  void thereIsNoOptionForAPassword() {
    assertThat(run("owner", "create", "--email", "a@b.example", "--password", "secret"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void versionPrintsTheVersionOnStandardOutput() {
    assertThat(run("version")).isEqualTo(ExitCode.OK);
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).containsExactly("Headland 1.2.3", "Headland 1.2.3");
  }

  @Test
  void everyCommandExplainsItself() {
    assertThat(run("serve", "--help")).isEqualTo(ExitCode.OK);
    assertThat(run("owner", "create", "--help")).isEqualTo(ExitCode.OK);
    assertThat(run("config", "--help")).isEqualTo(ExitCode.OK);
    assertThat(run("version", "--help")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("--data-dir=DIR", "--password-file=FILE");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void revokesTheTokensOfAnOwnerWhoExists() {
    owners.add(new Owner("jane@example.com", Secret.of("amber-waves-of-grain")));

    assertThat(run("owner", "revoke-tokens", "--email", "jane@example.com")).isEqualTo(ExitCode.OK);
    assertThat(run("owner", "revoke-tokens", "--email", "joe@example.com"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(run("owner", "revoke-tokens")).isEqualTo(ExitCode.USAGE);

    assertThat(revoked).containsExactly("jane@example.com");
    assertThat(err.toString()).contains("There is no API owner joe@example.com.", "--email");
  }

  private final class Owners implements OwnerAdministration {
    @Override
    public boolean createOrReset(HeadlandConfig config, String email, Secret password) {
      boolean isNew = owners.stream().noneMatch(owner -> owner.email().equals(email));
      owners.add(new Owner(email, password));
      return isNew;
    }

    @Override
    public boolean revokeTokens(HeadlandConfig config, String email) {
      boolean exists = owners.stream().anyMatch(owner -> owner.email().equals(email));
      if (exists) {
        revoked.add(email);
      }
      return exists;
    }
  }

  private int run(String... arguments) {
    CommandLine commands =
        HeadlandCommand.commandLine(
            new ConfigLoader(environment, folder),
            config -> starter.start(config),
            new Owners(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            "Headland 1.2.3");
    return commands
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
