/// Who buys: customers that a merchant registered, and guests who are recognised when they come again.
@NullMarked
package dev.sarraf.customers;

import org.jspecify.annotations.NullMarked;
