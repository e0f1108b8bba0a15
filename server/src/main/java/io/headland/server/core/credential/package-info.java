/// Credentials, which authorize Headland at one provider for one Leaf user.
///
/// At most one per provider and Leaf user. Secrets are encrypted with associated data that contains
/// the API owner, the credential and the key; they are masked in responses, logs and events. A
/// rotated refresh token is committed before its access token is used.
@NullMarked
package io.headland.server.core.credential;

import org.jspecify.annotations.NullMarked;
