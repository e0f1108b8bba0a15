/// The simulated Trimble: its token endpoint, the organizations that a user has authorized, and
/// their field data. No response contains an organization that is not authorized.
@NullMarked
package io.headland.simulator.trimble;

import org.jspecify.annotations.NullMarked;
