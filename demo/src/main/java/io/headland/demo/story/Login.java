package io.headland.demo.story;

/// How somebody signs in. Prints without the password.
public record Login(String name, String password) {
  @Override
  public String toString() {
    return name;
  }
}
