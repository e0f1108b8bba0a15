package io.headland.server.provider;

import io.headland.server.platform.providerhttp.CallRecorder;
import java.net.URI;
import java.util.List;

/// The consent of a grower in a browser: an authorization code with PKCE, and the provider's page
/// on which organizations are connected to the application.
public interface Consent {
  /// The display name of the provider, for example `John Deere`.
  String providerName();

  /// The fields of an application, as issued at its registration. They have the names of the
  /// credential's fields where these are the same.
  List<CredentialField> applicationFields();

  /// The environments for which an application may be registered.
  List<String> environments();

  /// The page on which the grower signs in and consents.
  URI signInPage(ProviderApplication application, ConsentRequest request);

  /// Exchanges an authorization code for a grant. Not safe to repeat: a code can be used once, and
  /// a provider may revoke the grant of a code that is sent again.
  CodeExchange exchange(ProviderApplication application, ConsentCode code, CallRecorder recorder)
      throws InterruptedException;

  /// The page on which organizations are connected to the application, with the address to return
  /// to.
  ///
  /// @param managementUri of the organization; blank if there is none or the provider returns none
  URI connectionPage(ProviderApplication application, String managementUri, URI redirectUri);

  /// Whether an address in a response of the provider belongs to the provider: browsers are
  /// redirected only to such addresses.
  boolean isOwnPage(URI page);
}
