/// App keys, magic links, and the HTML pages on which growers connect their accounts.
@NullMarked
package io.headland.server.api.connect;

import org.jspecify.annotations.NullMarked;
