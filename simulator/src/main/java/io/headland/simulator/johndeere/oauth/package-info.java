/// The authorization server of the simulated John Deere: consent, tokens and what became of them.
/// Shapes follow the Okta server that John Deere uses.
@NullMarked
package io.headland.simulator.johndeere.oauth;

import org.jspecify.annotations.NullMarked;
