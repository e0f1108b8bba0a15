/// App keys, magic links and the browser sessions of growers who connect an account.
@NullMarked
package io.headland.server.core.connect;

import org.jspecify.annotations.NullMarked;
