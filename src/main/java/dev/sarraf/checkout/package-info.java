/// Checkout sessions: what is bought, what it costs, and the way from open to paid or expired.
@NullMarked
package dev.sarraf.checkout;

import org.jspecify.annotations.NullMarked;
