package io.headland.server.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCipherTest {
  @TempDir private static Path folder;

  @Test
  void namesTheRowAndTheKeyInTheAssociatedData() throws Exception {
    Aead aead = MasterKey.loadOrCreate(folder).aead();
    RowCipher cipher = new RowCipher(aead, "7");
    byte[] encrypted = cipher.encrypt("webhook|owner|id", Secret.of("geheim"));

    assertThat(aead.decrypt(encrypted, "webhook|owner|id|7".getBytes(UTF_8)))
        .isEqualTo("geheim".getBytes(UTF_8));
    assertThat(cipher.decryptSecret("webhook|owner|id", encrypted, "7"))
        .contains(Secret.of("geheim"));
  }

  @Test
  void decryptsNothingOfAnotherRowOrKeyAndNothingThatWasChanged() {
    RowCipher cipher = new RowCipher(MasterKey.loadOrCreate(folder).aead(), "7");
    byte[] encrypted = cipher.encrypt("a", Secret.of("geheim"));

    assertThat(cipher.decrypt("b", encrypted, "7")).isEmpty();
    assertThat(cipher.decrypt("a", encrypted, "8")).isEmpty();
    encrypted[encrypted.length - 1] ^= 1;
    assertThat(cipher.decrypt("a", encrypted, "7")).isEmpty();
  }
}
