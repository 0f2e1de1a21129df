/// A bank to pay with: the Mastercard Gateway's REST interface, its 3-D Secure challenge page and a record of what
/// it did, for published test cards only. It shares no class with the product and is reached by HTTP alone.
@NullMarked
package dev.sarraf.simulator;

import org.jspecify.annotations.NullMarked;
