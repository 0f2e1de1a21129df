/// The provider of local payment methods: vouchers, wallets and purchases in instalments, with a record of its own.
@NullMarked
package dev.sarraf.simulator.local;

import org.jspecify.annotations.NullMarked;
