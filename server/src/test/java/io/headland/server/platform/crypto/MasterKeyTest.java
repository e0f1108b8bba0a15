package io.headland.server.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  private static final byte[] SECRET = "a refresh token".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLACE = "owner|credential".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void isMadeOnceAndOpensWhatItClosedAfterARestart() throws GeneralSecurityException {
    MasterKey first = MasterKey.loadOrCreate(folder);
    byte[] closed = first.aead().encrypt(SECRET, PLACE);

    MasterKey second = MasterKey.loadOrCreate(folder);

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.primaryKeyId()).isEqualTo(first.primaryKeyId());
    assertThat(second.holds(first.primaryKeyId())).isTrue();
    assertThat(second.holds(first.primaryKeyId() + 1)).isFalse();
    assertThat(second.aead().decrypt(closed, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void doesNotOpenWhatWasMovedElsewhere() throws GeneralSecurityException {
    MasterKey key = MasterKey.loadOrCreate(folder);
    byte[] closed = key.aead().encrypt(SECRET, PLACE);

    assertThatThrownBy(() -> key.aead().decrypt(closed, new byte[] {1}))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void isReadableByItsOwnerAloneAndLeavesNoDraftBehind() throws IOException {
    MasterKey.loadOrCreate(folder);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void isRefusedWhenOthersMayReadIt() throws IOException {
    MasterKey.loadOrCreate(folder);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> MasterKey.loadOrCreate(folder))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("can be read by users other than its owner")
        .hasMessageContaining(file().toString());
  }

  @Test
  void isRefusedRatherThanReplacedWhenDamaged() throws IOException {
    MasterKey.loadOrCreate(folder);
    Files.writeString(file(), "{");

    assertThatThrownBy(() -> MasterKey.loadOrCreate(folder))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be used");
    assertThat(file()).hasContent("{");
  }

  private Path file() {
    return folder.resolve(MasterKey.FILE);
  }
}
