package io.headland.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PeersOptionTest {
  @Test
  void theCommandNamesThePeers() {
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(error, true))
            .execute("--peers=spring,rails");

    assertThat(code).isEqualTo(2);
    assertThat(error.toString()).contains("'rails'").contains("JHIPSTER, SPRING");
  }
}
