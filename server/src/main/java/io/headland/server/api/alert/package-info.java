/// Alerts of Leaf: registering endpoints and listing calls that were not delivered.
@NullMarked
package io.headland.server.api.alert;

import org.jspecify.annotations.NullMarked;
