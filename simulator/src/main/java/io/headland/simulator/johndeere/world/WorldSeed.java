package io.headland.simulator.johndeere.world;

/// The parameters of a generated world; the same values result in the same world on every machine.
///
/// @param organizations how many each user sees
/// @param users the number of users, each with their own organizations and grant
/// @param fields how many fields each organization has
public record WorldSeed(long seed, int organizations, int users, int fields) {
  public WorldSeed {
    if (organizations < 0 || users < 1 || fields < 0) {
      throw new IllegalArgumentException("a world needs a user, and no count below zero");
    }
  }

  public World generate() {
    return new WorldGenerator(this).generate();
  }
}
