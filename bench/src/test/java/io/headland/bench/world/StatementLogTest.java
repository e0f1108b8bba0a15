package io.headland.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementLogTest {
  @Test
  void statementsAreCountedByTheirBeginning() {
    String log =
        """
        2026-11-30 11:18:19.872 UTC [17435] LOG:  execute S_1: insert into field (api_owner_id, leaf_user_id
        \t     , provider)
        \tvalues ($1, $2, $3)
        2026-11-30 11:18:19.873 UTC [17435] DETAIL:  Parameters: $1 = 'a'
        2026-11-30 11:18:19.874 UTC [17435] LOG:  execute <unnamed>: select 1
        2026-11-30 11:18:19.875 UTC [17435] LOG:  execute S_1: insert into field (api_owner_id, leaf_user_id
        \t     , provider)
        \tvalues ($1, $2, $3)
        2026-11-30 11:18:19.876 UTC [17435] LOG:  execute S_3/C_4: COMMIT
        2026-11-30 11:18:19.877 UTC [17435] LOG:  statement: SHOW search_path
        2026-11-30 11:18:19.878 UTC [17436] LOG:  execute <unnamed>: /* benchmark */ select count(*)
        """;

    assertThat(StatementLog.parse(log))
        .isEqualTo(
            Map.of(
                "insert into field (api_owner_id, leaf_user_id , provider) values ($1, ",
                2,
                "select 1",
                1,
                "COMMIT",
                1));
  }
}
