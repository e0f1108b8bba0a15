package io.headland.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PgbenchTest {
  private static final Keys KEYS = new Keys(Scale.WHOLE);
  private static final Pattern VARIABLE = Pattern.compile("(?<!:):([a-z]\\w*)");

  @Test
  void writesTheStatementBehindTheChoiceOfAKey() {
    assertThat(PgbenchScript.of(Transaction.GET, KEYS).text())
        .isEqualTo(
            """
            \\set account random(0, 49999)
            \\set user 100000000000 + :account * 20
            \\set org 10000000 + :account * 20 + random(0, 19)
            select provider_org_id, name, status, blocked_reason, management_uri, action_uri,\
             chosen_status, earlier_status, unlinked_kinds
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = cast('01900000-0000-7000-8000-' || cast(:user as text) as uuid)
               and provider = :provider
               and provider_org_id = cast(:org as text);
            """);
  }

  @Test
  void locksAndMarksInOneTransaction() {
    assertThat(PgbenchScript.of(Transaction.PATCH, KEYS).text())
        .contains(
            "begin;\nwith locked as",
            "for no key update)",
            "set chosen_status = locked.status",
            "array[cast(:selected as text)]")
        .endsWith("commit;\n");
  }

  @ParameterizedTest
  @EnumSource
  void definesEveryVariable(Transaction transaction) {
    PgbenchScript script = PgbenchScript.of(transaction, KEYS);
    Matcher variables = VARIABLE.matcher(script.text());
    assertThat(variables.results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(
            name ->
                PgbenchScript.constants(new UUID(0, 0)).containsKey(name)
                    || script.text().contains("\\set " + name + " "));
  }

  @Test
  void readsTheRate() throws IOException {
    String said =
        """
        latency average = 0.672 ms
        initial connection time = 50.123 ms
        tps = 47620.123456 (without initial connection time)
        """;

    assertThat(Pgbench.rate(said)).isEqualTo(47_620.123456);
    assertThatThrownBy(() -> Pgbench.rate("nothing")).isInstanceOf(IOException.class);
  }
}
