/// Headless Chromium for the tests of what people see.
@NullMarked
package io.headland.server.browser;

import org.jspecify.annotations.NullMarked;
