package io.headland.server.provider;

import io.headland.server.platform.providerhttp.CallRecorder;
import java.net.URI;
import java.util.List;

/// How a grower gives an application access to an account, in a browser: an authorization code with
/// PKCE, and the provider's page on which organizations are connected to the application.
public interface Consent {
  /// What people call the provider, for example `John Deere`.
  String providerName();

  /// What an application is known by: what a company was given when it registered it. Named as in
  /// the credential, where the credential has the same.
  List<CredentialField> applicationFields();

  /// The environments that an application may be registered for.
  List<String> environments();

  /// Where the grower signs in and consents.
  URI signInPage(ProviderApplication application, ConsentRequest request);

  /// Exchanges an authorization code for a grant. Never to be repeated: a code is good once, and a
  /// provider may end what came of one that is shown again.
  CodeExchange exchange(ProviderApplication application, ConsentCode code, CallRecorder recorder)
      throws InterruptedException;

  /// Where a person connects organizations to the application, and comes back from.
  ///
  /// @param managementUri of the organization that it is about; blank when there is none, or when
  ///   the provider gives none
  URI connectionPage(ProviderApplication application, String managementUri, URI redirectUri);

  /// Whether an address that an answer of the provider names is one of the provider's: only to such
  /// a one is a browser redirected.
  boolean isOwnPage(URI page);
}
