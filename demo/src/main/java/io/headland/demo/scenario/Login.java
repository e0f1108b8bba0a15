package io.headland.demo.scenario;

/// A name and a password. Its string form omits the password.
public record Login(String name, String password) {
  @Override
  public String toString() {
    return name;
  }
}
