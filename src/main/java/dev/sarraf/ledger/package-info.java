/// What payments do to a merchant's balance, and the fees on the way.
@NullMarked
package dev.sarraf.ledger;

import org.jspecify.annotations.NullMarked;
