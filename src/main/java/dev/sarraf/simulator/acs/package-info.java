/// The issuer's side of 3-D Secure: the page that a challenged payer sees, and the way back to the merchant.
@NullMarked
package dev.sarraf.simulator.acs;

import org.jspecify.annotations.NullMarked;
