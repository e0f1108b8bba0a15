package io.headland.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerBuildTest {
  private static final String BUILD = "mkdir -p $1/app/target && echo built > $1/app/target/a.jar";

  @TempDir private Path project;
  private final List<String> progress = new ArrayList<>();

  @Test
  void buildsOnceForAllRuns() throws IOException, InterruptedException {
    script(Peer.SPRING, BUILD + " && echo run >> $1/runs");

    Optional<Path> first = jar(Peer.SPRING);
    Optional<Path> second = jar(Peer.SPRING);

    assertThat(first).hasValueSatisfying(jar -> assertThat(jar).hasContent("built"));
    assertThat(second).isEqualTo(first);
    assertThat(project.resolve("target/peers/spring-boot/runs")).hasContent("run");
  }

  @Test
  void buildsAgainWhenItsSourcesHaveChanged() throws IOException, InterruptedException {
    script(Peer.SPRING, BUILD + " && echo run >> $1/runs");
    Path jar = jar(Peer.SPRING).orElseThrow();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

    jar(Peer.SPRING);

    assertThat(project.resolve("target/peers/spring-boot/runs")).hasContent("run\nrun");
  }

  @Test
  void isSkippedWhenTheBuildFails() throws IOException, InterruptedException {
    script(Peer.SPRING, "echo Unknown host >&2; exit 1");

    assertThat(jar(Peer.SPRING)).isEmpty();

    Path log = project.resolve("target/peers/spring-boot/create.log");
    assertThat(log).hasContent("Unknown host");
    assertThat(progress)
        .last()
        .asString()
        .contains("Spring Boot with JPA: skipped", "Maven Central", log.toString());
  }

  /// A jar of an older version is not measured instead of the present one.
  @Test
  void isSkippedWhenItCannotBeBuiltAgain() throws IOException, InterruptedException {
    script(Peer.SPRING, BUILD);
    Files.setLastModifiedTime(jar(Peer.SPRING).orElseThrow(), FileTime.from(Instant.EPOCH));
    script(Peer.SPRING, "exit 1");

    assertThat(jar(Peer.SPRING)).isEmpty();
  }

  @Test
  void isSkippedWithoutItsTools() throws IOException, InterruptedException {
    script(Peer.JHIPSTER, BUILD);

    assertThat(jar(Peer.JHIPSTER)).isEmpty();
    assertThat(progress).containsExactly("JHipster: skipped, since its build requires npm");
  }

  @Test
  void findsItsToolsInTheSearchPath() throws IOException, InterruptedException {
    script(Peer.JHIPSTER, BUILD);
    write(project.resolve("npm"), "");

    assertThat(jar(Peer.JHIPSTER)).isPresent();
  }

  private Optional<Path> jar(Peer peer) throws IOException, InterruptedException {
    return new PeerBuild(project, project.toString(), progress::add).jar(peer);
  }

  private void script(Peer peer, String commands) throws IOException {
    write(project.resolve("bench/peers").resolve(peer.folder()).resolve("create.sh"), commands);
  }

  private static void write(Path file, String commands) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
