package io.headland.bench.world;

import java.util.random.RandomGenerator;

/// Keys that are computed from a number, so that a load generator requires no list of them.
///
/// The last twelve digits of a Leaf user's id are decimal: SQL can compose such an id from a
/// number, which is all that `pgbench` can generate.
public record Keys(Scale scale) {
  public static final String LEAF_USER_PREFIX = "01900000-0000-7000-8000-";
  public static final long FIRST_LEAF_USER = 100_000_000_000L;
  public static final long FIRST_ORGANIZATION = 10_000_000L;

  /// One organization of one account.
  public record Place(String leafUser, String organization) {}

  public Place random(RandomGenerator random) {
    int account = random.nextInt(scale.accounts());
    int nth = random.nextInt(Scale.ORGANIZATIONS);
    return new Place(
        LEAF_USER_PREFIX + (FIRST_LEAF_USER + (long) account * scale.leafUsersPerAccount()),
        Long.toString(FIRST_ORGANIZATION + (long) account * Scale.ORGANIZATIONS + nth));
  }

  /// The same choice as an expression of pgbench: `:user` is the number in the id, `:org` the
  /// organization.
  public String pgbenchChoice() {
    return """
    \\set account random(0, %d)
    \\set user %d + :account * %d
    \\set org %d + :account * %d + random(0, %d)
    """
        .formatted(
            scale.accounts() - 1,
            FIRST_LEAF_USER,
            scale.leafUsersPerAccount(),
            FIRST_ORGANIZATION,
            Scale.ORGANIZATIONS,
            Scale.ORGANIZATIONS - 1);
  }
}
