/// The hosted payment page: what the customer sees of a session, from the card form to the way back to the shop.
@NullMarked
package dev.sarraf.page;

import org.jspecify.annotations.NullMarked;
