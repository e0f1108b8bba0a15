package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The addresses of the contents of machine files, which programs request as they are.
class MachineFileLinkIT {
  @Test
  void linksHaveTheAddressOfTheRequest() throws IOException {
    assertLink("", server -> server.baseUri().resolve("/").toString());
  }

  @Test
  void linksHaveThePublicAddressIfOneIsSet() throws IOException {
    assertLink(
        "https://farm.example.com:8443/headland", _ -> "https://farm.example.com:8443/headland/");
  }

  private static void assertLink(String publicUrl, Function<ServerFixture, String> root)
      throws IOException {
    try (ServerFixture server =
        ServerFixture.startWithoutProvider(
            config -> ConfigChange.with(config, config.http().withPublicUrl(publicUrl)))) {
      UploadedFiles files = UploadedFiles.ofNewUser(server.owner());
      String file =
          files.upload(Map.of("a-Deere-Metadata.json", "{}".getBytes(StandardCharsets.UTF_8)));

      assertThat(files.file(file).path("downloadOriginalFile").stringValue())
          .isEqualTo(root.apply(server) + "services/headland/api/files/" + file + "/originalFile");
    }
  }
}
