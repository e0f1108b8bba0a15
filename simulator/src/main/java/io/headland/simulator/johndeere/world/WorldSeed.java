package io.headland.simulator.johndeere.world;

/// What a generated world is grown from; the same values give the same world on every machine.
///
/// @param organizations how many each user sees
/// @param users how many users there are, each with organizations and a grant of their own
/// @param fields how many fields each organization has
public record WorldSeed(long seed, int organizations, int users, int fields) {
  public WorldSeed {
    if (organizations < 0 || users < 1 || fields < 0) {
      throw new IllegalArgumentException("a world needs a user, and no count below zero");
    }
  }

  public World grow() {
    return new WorldGenerator(this).generate();
  }
}
