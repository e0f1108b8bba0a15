/// John Deere's Operations Center as one site: its authorization server, its platform API and its
/// connection pages at one address.
@NullMarked
package io.headland.simulator.johndeere;

import org.jspecify.annotations.NullMarked;
