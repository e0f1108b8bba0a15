package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.credential.AccountKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final AccountKey BUSY = Accounts.of(1, 1);
  private static final AccountKey QUIET = Accounts.of(1, 2);
  private static final AccountKey OTHER_OWNER = Accounts.of(2, 3);

  private final FairQueue line = new FairQueue();

  @Test
  void servesAQuietLeafUserWithinARound() {
    join(BUSY, 300);
    join(QUIET, 1);

    assertThat(served(3)).containsExactly(BUSY, QUIET, BUSY);
    assertThat(line.size()).isEqualTo(298);
  }

  @Test
  void servesApiOwnersInTurnHoweverManyLeafUsersTheyHave() {
    join(BUSY, 2);
    join(QUIET, 2);
    join(OTHER_OWNER, 2);

    assertThat(served(6)).containsExactly(BUSY, OTHER_OWNER, QUIET, OTHER_OWNER, BUSY, QUIET);
    assertThat(line.next()).isEmpty();
  }

  @Test
  void servesWithinALeafUserWhoCameFirst() {
    List<WaitingCall> turns = join(BUSY, 3);

    assertThat(List.of(line.next(), line.next(), line.next()))
        .isEqualTo(turns.stream().map(Optional::of).toList());
  }

  @Test
  void aWaitingCallCanLeave() {
    List<WaitingCall> turns = join(BUSY, 2);
    List<WaitingCall> quiet = join(QUIET, 1);

    assertThat(line.leave(quiet.getFirst())).isTrue();
    assertThat(line.leave(quiet.getFirst())).isFalse();
    assertThat(line.leave(turns.getFirst())).isTrue();
    assertThat(line.next()).containsSame(turns.getLast());
    assertThat(line.leave(turns.getLast())).isFalse();
    assertThat(line.size()).isZero();
  }

  private List<WaitingCall> join(AccountKey account, int calls) {
    List<WaitingCall> turns = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      turns.add(new WaitingCall(account));
      line.join(turns.getLast());
    }
    return turns;
  }

  private List<AccountKey> served(int calls) {
    List<AccountKey> accounts = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      accounts.add(line.next().orElseThrow().account());
    }
    return accounts;
  }
}
