/// The story that shows what server and provider do together, told step by step.
///
/// It knows addresses and credentials and speaks HTTP; of the classes of server and simulator it
/// knows none. So whatever answers at those addresses can be put to the test with it.
@NullMarked
package io.headland.demo.story;

import org.jspecify.annotations.NullMarked;
