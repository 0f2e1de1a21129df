/// Our books beside the bank's: what is written down of an order, compared with what the bank or its statement
/// says.
@NullMarked
package dev.sarraf.payments.comparison;

import org.jspecify.annotations.NullMarked;
