/// The authorization server of the simulated John Deere: consent, tokens and their state. Its
/// responses have the form of Okta, which John Deere uses.
@NullMarked
package io.headland.simulator.johndeere.oauth;

import org.jspecify.annotations.NullMarked;
