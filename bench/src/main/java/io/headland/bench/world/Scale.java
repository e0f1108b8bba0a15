package io.headland.bench.world;

/// The amount of data.
///
/// @param leafUsers of the API owner that is measured
/// @param accounts provider accounts among them, evenly distributed
/// @param otherOwners further API owners, each with a thousand Leaf users and a hundred accounts
public record Scale(int leafUsers, int accounts, int otherOwners) {
  /// Organizations of an account: one page.
  public static final int ORGANIZATIONS = 20;

  public static final Scale WHOLE = new Scale(1_000_000, 50_000, 50);

  /// 300,000 organizations.
  public static final Scale OF_PEERS = new Scale(300_000, 15_000, 2);

  public static final Scale SMALL = new Scale(20_000, 1_000, 2);

  public Scale {
    if (accounts < 1 || leafUsers % accounts != 0) {
      throw new IllegalArgumentException(
          "The accounts cannot be distributed evenly over the Leaf users");
    }
  }

  public int leafUsersPerAccount() {
    return leafUsers / accounts;
  }
}
