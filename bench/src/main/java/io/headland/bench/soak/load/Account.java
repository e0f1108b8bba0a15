package io.headland.bench.soak.load;

/// A Leaf user with a credential of John Deere.
///
/// @param name of the grant in the proxy of the token endpoint
record Account(String name, String leafUser) {
  /// Path of the list that is read at the provider.
  String liveList() {
    return Client.USERS + "/" + leafUser + "/organizations/JohnDeere";
  }

  String organizations() {
    return Client.USERS + "/" + leafUser + "/JohnDeere/organizations";
  }

  String credential() {
    return Client.USERS + "/" + leafUser + "/john-deere-credentials";
  }
}
