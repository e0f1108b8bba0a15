package io.headland.server.api.connect;

import java.util.Optional;

/// A page with the result of an action, and the next step.
///
/// @param text one or two sentences
/// @param action label and target of the button; empty when there is none
record MessagePage(int status, String title, String text, Optional<Action> action) {
  record Action(String label, String href) {}

  static MessagePage unknownLink() {
    return new MessagePage(
        404,
        "This link does not work",
        "It may have been revoked, or may be incomplete. Ask the sender for a new one.",
        Optional.empty());
  }

  static MessagePage expired(String sender) {
    return new MessagePage(
        410, "This link has expired", "Ask " + sender + " for a new one.", Optional.empty());
  }

  static MessagePage usedUp(String sender) {
    return new MessagePage(
        410,
        "This link has been used up",
        "It has reached its maximum number of uses. Existing connections remain. Ask "
            + sender
            + " for a new link.",
        Optional.empty());
  }

  static MessagePage ended() {
    return new MessagePage(
        404,
        "Your session has ended",
        "It timed out, or the link was revoked. Open the link that you received again.",
        Optional.empty());
  }

  static MessagePage withoutCookies() {
    return new MessagePage(
        400,
        "Your browser did not recognize this page",
        "Cookies may be disabled, or you started in another browser. Allow cookies for this site,"
            + " and open the link that you received again in this browser.",
        Optional.empty());
  }

  static MessagePage wrongState() {
    return new MessagePage(
        400,
        "The sign-in could not be verified",
        "The response does not belong to a sign-in that was started in this browser, so it was"
            + " ignored. Open the link that you received again.",
        Optional.empty());
  }

  static MessagePage staleForm(String href) {
    return new MessagePage(
        400,
        "This page was out of date",
        "Nothing was changed. Reload the page and choose again.",
        Optional.of(new Action("Reload", href)));
  }

  static MessagePage declined(String provider, String sender, String href) {
    return new MessagePage(
        200,
        "You did not allow access",
        "Nothing was connected, and "
            + sender
            + " has no access to your account at "
            + provider
            + ". You can close this page, or try again.",
        Optional.of(new Action("Back to " + provider, href)));
  }

  static MessagePage codeRefused(String provider, String href) {
    return new MessagePage(
        400,
        "The sign-in was not completed",
        provider
            + " rejected the sign-in: it was already used, or it took too long. Nothing was"
            + " connected. Please sign in again.",
        Optional.of(new Action("Sign in at " + provider, href)));
  }

  static MessagePage finishing(String href) {
    return new MessagePage(
        200,
        "One moment",
        "Your sign-in is being completed. Reload the page in a few seconds.",
        Optional.of(new Action("Reload", href)));
  }

  static MessagePage applicationRefused(String provider, String sender, String error) {
    return new MessagePage(
        502,
        "Could not connect",
        provider
            + " rejected the application of "
            + sender
            + ". Nothing was connected. Please tell them that "
            + provider
            + " answered “"
            + error
            + "”.",
        Optional.empty());
  }

  static MessagePage notSetUp(String provider, String sender) {
    return new MessagePage(
        503,
        "Not available",
        "Signing in at "
            + provider
            + " is no longer possible with this link. Please tell "
            + sender
            + ".",
        Optional.empty());
  }

  static MessagePage unavailable(String provider, String href) {
    return new MessagePage(
        503,
        "Could not connect to " + provider,
        "Nothing was changed. Please try again in a few minutes.",
        Optional.of(new Action("Try again", href)));
  }

  static MessagePage broken() {
    return new MessagePage(
        500,
        "Something went wrong",
        "The error was logged. Please try again later.",
        Optional.empty());
  }

  static MessagePage away() {
    return new MessagePage(
        503,
        "We will be back shortly",
        "Nothing was changed. Please try again in a minute.",
        Optional.empty());
  }

  static MessagePage disconnected(String provider, String sender) {
    return new MessagePage(
        200,
        "Disconnected",
        sender + " no longer has access to your account at " + provider + ".",
        Optional.empty());
  }
}
