package io.headland.server.engine.ratelimit;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Those who wait for leave to call. They are served in turns: each API owner once in a round, and
/// of its Leaf users each once in a round of the API owner's. Within a Leaf user, first come, first
/// served. Not safe for several threads.
final class FairQueue {
  private final SequencedMap<ApiOwnerId, SequencedMap<LeafUserId, SequencedSet<WaitingCall>>>
      owners = new LinkedHashMap<>();
  private int size;

  int size() {
    return size;
  }

  void join(WaitingCall turn) {
    owners
        .computeIfAbsent(turn.account().owner(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(turn.account().leafUser(), _ -> new LinkedHashSet<>())
        .add(turn);
    size++;
  }

  /// Takes out whose turn it is; its Leaf user and API owner go to the end of the line.
  Optional<WaitingCall> next() {
    if (size == 0) {
      return Optional.empty();
    }
    var owner = owners.pollFirstEntry();
    var user = owner.getValue().pollFirstEntry();
    WaitingCall turn = user.getValue().removeFirst();
    size--;
    rejoin(owner.getValue(), user);
    if (!owner.getValue().isEmpty()) {
      owners.putLast(owner.getKey(), owner.getValue());
    }
    return Optional.of(turn);
  }

  /// Takes out somebody who waits no more.
  ///
  /// @return whether the turn was still in the line
  boolean leave(WaitingCall turn) {
    ApiOwnerId owner = turn.account().owner();
    LeafUserId user = turn.account().leafUser();
    SequencedMap<LeafUserId, SequencedSet<WaitingCall>> users = owners.get(owner);
    SequencedSet<WaitingCall> turns = users == null ? null : users.get(user);
    if (users == null || turns == null || !turns.remove(turn)) {
      return false;
    }
    size--;
    if (turns.isEmpty()) {
      users.remove(user);
    }
    if (users.isEmpty()) {
      owners.remove(owner);
    }
    return true;
  }

  private static void rejoin(
      SequencedMap<LeafUserId, SequencedSet<WaitingCall>> users,
      Map.Entry<LeafUserId, SequencedSet<WaitingCall>> user) {
    if (!user.getValue().isEmpty()) {
      users.putLast(user.getKey(), user.getValue());
    }
  }
}
