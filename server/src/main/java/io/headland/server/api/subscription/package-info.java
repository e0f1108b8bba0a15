/// The endpoint to which providers post notifications.
@NullMarked
package io.headland.server.api.subscription;

import org.jspecify.annotations.NullMarked;
