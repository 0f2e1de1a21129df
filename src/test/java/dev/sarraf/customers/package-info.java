@NullMarked
package dev.sarraf.customers;

import org.jspecify.annotations.NullMarked;
