/// Headless Chromium for the tests of the user interface.
@NullMarked
package io.headland.server.browser;

import org.jspecify.annotations.NullMarked;
