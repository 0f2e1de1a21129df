/// Tests of endpoints and of the sending of webhooks.
@NullMarked
package dev.sarraf.webhooks;

import org.jspecify.annotations.NullMarked;
