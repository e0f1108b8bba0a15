package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.SwitchesJson;
import io.headland.simulator.johndeere.world.ExportForms;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import io.headland.simulator.trimble.TrimbleSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StartCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--orgs=-1, --orgs",
    "--port=70000, --port",
    "--port=abc, --port",
    "--paging=scroll, --paging",
    "--no-paging=perhaps, --no-paging",
    "--legacy-paging=perhaps, --legacy-paging",
    "--largest-page=101, largestPage",
    "--rejection-status=200, rejectionStatus",
    "--list-total=some, --list-total",
    "--field-signatures=some, --field-signatures",
    "--first-signature=null, --first-signature",
    "--organization-links=few, --organization-links",
    "--signature-changed=both, --signature-changed",
    "--signature-unchanged=both, --signature-unchanged",
    "--link-base=deere, --link-base",
    "--access-token-lifetime=PT0S, --access-token-lifetime",
    "--operation-ids=some, --operation-ids",
    "--operation-points=10000001, --operation-points",
    "--operation-seasons=many, --operation-seasons",
    "--export-defect=bad, --export-defect",
    "--export-link-lifetime=hour, --export-link-lifetime",
    "--export-machine-column=perhaps, --export-machine-column",
    "--trimble-orgs=-1, --trimble-orgs",
    "--trimble-users=0, --trimble-users",
    "--trimble-page-size=1001, --trimble-page-size",
    "--latency=PT-1S, latency",
    "--rate-limit=-1, rateLimit",
    "--nonsense, --nonsense"
  })
  void namesTheOptionThatIsWrong(String argument, String option) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(err.toString()).contains(option);
  }

  @Test
  void namesWhatIsWrongInAWorldFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("world.json"), "{\"users\": [{}]}");

    assertThat(run("--world", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("world.json").contains("users[0].userName: is missing");
  }

  @Test
  void saysWhenThePortIsTaken() {
    try (Simulator running = Simulator.start(SimulatorOptions.defaults())) {
      String port = Integer.toString(running.baseUri().getPort());

      assertThat(run("--port", port)).isEqualTo(2);
      assertThat(err.toString()).contains("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--rotate-refresh-tokens").contains("--world");
  }

  @Test
  void turnsOptionsIntoSwitches() {
    StartCommand command = new StartCommand();
    new CommandLine(command)
        .parseArgs(
            "--revoke-on-reuse",
            "--paging",
            "matrix",
            "--orgs",
            "300",
            "--link-base",
            "https://sandboxapi.deere.com");

    SimulatorOptions options = command.options();

    assertThat(options.port()).isEqualTo(8090);
    assertThat(options.worldSeed().organizations()).isEqualTo(300);
    assertThat(options.switches().revokeOnReuse()).isTrue();
    assertThat(SwitchesJson.word(options.switches().paging())).isEqualTo("matrix");
    assertThat(options.switches().linkBase()).hasHost("sandboxapi.deere.com");
  }

  @Test
  void setsEverySwitchToItsAlternativeWhenContrary() {
    StartCommand command = new StartCommand();
    new CommandLine(command).parseArgs("--alternatives");

    assertThat(command.options().switches()).isEqualTo(Switches.alternatives());
  }

  @Test
  void turnsOptionsIntoSwitchesOfWritesAndSubscriptions() {
    StartCommand command = new StartCommand();
    new CommandLine(command)
        .parseArgs(
            "--write-status=documented", "--parent-deletion=refuse", "--unverified-target=refuse");

    assertThat(command.options().switches())
        .isEqualTo(
            Switches.defaults()
                .withWriteStatus(Switches.WriteStatus.DOCUMENTED)
                .withParentDeletion(Switches.ParentDeletion.REFUSE)
                .withUnverifiedTarget(Switches.UnverifiedTarget.REFUSE));
  }

  @Test
  void turnsOptionsIntoSwitchesOfOperationsAndExports() {
    StartCommand command = new StartCommand();
    new CommandLine(command)
        .parseArgs(
            "--operation-ids=base64",
            "--operation-points=50000",
            "--export-pending-calls=4",
            "--export-machine-column=false",
            "--export-link-lifetime=PT5M",
            "--export-defect=link-expired");

    Switches defaults = Switches.defaults();
    assertThat(command.options().switches())
        .isEqualTo(
            defaults
                .withOperationForms(
                    defaults.operationForms().withIds(OperationForms.Ids.BASE64).withPoints(50_000))
                .withExportForms(
                    defaults
                        .exportForms()
                        .withPendingCalls(4)
                        .withMachineColumn(false)
                        .withLinkLifetime(Duration.ofMinutes(5))
                        .withDefect(ExportForms.Defect.LINK_EXPIRED)));
  }

  @Test
  void letsAnOptionOverrideTheContrary() {
    StartCommand command = new StartCommand();
    new CommandLine(command).parseArgs("--alternatives", "--paging=query", "--trimble-page-size=7");

    assertThat(command.options().switches())
        .isEqualTo(Switches.alternatives().withPaging(PagingStyle.QUERY).withTrimblePageSize(7));
  }

  @Test
  void turnsOptionsIntoAWorldOfTrimbleAndItsLoad() {
    StartCommand command = new StartCommand();
    new CommandLine(command)
        .parseArgs(
            "--trimble-orgs=5",
            "--trimble-users=2",
            "--trimble-fields=1000",
            "--trimble-page-size=100",
            "--latency=PT0.15S",
            "--rate-limit=20");

    SimulatorOptions options = command.options();

    assertThat(options.trimbleSeed()).isEqualTo(new TrimbleSeed(5, 2, 1000));
    assertThat(options.switches().trimblePageSize()).isEqualTo(100);
    assertThat(options.switches().latency()).hasMillis(150);
    assertThat(options.switches().rateLimit()).isEqualTo(20);
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
