package io.headland.bench.world;

/// How much there is to measure on.
///
/// @param leafUsers of the API owner that is measured
/// @param accounts provider accounts among them, spread evenly
/// @param otherOwners further API owners, of a thousand Leaf users and a hundred accounts each
public record Scale(int leafUsers, int accounts, int otherOwners) {
  /// Organizations of an account: a page.
  public static final int ORGANIZATIONS = 20;

  public static final Scale WHOLE = new Scale(1_000_000, 50_000, 50);
  public static final Scale SMALL = new Scale(20_000, 1_000, 2);

  public Scale {
    if (accounts < 1 || leafUsers % accounts != 0) {
      throw new IllegalArgumentException("Accounts do not spread evenly over Leaf users");
    }
  }

  int leafUsersPerAccount() {
    return leafUsers / accounts;
  }
}
