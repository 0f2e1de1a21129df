/// The gateway itself: merchants, card sessions, orders and their transactions, and the REST interface that moves them.
@NullMarked
package dev.sarraf.simulator.gateway;

import org.jspecify.annotations.NullMarked;
